"""Every error is a problem document that carries the id of its request."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.urls("segue.kernel.http.tests.site")


def answer(client: Client, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """Status and problem document, after checking what all of them have."""
    if body:
        response = client.post(f"/api{path}", content_type="application/json", **body)
    else:
        response = client.get(f"/api{path}")
    assert response["Content-Type"] == "application/problem+json"
    document = json.loads(response.content)
    assert document["type"] == "about:blank"
    assert document["status"] == response.status_code
    assert document["request_id"] == response["X-Request-Id"]
    assert len(document["request_id"]) == 32
    return response.status_code, document


@pytest.mark.parametrize(
    ("name", "status", "code", "detail"),
    [
        ("missing", 404, "kernel.not_found", "Not found"),
        ("not-found", 404, "kernel.not_found", "Not found"),
        ("conflict", 409, "test.sleeve_torn", "Glue it, then try again."),
        ("http", 418, "http.418", "short and stout"),
        ("database", 503, "http.unavailable", "The database can't be reached. Try again in a moment"),
    ],
)
def test_refusals(client: Client, name: str, status: int, code: str, detail: str) -> None:
    found, document = answer(client, f"/failures/{name}")
    assert (found, document["code"], document["detail"]) == (status, code, detail)
    assert "errors" not in document


def test_crash_tells_nothing_of_its_cause(client: Client) -> None:
    status, document = answer(client, "/failures/crash")
    assert (status, document["code"]) == (500, "http.internal")
    assert "secret detail" not in json.dumps(document)


def test_invalid_body_names_each_field(client: Client) -> None:
    status, document = answer(client, "/open", data=json.dumps({"size_mm": "wide"}))
    assert (status, document["code"]) == (422, "http.invalid")
    (error,) = document["errors"]
    assert error["loc"] == ["body", "sleeve", "size_mm"]
    assert document["detail"] == f"size_mm: {error['msg']}"


def test_body_that_is_not_json(client: Client) -> None:
    assert answer(client, "/open", data="{")[0] == 400


def test_body_that_is_too_large(client: Client) -> None:
    status, document = answer(client, "/open", data="x" * (1024 * 1024 + 1))
    assert (status, document["code"]) == (413, "http.too_large")


@pytest.mark.django_db
def test_visitor_is_asked_to_sign_in(client: Client) -> None:
    for path in ("/mine", "/operators"):
        status, document = answer(client, path)
        assert (status, document["code"]) == (401, "http.sign_in_required")
    assert client.get("/api/open").json() == {"ok": True}


@pytest.mark.django_db
def test_listener_is_no_operator(client: Client) -> None:
    user = get_user_model().objects.create_user("ines", "ines@example.org")
    client.force_login(user)
    assert client.get("/api/mine").json() == {"ok": True}
    status, document = answer(client, "/operators")
    assert (status, document["code"]) == (403, "http.operators_only")
    user.is_staff = True
    user.save()
    assert client.get("/api/operators").json() == {"ok": True}


@pytest.mark.django_db
def test_unsafe_request_needs_the_token_of_our_own_pages() -> None:
    client = Client(enforce_csrf_checks=True)
    body = json.dumps({"size_mm": 300})
    status, document = answer(client, "/open", data=body)
    assert (status, document["code"]) == (403, "http.csrf_failed")
    client.cookies["csrftoken"] = token = "a" * 32
    assert answer(client, "/open", data=body, headers={"X-CSRFToken": "b" * 32})[0] == 403
    response = client.post(
        "/api/open", data=body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert (response.status_code, response.json()) == (200, {"size_mm": 300})


def test_request_id_is_never_taken_from_outside(client: Client) -> None:
    response = client.get("/api/open", headers={"X-Request-Id": "chosen"})
    assert response["X-Request-Id"] != "chosen"
    assert client.get("/api/open")["X-Request-Id"] != response["X-Request-Id"]
