"""Signing in and out, and resetting a password."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from segue.accounts.adapter import NO_MATCH
from segue.accounts.models import User
from segue.accounts.tests.browser import AUTH, ORIGIN, Browser, mailed_key, seen, sign_up
from segue.accounts.tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        {"email": "ines@example.org"},
        {"email": "INES@example.org"},
        {"username": "ines"},
        {"username": "Ines"},
    ],
)
def test_sign_in_by_address_or_name_in_any_case_and_out_again(name: dict[str, str]) -> None:
    user = make_user()
    browser = Browser()
    assert browser.sign_in(PASSWORD, **name).status_code == 200
    assert browser.me()["user"]["id"] == str(user.pk)
    assert browser.sign_out().status_code == 401
    assert browser.me() == {"user": None}


def test_signing_in_changes_the_session_id() -> None:
    make_user("ann")
    make_user("bob")
    browser = Browser()
    browser.sign_in(PASSWORD, username="ann")
    first = browser.session_id
    browser.sign_out()
    browser.sign_in(PASSWORD, username="bob")
    assert browser.session_id != first


@pytest.mark.parametrize("field", ["username", "email"])
@pytest.mark.parametrize(
    "name", ["", "%", "_", "i%", "____", "ines\0", "unknown", "ınes", "ines@example.or_"]
)
def test_odd_names_never_sign_in(field: str, name: str) -> None:
    make_user()
    browser = Browser()
    assert browser.sign_in(PASSWORD, **{field: name}).status_code == 400
    assert browser.me() == {"user": None}


def test_a_wrong_password_and_an_unknown_account_look_the_same() -> None:
    make_user()
    known = Browser().sign_in("wrong-password", username="ines")
    assert [error["message"] for error in known.json()["errors"]] == [NO_MATCH]
    for field, name in (
        ("username", "nobody"),
        ("email", "nobody@example.org"),
        ("email", "ines@example.org"),
    ):
        unknown = Browser().sign_in("wrong-password", **{field: name})
        assert unknown.json()["errors"][0]["message"] == NO_MATCH
        assert unknown.status_code == known.status_code == 400


def test_an_unverified_account_cant_sign_in_and_is_mailed_a_new_link() -> None:
    sign_up(Browser())
    mail.outbox.clear()
    browser = Browser()
    assert browser.sign_in(PASSWORD, username="ines").status_code == 400
    assert browser.me() == {"user": None}
    assert browser.auth("email/verify", key=mailed_key("verify-email")).status_code == 401
    assert browser.sign_in(PASSWORD, username="ines").status_code == 200


def test_a_deactivated_account_cant_sign_in() -> None:
    make_user()
    User.objects.update(is_active=False)
    browser = Browser()
    assert browser.sign_in(PASSWORD, username="ines").status_code == 400
    assert browser.me() == {"user": None}


def test_an_unverified_account_answers_like_an_unknown_one() -> None:
    sign_up(Browser(), email="free@example.org")
    for _ in range(3):
        unverified = seen(Browser().sign_in(PASSWORD, email="free@example.org"))
        unknown = seen(Browser().sign_in(PASSWORD, email="unknown@example.org"))
        assert unverified == unknown


def test_a_forgotten_password_is_reset_by_mail_and_ends_other_sessions() -> None:
    make_user()
    old = Browser()
    old.sign_in(PASSWORD, username="ines")
    browser = Browser()
    assert browser.auth("password/request", email="ines@example.org").status_code == 200
    assert mail.outbox[0].subject == "Segue: Choose a new password"
    key = mailed_key("reset-password")
    assert browser.auth("password/reset", key=key, password="short").status_code == 400
    assert old.me()["user"]["username"] == "ines"
    assert browser.auth("password/reset", key=key, password="low-tide-at-nine").status_code == 401
    assert old.me() == {"user": None}
    assert Browser().sign_in(PASSWORD, username="ines").status_code == 400
    assert Browser().sign_in("low-tide-at-nine", username="ines").status_code == 200
    again = Browser().auth("password/reset", key=key, password="another-tide-12")
    assert again.json()["errors"][0]["message"] == "This link has ended. Ask for a new one."


def test_asking_for_a_reset_tells_nothing_and_mails_both() -> None:
    make_user()
    answers = [
        seen(Browser().auth("password/request", email=f"{name}@example.org")) for name in ("ines", "nobody")
    ]
    assert answers[0] == answers[1]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ines@example.org"], "Segue: Choose a new password"),
        (["nobody@example.org"], "Segue: No account has this e-mail address"),
    ]
    assert f"\n{ORIGIN}/sign-up\n" in str(mail.outbox[1].body)


def test_requests_from_elsewhere_are_refused() -> None:
    make_user()
    client = Client(enforce_csrf_checks=True)
    client.get("/api/v1/me")
    good = {"X-CSRFToken": client.cookies["csrftoken"].value}
    fields = {"username": "ines", "password": PASSWORD}
    for headers in ({}, {"X-CSRFToken": "x" * 32}, {**good, "Origin": "https://evil.example"}):
        answer = client.post(AUTH + "login", fields, content_type="application/json", headers=headers)
        assert answer.status_code == 403
    assert client.get("/api/v1/me").json() == {"user": None}
    assert (
        client.post(AUTH + "login", fields, content_type="application/json", headers=good).status_code == 200
    )


def test_made_accounts_have_one_verified_address() -> None:
    user = make_user()
    address = EmailAddress.objects.get()
    assert (address.user, address.email, address.verified, address.primary) == (user, user.email, True, True)
