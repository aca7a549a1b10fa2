"""What ends with a password, a second factor or an account: every session, token, socket and address."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail

from segue.accounts import queries, services
from segue.accounts.models import AccessToken, AppPassword, User
from segue.accounts.tests.browser import Browser, mailed_key
from segue.accounts.tests.factories import PASSWORD, make_token, make_user
from segue.accounts.tests.second_factor import ACCOUNT, add_passkey, add_totp, signed_in
from segue.kernel.http import Scope

pytestmark = pytest.mark.django_db(transaction=True)
NEW_PASSWORD = "low-tide-at-nine"


def remove_totp(browser: Browser) -> None:
    assert browser.delete(ACCOUNT + "authenticators/totp").status_code == 200


def change_password(browser: Browser) -> None:
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert browser.post(ACCOUNT + "password/change", change).status_code == 200


def new_codes(browser: Browser) -> None:
    assert browser.post(ACCOUNT + "authenticators/recovery-codes", {}).status_code == 200


CHANGES: dict[str, tuple[Callable[[Browser], object] | None, Callable[[Browser], object]]] = {
    "password": (None, change_password),
    "code added": (None, add_totp),
    "code removed": (add_totp, remove_totp),
    "passkey added": (None, add_passkey),
    "recovery codes": (add_totp, new_codes),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_keeps_the_acting_browser_alone_and_gives_it_another_key(change: str) -> None:
    user, other_user = make_user(), make_user("bob")
    before, act = CHANGES[change]
    acting = signed_in()
    if before:
        before(acting)
    bystander = Browser()
    bystander.sign_in(PASSWORD, username="bob")
    other = Browser()
    other.client.force_login(User.objects.get(pk=user.pk))
    UserSession.objects.create(user=user, session_key=other.session_id, ip="127.0.0.1", user_agent="")
    unlisted = Browser()
    unlisted.client.force_login(User.objects.get(pk=user.pk))
    make_token(user, Scope.READ)
    services.create_app_password(user, name="Phone")
    old_key, began_at = acting.session_id, UserSession.objects.get(session_key=acting.session_id).created_at

    act(acting)

    assert acting.me()["user"]["username"] == "ines"
    assert acting.session_id != old_key
    assert queries.find_viewer(old_key) is None
    assert [browser.me() for browser in (other, unlisted)] == [{"user": None}] * 2
    assert AccessToken.objects.count() == AppPassword.objects.count() == 0
    (kept,) = UserSession.objects.filter(user=user)
    assert (kept.session_key, kept.created_at) == (acting.session_id, began_at)
    assert bystander.me()["user"]["id"] == str(other_user.pk)


def test_a_reset_ends_everything() -> None:
    user = make_user()
    old = signed_in()
    make_token(user, Scope.READ)
    browser = Browser()
    browser.auth("password/request", email="ines@example.org")
    key = mailed_key("reset-password")
    assert browser.auth("password/reset", key=key, password=NEW_PASSWORD).status_code == 401
    assert (old.me(), browser.me()) == ({"user": None}, {"user": None})
    assert AccessToken.objects.count() == UserSession.objects.count() == 0
    assert mail.outbox[-1].subject == "Segue: Your password was changed"


def test_a_reset_while_somebody_else_is_signed_in_leaves_them_alone() -> None:
    make_user()
    make_user("bob")
    browser = signed_in("bob")
    Browser().auth("password/request", email="ines@example.org")
    browser.auth("password/reset", key=mailed_key("reset-password"), password=NEW_PASSWORD)
    assert browser.me()["user"]["username"] == "bob"


def test_a_session_that_begins_while_access_ends_is_over_too() -> None:
    """It was made for the person as they were a moment before."""
    user = make_user()
    late = Browser()
    before = User.objects.get(pk=user.pk)
    services.end_access(user)
    late.client.force_login(before)
    assert late.me() == {"user": None}


def test_a_kept_session_stays_good_also_without_a_request() -> None:
    user = make_user()
    browser, other = signed_in(), signed_in()
    services.end_access(user, keep_session_key=browser.session_id)
    assert browser.me()["user"]["username"] == "ines"
    assert other.me() == {"user": None}
    assert Session.objects.filter(session_key=other.session_id).count() == 0


def test_nobody_keeps_a_foreign_session() -> None:
    user = make_user()
    make_user("bob")
    bob = signed_in("bob")
    services.end_access(user, keep_session_key=bob.session_id)
    assert bob.me()["user"]["username"] == "bob"


def test_a_change_that_fails_ends_nothing() -> None:
    make_user()
    acting, other = signed_in(), signed_in()
    wrong = {"current_password": "wrong", "new_password": NEW_PASSWORD}
    assert acting.post(ACCOUNT + "password/change", wrong).status_code == 400
    short = {"current_password": PASSWORD, "new_password": "short"}
    assert acting.post(ACCOUNT + "password/change", short).status_code == 400
    assert [browser.me()["user"]["username"] for browser in (acting, other)] == ["ines", "ines"]
    assert mail.outbox == []
