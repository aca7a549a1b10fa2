"""Signing up, and that no answer tells whether an account exists."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from segue.accounts.adapter import AccountAdapter
from segue.accounts.models import User, UsernameHold
from segue.accounts.tests.browser import ORIGIN, Browser, mailed_key, seen, sign_up
from segue.accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_sign_up_verify_and_be_signed_in() -> None:
    browser = Browser()
    assert sign_up(browser, email="Ines@Example.org").status_code == 401
    assert browser.me() == {"user": None}

    (message,) = mail.outbox
    assert message.to == ["ines@example.org"]
    assert message.subject == "Segue: Confirm your e-mail address"
    assert str(message.body).startswith("Welcome to Segue, ines.\n\nOpen this link")
    session_before = browser.session_id
    assert browser.auth("email/verify", key=mailed_key("verify-email")).status_code == 200
    assert browser.session_id != session_before
    user = User.objects.get()
    assert browser.me() == {
        "user": {
            "id": str(user.pk),
            "username": "ines",
            "name": "ines",
            "email": "ines@example.org",
            "is_operator": False,
            "is_moderator": False,
            "avatar": None,
            "deletion_at": None,
        }
    }


def test_the_link_also_works_on_another_device_but_signs_nobody_in_there() -> None:
    sign_up(Browser())
    phone = Browser()
    assert phone.auth("email/verify", key=mailed_key("verify-email")).status_code == 401
    assert phone.me() == {"user": None}
    assert phone.sign_in(PASSWORD, email="ines@example.org").status_code == 200


def test_a_link_that_was_used_or_never_sent_is_refused() -> None:
    browser = Browser()
    sign_up(browser)
    key = mailed_key("verify-email")
    browser.auth("email/verify", key=key)
    for wrong in (key, "never-sent"):
        answer = Browser().auth("email/verify", key=wrong)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["message"] == "This link has ended. Ask for a new one."


def test_nobody_becomes_an_operator_by_signing_up() -> None:
    sign_up(Browser(), is_staff="true", is_superuser="true", is_operator="true")
    assert User.objects.filter(is_staff=False, is_superuser=False).count() == 1


@pytest.mark.parametrize(
    ("changes", "param", "message"),
    [
        (
            {"username": "ines reis"},
            "username",
            "Use 2 to 30 letters (a to z), digits, _ - or . and begin with a letter or digit.",
        ),
        (
            {"username": "i" * 31},
            "username",
            "Use 2 to 30 letters (a to z), digits, _ - or . and begin with a letter or digit.",
        ),
        ({"username": "BOB"}, "username", "This username is taken. Choose another."),
        ({"email": "ines"}, "email", "Enter a valid email address."),
        (
            {"password": "short"},
            "password",
            "This password is too short. It must contain at least 8 characters.",
        ),
        ({"password": "password1234"}, "password", "This password is too common."),
        ({"password": "ines@example"}, "password", "The password is too similar to the email."),
        ({"password": "x" * 1025}, "password", "Use at most 1024 characters."),
    ],
)
def test_bad_fields_are_named_and_nothing_changes(changes: dict[str, str], param: str, message: str) -> None:
    make_user("bob")
    answer = sign_up(Browser(), **changes)
    assert answer.status_code == 400
    assert [(error["param"], error["message"]) for error in answer.json()["errors"]] == [(param, message)]
    assert User.objects.count() == 1
    assert mail.outbox == []


def test_a_name_taken_in_the_same_moment_is_a_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("bob")
    monkeypatch.setattr(AccountAdapter, "clean_username", lambda self, username, shallow=False: username)
    answer = sign_up(Browser(), username="Bob")
    assert (answer.status_code, answer.json()) == (409, {"status": 409})
    assert User.objects.count() == EmailAddress.objects.count() == 1
    assert mail.outbox == []


def test_a_taken_address_is_told_by_mail_alone() -> None:
    owner = make_user("ines")
    sign_up(Browser(), username="other")
    assert User.objects.get() == owner
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["ines@example.org"], "Segue: You already have an account")
    assert f"\n{ORIGIN}/reset-password\n" in str(message.body)


def test_a_taken_address_looks_like_a_free_one_at_every_step() -> None:
    make_user("bob")
    free, taken = Browser(), Browser()
    strangers = {free: ("free@example.org", "ann"), taken: ("bob@example.org", "eve")}
    steps: list[Callable[[Browser, str, str], Any]] = [
        lambda browser, email, name: sign_up(browser, email=email, username=name),
        lambda browser, email, name: browser.client.get("/_allauth/browser/v1/auth/session"),
        lambda browser, email, name: browser.sign_in(PASSWORD + "?", email=email),
        lambda browser, email, name: sign_up(Browser(), email=email, username=name),
        lambda browser, email, name: sign_up(Browser(), email="third@example.org", username=name.upper()),
        lambda browser, email, name: Browser().sign_in(PASSWORD + "?", username=name),
    ]
    for step in steps:
        answers = [seen(step(browser, *names)) for browser, names in strangers.items()]
        assert answers[0] == answers[1]
    assert UsernameHold.objects.get().username == "eve"


def test_signing_in_with_the_password_just_chosen_tells_nothing() -> None:
    make_user("bob")
    sign_up(Browser(), email="free@example.org", username="ann", password="low-tide-at-nine")
    sign_up(Browser(), email="bob@example.org", username="eve", password="low-tide-at-nine")
    for field, free, taken in (("email", "free@example.org", "bob@example.org"), ("username", "ann", "eve")):
        answers = [seen(Browser().sign_in("low-tide-at-nine", **{field: name})) for name in (free, taken)]
        assert answers[0] == answers[1]
        assert answers[0][0] == 400


def test_a_taken_address_costs_a_password_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("bob")
    hashed: list[str] = []
    monkeypatch.setattr("segue.accounts.services.accounts.make_password", hashed.append)
    sign_up(Browser(), email="bob@example.org", username="eve")
    assert hashed == [PASSWORD]
