"""Pages of other sites can't make a browser change anything here."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
PATHS = ["/api/v1/artists", "/_allauth/browser/v1/auth/login"]
OWN = settings.SEGUE.origin


def send(client: Client, path: str, kind: str = "application/json", **headers: str) -> Any:
    return client.post(path, "{}", content_type=kind, headers=headers)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": OWN + ".evil.example"},
        {"Origin": OWN.replace("http:", "https:")},
        {"Origin": OWN, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_foreign_pages_are_refused(path: str, headers: dict[str, str]) -> None:
    answer = send(Client(), path, **headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "http.csrf_failed")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": OWN},
        {"Origin": "http://testserver"},
        {"Origin": OWN, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_own_pages_get_further(path: str, headers: dict[str, str]) -> None:
    assert send(Client(), path, **headers).status_code in (400, 401)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_bodies_that_forms_can_send_are_refused(path: str, kind: str) -> None:
    answer = send(Client(), path, kind)
    assert (answer.status_code, answer.json()["code"]) == (415, "http.wrong_body")


def test_a_page_elsewhere_may_read_what_it_could_not_send(client: Client) -> None:
    assert client.get("/api/v1/health", headers={"Origin": "https://evil.example"}).status_code == 200
