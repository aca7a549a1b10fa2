"""Requests with a token: it counts whatever the cookie says, for as much as it may, and is written nowhere."""

from datetime import timedelta
from typing import Any

import pytest
import structlog
from django.test import Client

from segue.accounts import services
from segue.accounts.access_tokens import new_token
from segue.accounts.models import AccessToken, User
from segue.accounts.tests.browser import AUTH, Browser
from segue.accounts.tests.factories import PASSWORD, make_token, make_user
from segue.kernel import clock
from segue.kernel.http import Scope

pytestmark = pytest.mark.django_db


def me(client: Client, **headers: str) -> tuple[int, Any]:
    answer = client.get("/api/v1/me", headers=headers)
    return answer.status_code, answer.json().get("user") or answer.json().get("code")


def test_it_counts_in_place_of_the_cookie() -> None:
    _, text = make_token(make_user("emil"), Scope.READ)
    make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    status, user = me(browser.client, Authorization=f"bearer {text}")
    assert (status, user["username"]) == (200, "emil")
    assert browser.me()["user"]["username"] == "ines"


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "bearer x",
        "Bearer {new}",
        "Bearer {old}",
        "Bearer {old} x",
        "BEARER {old}x",
        "Bearer {ended}",
    ],
)
def test_one_that_doesnt_work_is_refused_whatever_the_cookie_says(header: str) -> None:
    user = make_user()
    _, old = make_token(user, Scope.READ)
    services.revoke_all_tokens(user)
    row, ended = make_token(user, Scope.READ)
    AccessToken.objects.filter(pk=row.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    value = header.format(new=new_token(), old=old, ended=ended)
    for method, path in (
        ("get", "me"),
        ("get", "artists"),
        ("get", "health"),
        ("post", "artists"),
        ("get", "nothing"),
    ):
        answer = getattr(browser.client, method)(f"/api/v1/{path}", headers={"Authorization": value})
        assert (path, answer.status_code) == (path, 401)
        assert answer.json()["code"] == "accounts.token_refused"
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["WWW-Authenticate"].startswith("Bearer ")


def test_a_suspended_persons_token_opens_nothing() -> None:
    _, text = make_token(make_user(), *(Scope.READ, Scope.STUDIO))
    User.objects.update(is_active=False)
    assert me(Client(), Authorization=f"Bearer {text}") == (401, "accounts.token_refused")


def test_it_does_what_its_scopes_say_and_needs_no_csrf_token() -> None:
    user = make_user()
    program = Client(enforce_csrf_checks=True)
    for scopes, status in (([Scope.READ], 403), ([Scope.OPERATE], 403), ([Scope.STUDIO], 201)):
        User.objects.update(is_moderator=Scope.OPERATE in scopes)
        user.refresh_from_db()
        _, text = make_token(user, *scopes)
        answer = program.post(
            "/api/v1/artists",
            {"name": "Low Tide"},
            content_type="application/json",
            headers={"Authorization": f"Bearer {text}"},
        )
        assert (scopes, answer.status_code) == (scopes, status)
        own = Client()
        own.force_login(user)
        listed = own.get("/api/v1/artists?mine=true").json()["items"]
        assert len(listed) == (1 if status == 201 else 0)


def test_the_scope_gives_nobody_a_role() -> None:
    user = make_user(is_operator=True)
    _, text = make_token(user, Scope.OPERATE)
    program = Client(headers={"Authorization": f"Bearer {text}"})
    assert program.get("/api/v1/jobs").status_code == 200
    User.objects.update(is_staff=False)
    assert program.get("/api/v1/jobs").json()["code"] == "http.operators_only"


@pytest.mark.parametrize("scheme", ["Basic", "Digest", "Token", "segue"])
def test_other_schemes_count_for_nothing(scheme: str) -> None:
    _, text = make_token(make_user(), Scope.READ)
    assert me(Client(), Authorization=f"{scheme} {text}") == (200, None)
    _, secret = services.create_app_password(User.objects.get(), name="Phone")
    assert me(Client(), Authorization=f"Basic {secret}") == (200, None)


def test_no_token_signs_in_or_changes_how_somebody_does() -> None:
    _, text = make_token(make_user(), *(Scope.READ, Scope.STUDIO))
    program = Client(headers={"Authorization": f"Bearer {text}"})
    for path in (f"{AUTH}session", "/_allauth/browser/v1/account/email", "/_allauth/app/v1/auth/session"):
        assert program.get(path).json()["code"] == "http.scope_missing"


def test_it_starts_no_session() -> None:
    _, text = make_token(make_user(), Scope.READ)
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"})
    assert "sessionid" not in answer.cookies


def test_an_apps_session_token_is_its_session_without_a_cookie() -> None:
    make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    key = browser.session_id
    program = Client(enforce_csrf_checks=True, headers={"X-Session-Token": key})
    assert program.get("/api/v1/me").json()["user"]["username"] == "ines"
    made = program.post("/api/v1/artists", {"name": "Low Tide"}, content_type="application/json")
    assert made.status_code == 201
    assert program.get("/api/v1/me/tokens").status_code == 200
    assert "sessionid" not in program.cookies
    browser.sign_out()
    assert me(program) == (401, "accounts.session_ended")


@pytest.mark.parametrize("key", ["x", "segue_", "'", "é", "a" * 500])
def test_an_unknown_session_token_is_refused_whatever_the_cookie_says(key: str) -> None:
    make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    headers = {"X-Session-Token": key}
    assert me(browser.client, **headers) == (401, "accounts.session_ended")


def test_a_token_is_written_in_no_log() -> None:
    _, text = make_token(make_user(), Scope.READ)
    with structlog.testing.capture_logs() as lines:
        me(Client(), Authorization=f"Bearer {text}")
        me(Client(), Authorization=f"Bearer {text}x")
    assert lines
    assert text[6:30] not in str(lines)
