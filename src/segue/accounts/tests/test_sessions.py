"""Where people are signed in: the list, and ending one or all others, for browsers and apps."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from segue.accounts import services
from segue.accounts.services import sessions as session_services
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.kernel import clock

pytestmark = pytest.mark.django_db
SESSIONS = "/_allauth/browser/v1/auth/sessions"
APP = "/_allauth/app/v1/auth/"


@pytest.fixture(autouse=True)
def nothing_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process remembers of other tests' sessions."""
    monkeypatch.setattr(session_services, "_noted_at", {})


def sign_in(agent: str) -> Browser:
    browser = Browser()
    browser.client.defaults["HTTP_USER_AGENT"] = agent
    browser.sign_in(PASSWORD, username="ines")
    return browser


def listed(browser: Browser) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = browser.client.get(SESSIONS).json()["data"]
    return rows


def app_sign_in() -> str:
    """The session token of an app."""
    fields = {"username": "ines", "password": PASSWORD}
    answer = Client(headers={"User-Agent": "Tide for Android"}).post(
        APP + "login", fields, content_type="application/json"
    )
    assert answer.status_code == 200
    assert answer.cookies == {}
    token: str = answer.json()["meta"]["session_token"]
    return token


def test_the_list_tells_device_address_and_times() -> None:
    make_user()
    make_user("bob")
    here, there = sign_in("Browser 1"), sign_in("Browser 2")
    other = Browser()
    other.sign_in(PASSWORD, username="bob")
    rows = sorted(listed(here), key=lambda row: str(row["user_agent"]))
    assert [(row["user_agent"], row["ip"], row["is_current"]) for row in rows] == [
        ("Browser 1", "127.0.0.1", True),
        ("Browser 2", "127.0.0.1", False),
    ]
    now = clock.now().timestamp()
    assert all(now - 60 < row["created_at"] <= row["last_seen_at"] <= now for row in rows)
    assert listed(there)


def test_one_session_is_ended_and_only_ones_own() -> None:
    make_user()
    make_user("bob")
    here, there = sign_in("a"), sign_in("b")
    bob = Browser()
    bob.sign_in(PASSWORD, username="bob")
    his = UserSession.objects.get(session_key=bob.session_id)
    assert here.send("delete", SESSIONS, {"sessions": [his.pk]}).status_code == 400
    assert bob.me()["user"]["username"] == "bob"
    row = UserSession.objects.get(session_key=there.session_id)
    answer = here.send("delete", SESSIONS, {"sessions": [row.pk]})
    assert [entry["is_current"] for entry in answer.json()["data"]] == [True]
    assert (there.me(), here.me()["user"]["username"]) == ({"user": None}, "ines")


def test_all_others_are_ended() -> None:
    make_user()
    here, *others = sign_in("a"), sign_in("b"), sign_in("c")
    token = app_sign_in()
    ids = [row["id"] for row in listed(here) if not row["is_current"]]
    assert len(ids) == 3
    assert here.send("delete", SESSIONS, {"sessions": ids}).status_code == 200
    assert [browser.me() for browser in others] == [{"user": None}] * 2
    assert Client().get("/api/v1/me", headers={"X-Session-Token": token}).status_code == 401
    assert here.me()["user"]["username"] == "ines"


def test_signing_out_takes_a_session_off_the_list() -> None:
    make_user()
    here, there = sign_in("a"), sign_in("b")
    there.sign_out()
    assert len(listed(here)) == 1


def test_an_app_lists_and_ends_sessions_too() -> None:
    make_user()
    browser = sign_in("a")
    app = Client(headers={"X-Session-Token": app_sign_in()})
    rows = app.get(APP + "sessions").json()["data"]
    assert sorted((row["user_agent"], row["is_current"]) for row in rows) == [
        ("Tide for Android", True),
        ("a", False),
    ]
    ids = [row["id"] for row in rows if not row["is_current"]]
    assert app.delete(APP + "sessions", {"sessions": ids}, content_type="application/json").status_code == 200
    assert browser.me() == {"user": None}
    assert app.get("/api/v1/me").json()["user"]["username"] == "ines"


def test_an_app_that_changes_the_password_gets_another_token() -> None:
    make_user()
    token = app_sign_in()
    app = Client(headers={"X-Session-Token": token})
    change = {"current_password": PASSWORD, "new_password": "low-tide-at-nine"}
    answer = app.post("/_allauth/app/v1/account/password/change", change, content_type="application/json")
    fresh = answer.json()["meta"]["session_token"]
    assert (answer.status_code, fresh != token) == (200, True)
    for sent, status in ((token, 401), (fresh, 200)):
        assert Client().get("/api/v1/me", headers={"X-Session-Token": sent}).status_code == status
    assert UserSession.objects.get().session_key == fresh


def test_last_seen_is_noted_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    make_user()
    browser = sign_in("a")
    rows = UserSession.objects.filter(session_key=browser.session_id)
    old = clock.now() - timedelta(hours=1)
    rows.update(last_seen_at=old, ip="203.0.113.7")
    monkeypatch.setattr(session_services, "_noted_at", {})
    writes = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            browser.me()
        writes.append(sum("UPDATE" in query["sql"] for query in queries))
    assert writes == [1, 0, 0]
    assert rows.get().last_seen_at > clock.now() - timedelta(minutes=1)
    assert rows.get().ip == "127.0.0.1"


def test_two_processes_note_it_once() -> None:
    make_user()
    browser = sign_in("a")
    seen_at = UserSession.objects.get().last_seen_at
    services.note_seen(browser.session_id, address="203.0.113.9", user_agent="a")
    assert UserSession.objects.get().last_seen_at == seen_at


def test_a_session_that_began_elsewhere_is_listed_too() -> None:
    user = make_user()
    browser = Browser()
    browser.client.force_login(user)
    browser.me()
    assert UserSession.objects.get().session_key == browser.session_id


@pytest.mark.parametrize("key", ["never-begun", "v.visitor", ""])
def test_nothing_is_noted_of_keys_that_are_nobodys(key: str) -> None:
    services.note_seen(key, address="203.0.113.9", user_agent="a")
    Client().get("/api/v1/me", headers={"X-Session-Token": key})
    assert UserSession.objects.count() == 0


def test_ended_sessions_are_removed_from_time_to_time() -> None:
    make_user()
    gone, expired, alive = sign_in("a"), sign_in("b"), sign_in("c")
    Session.objects.filter(session_key=gone.session_id).delete()
    past = clock.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=expired.session_id).update(expire_date=past)
    services.remove_expired()
    assert UserSession.objects.get().session_key == alive.session_id
