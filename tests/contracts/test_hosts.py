"""Every door answers for this server's own names alone (DNS rebinding)."""

import json
import logging
from typing import Any

import pytest

from tests.contracts.front_door import ask

pytestmark = pytest.mark.django_db
DOORS = [
    "/",
    "/api/v1/releases",
    "/api/v1/health",
    "/_allauth/browser/v1/config",
    "/media/x",
    "/assets/x",
    "/uploads/x",
]


@pytest.fixture(autouse=True)
def production(settings: Any) -> None:
    settings.KNOWN_HOSTS = ["music.example.org"]


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "music.example.org.evil.example", "x.y.local.com", "a b", "["],
)
@pytest.mark.parametrize("path", DOORS)
def test_a_foreign_host_is_told_so_and_nothing_else(
    path: str, host: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = ask("GET", path, host=host)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(answer.body)["code"] == "http.unknown_host"
    assert (answer.headers["x-content-type-options"], answer.cookies) == ("nosniff", [])
    assert caplog.text == ""


@pytest.mark.parametrize(
    "host",
    [
        "music.example.org",
        "MUSIC.example.org:443",
        "localhost:8000",
        "nas:8000",
        "Studio-Mac.local:8000",
        "127.0.0.1:8000",
        "192.168.1.5:8000",
        "[::1]:8000",
    ],
)
def test_own_names_and_addresses_in_numbers_get_further(host: str) -> None:
    assert ask("GET", "/api/v1/releases", host=host).status == 200
    assert ask("GET", "/media/x", host=host).status in (403, 404)


def test_a_page_at_an_address_in_numbers_is_our_own_page(caplog: pytest.LogCaptureFixture) -> None:
    host, kind = "192.168.1.5:8000", "application/json"
    for origin, status in (
        (f"http://{host}", 401),
        ("http://192.168.1.6:8000", 403),
        (f"https://{host}", 403),
    ):
        answer = ask("POST", "/api/v1/artists", b"{}", host=host, origin=origin, content_type=kind)
        assert answer.status == status
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


def test_an_app_may_know_the_server_by_its_number(caplog: pytest.LogCaptureFixture) -> None:
    login = b'{"username": "nobody", "password": "three quiet harbours"}'
    answer = ask(
        "POST", "/_allauth/app/v1/auth/login", login, host="192.168.1.5:8000", content_type="application/json"
    )
    assert answer.status == 400
    assert "don't match an account" in answer.body.decode()
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []
