"""Passkeys: registered with a key in software, as second factor and as the sign-in itself."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from segue.accounts.models import User
from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.tests.second_factor import (
    ACCOUNT,
    add_passkey,
    creation_options,
    passkey_sign_in,
    signed_in,
)
from segue.accounts.tests.soft_passkey import SoftPasskey

pytestmark = pytest.mark.django_db
LOGIN = "/_allauth/browser/v1/auth/webauthn/login"


def test_a_passkey_signs_in_by_itself() -> None:
    user = make_user()
    key = add_passkey(signed_in())
    browser = Browser()
    assert passkey_sign_in(browser, key).status_code == 200
    assert browser.me()["user"]["id"] == str(user.pk)
    assert [message.subject for message in mail.outbox] == ["Segue: A passkey was added"]


def test_a_passkey_is_the_second_factor_of_a_password() -> None:
    make_user()
    key = add_passkey(signed_in(), is_sign_in=False)
    browser = Browser()
    answer = browser.sign_in(PASSWORD, username="ines")
    assert answer.status_code == 401
    assert browser.me() == {"user": None}
    step = "/_allauth/browser/v1/auth/webauthn/authenticate"
    options = browser.client.get(step).json()["data"]["request_options"]
    assert browser.post(step, {"credential": SoftPasskey().sign(options)}).status_code == 400
    options = browser.client.get(step).json()["data"]["request_options"]
    assert browser.post(step, {"credential": key.sign(options)}).status_code == 200
    assert browser.me()["user"]["username"] == "ines"


def test_a_passkey_proves_that_it_is_still_the_same_person() -> None:
    make_user()
    key = add_passkey(signed_in())
    browser = Browser()
    passkey_sign_in(browser, key)
    denied = browser.client.get(ACCOUNT + "authenticators/webauthn?passwordless")
    assert denied.status_code == 401
    proof = "/_allauth/browser/v1/auth/webauthn/reauthenticate"
    options = browser.client.get(proof).json()["data"]["request_options"]
    assert browser.post(proof, {"credential": key.sign(options)}).status_code == 200
    assert creation_options(browser)


@pytest.mark.parametrize("flaw", ["origin", "site", "challenge", "key", "twice", "unverified"])
def test_a_passkey_that_is_not_quite_right_signs_nobody_in(flaw: str) -> None:
    make_user()
    key = add_passkey(signed_in())
    browser, other = Browser(), Browser()
    options = browser.client.get(LOGIN).json()["data"]["request_options"]
    if flaw == "origin":
        key.origin = "https://localhost.evil.example"
    if flaw == "site":
        key.rp_id = "evil.example"
    if flaw == "challenge":
        options = other.client.get(LOGIN).json()["data"]["request_options"]
    if flaw == "key":
        stranger = SoftPasskey()
        stranger.id, stranger.user_handle = key.id, key.user_handle
        key = stranger
    if flaw == "unverified":
        key.flags = 1
    credential = key.sign(options)
    if flaw == "twice":
        assert browser.auth("webauthn/login", credential=credential).status_code == 200
        browser.sign_out()
    answer = browser.auth("webauthn/login", credential=credential)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "incorrect_code")
    assert browser.me() == {"user": None}


def test_a_suspended_persons_passkey_answers_like_an_unknown_one() -> None:
    make_user()
    key = add_passkey(signed_in())
    User.objects.update(is_active=False)
    known, unknown = Browser(), Browser()
    stranger = SoftPasskey()
    stranger.user_handle = "0" * 32
    answers = [passkey_sign_in(known, key), passkey_sign_in(unknown, stranger)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert answers[0].content == answers[1].content
    assert known.me() == {"user": None}


def test_another_persons_passkey_is_not_taken_for_ones_own() -> None:
    make_user("ann")
    make_user("bob")
    hers = add_passkey(signed_in("ann"))
    his = add_passkey(signed_in("bob"))
    hers.user_handle = his.user_handle
    browser = Browser()
    assert passkey_sign_in(browser, hers).status_code == 400
    assert browser.me() == {"user": None}


BROKEN: list[Any] = [
    None,
    "",
    [],
    {},
    {"id": 1},
    {"response": None},
    {"response": {}},
    {"id": "x", "rawId": "x", "type": "public-key", "response": {"userHandle": "!"}},
    {"id": "x", "rawId": "x", "type": "nothing", "response": {"clientDataJSON": "e30", "userHandle": "AA"}},
]


@pytest.mark.parametrize(
    "route", ["auth/webauthn/login", "auth/webauthn/reauthenticate", "account/authenticators/webauthn"]
)
def test_broken_credentials_are_wrong_ones(route: str) -> None:
    make_user()
    browser = signed_in() if route != "auth/webauthn/login" else Browser()
    path = f"/_allauth/browser/v1/{route}"
    for credential in BROKEN:
        browser.client.get(path)
        answer = browser.post(path, {"credential": credential})
        assert (credential, answer.status_code) == (credential, 400)
    assert Authenticator.objects.count() == 0


def test_broken_parts_of_a_credential_too() -> None:
    make_user()
    key = add_passkey(signed_in())
    browser = Browser()
    for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
        for value in (None, 7, "", "!", "AAAA", "e30", ["x"], {"x": 1}):
            options = browser.client.get(LOGIN).json()["data"]["request_options"]
            credential = key.sign(options)
            credential["response"][part] = value
            answer = browser.auth("webauthn/login", credential=credential)
            assert (part, value, answer.status_code) == (part, value, 400)
    assert browser.me() == {"user": None}


def test_the_last_passkey_takes_the_recovery_codes_along() -> None:
    make_user()
    browser = signed_in()
    add_passkey(browser)
    (passkey,) = Authenticator.objects.filter(type="webauthn")
    assert Authenticator.objects.count() == 2
    answer = browser.send("delete", ACCOUNT + "authenticators/webauthn", {"authenticators": [passkey.pk]})
    assert (answer.status_code, Authenticator.objects.count()) == (200, 0)
