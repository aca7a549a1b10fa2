"""What answers outside the API: pages, metrics, and addresses that nobody has."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/", "/api/v2/me", "/_allauth/nothing"])
def test_unknown_address_of_the_api_is_a_problem(client: Client, path: str) -> None:
    response = client.get(path)
    document = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert (document["code"], document["request_id"]) == ("kernel.not_found", response["X-Request-Id"])


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.10", "::1"])
def test_metrics_are_for_this_machine(client: Client, peer: str) -> None:
    response = client.get("/metrics", REMOTE_ADDR=peer)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")
    assert b"\n# TYPE segue_jobs gauge\n" in response.content
    assert b"segue_http_request_seconds_bucket{" in client.get("/metrics").content


@pytest.mark.parametrize(
    "request_from",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "2001:db8::1"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "unknown"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_metrics_do_not_exist_elsewhere(client: Client, request_from: dict[str, Any]) -> None:
    response = client.get("/metrics", **request_from)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_operator_reads_metrics_from_anywhere(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("ines", "ines@example.org", is_staff=True))
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_invented_methods_are_counted_as_other(client: Client) -> None:
    client.generic("BREW", "/api/v1/health")
    text = client.get("/metrics").content.decode()
    assert 'method="other"' in text
    assert "BREW" not in text
