"""Answers to the key that a browser had before: they may come after the one that brought its new key."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from segue.accounts import services
from segue.accounts.models import User
from segue.accounts.tests.browser import AUTH, Browser
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.tests.second_factor import ACCOUNT, add_totp, signed_in

pytestmark = pytest.mark.django_db
NAME = settings.SESSION_COOKIE_NAME
NEW_PASSWORD = "low-tide-at-nine"
INVENTED = "stalestalestalestalestalestale12"


def change_password(browser: Browser) -> None:
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert browser.post(ACCOUNT + "password/change", change).status_code == 200


def late(key: str, *, method: str = "GET", path: str = "/api/v1/me", **fields: Any) -> Any:
    """The answer to a request that was sent with this key."""
    client = Client()
    client.cookies[NAME] = key
    return client.generic(method, path, content_type="application/json", **fields)


@pytest.mark.django_db(transaction=True)  # other access ends with the commit
@pytest.mark.parametrize("change", [change_password, add_totp])
@pytest.mark.parametrize("path", ["/api/v1/me", "/sign-in", AUTH + "session", "/api/v1/nothing"])
def test_a_late_answer_leaves_the_new_key_alone(change: Any, path: str) -> None:
    make_user()
    browser = signed_in()
    old = browser.session_id
    change(browser)
    assert NAME not in late(old, path=path).cookies
    assert browser.session_id != old
    assert browser.me()["user"]["username"] == "ines"


def test_so_does_one_that_had_found_its_session_before_it_ended() -> None:
    """Django flushes it, once it sees that the person has changed."""
    user = make_user()
    browser = Browser()
    browser.client.force_login(user)
    User.objects.filter(pk=user.pk).update(session_epoch=user.session_epoch + 1)
    answer = late(browser.session_id)
    assert (answer.json(), NAME in answer.cookies) == ({"user": None}, False)
    assert Session.objects.count() == 0


def test_a_key_is_sent_once() -> None:
    """An answer that kept something in the old session doesn't bring its key back."""
    make_user()
    browser = signed_in()
    answer = browser.auth("reauthenticate", password=PASSWORD)
    assert (answer.status_code, NAME in answer.cookies) == (200, False)


@pytest.mark.parametrize("key", ["stale", INVENTED])
def test_nobody_is_signed_in_under_a_key_that_they_sent(key: str) -> None:
    make_user()
    browser = signed_in()
    if key == "stale":
        key = browser.session_id
        change_password(browser)
    stranger = Browser()
    stranger.client.cookies[NAME] = key
    password = NEW_PASSWORD if key != INVENTED else PASSWORD
    answer = stranger.sign_in(password, username="ines")
    assert answer.status_code == 200
    fresh = answer.cookies[NAME]
    assert (fresh.value == key, len(fresh.value), fresh["httponly"], fresh["samesite"]) == (
        *(False, 32),
        *(True, "Lax"),
    )
    assert stranger.me()["user"]["username"] == "ines"
    assert late(key).json() == {"user": None}
    assert not Session.objects.filter(session_key=key).exists()


def test_a_visit_with_an_invented_key_begins_no_session() -> None:
    begun = late(INVENTED, path=AUTH + "webauthn/login")
    assert begun.cookies[NAME].value != INVENTED  # the challenge needs a session
    assert late(INVENTED).cookies.get(NAME) is None
    assert not Session.objects.filter(session_key=INVENTED).exists()


def test_signing_out_still_takes_the_cookie_away() -> None:
    make_user()
    browser = signed_in()
    answer = browser.sign_out()
    assert (answer.cookies[NAME].value, answer.cookies[NAME]["max-age"]) == ("", 0)
    assert answer.headers["Clear-Site-Data"] == '"cache"'  # neither cookies nor what is stored for the device
    stale = late(INVENTED, method="DELETE", path=AUTH + "session")
    assert stale.cookies[NAME]["max-age"] == 0


def test_ending_the_session_that_one_is_in_takes_it_away_too() -> None:
    make_user()
    browser = signed_in()
    (row,) = browser.client.get(AUTH + "sessions").json()["data"]
    answer = browser.send("delete", AUTH + "sessions", {"sessions": [row["id"]]})
    assert answer.cookies[NAME]["max-age"] == 0


def test_a_session_that_others_ended_is_over_though_its_cookie_stays() -> None:
    user = make_user()
    browser = signed_in()
    services.end_access(user)
    answer = browser.client.get("/api/v1/me")
    assert (answer.json(), NAME in answer.cookies) == ({"user": None}, False)
    assert "Clear-Site-Data" not in answer.headers
