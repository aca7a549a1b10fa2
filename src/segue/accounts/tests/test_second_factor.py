"""One-time codes and recovery codes as the second factor."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection

from segue.accounts.models import User
from segue.accounts.tests.browser import Browser, mailed_key
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.accounts.tests.second_factor import (
    ACCOUNT,
    STEP_S,
    add_totp,
    recovery_codes,
    signed_in,
    totp_code,
)
from segue.kernel import encryption

pytestmark = pytest.mark.django_db


def pending(answer: object) -> list[str]:
    flows = answer.json()["data"]["flows"]  # type: ignore[attr-defined]
    return [flow["id"] for flow in flows if flow.get("is_pending")]


def test_with_a_code_the_password_alone_no_longer_signs_in() -> None:
    make_user()
    secret = add_totp(signed_in())
    browser = Browser()
    answer = browser.sign_in(PASSWORD, username="ines")
    assert (answer.status_code, pending(answer)) == (401, ["mfa_authenticate"])
    assert browser.me() == {"user": None}
    wrong = browser.auth("2fa/authenticate", code="000000" if totp_code(secret) != "000000" else "000001")
    assert (wrong.status_code, browser.me()) == (400, {"user": None})
    assert browser.auth("2fa/authenticate", code=totp_code(secret, steps_away=1)).status_code == 200
    assert browser.me()["user"]["username"] == "ines"


def test_a_code_works_once_and_so_do_those_before_it() -> None:
    """The first with which the app was added; also where another process, or one before a restart, took it: what the
    cache remembers is gone."""
    make_user()
    secret = add_totp(signed_in())
    used_away = Authenticator.objects.get(type="totp").data["last_step"] - int(time.time()) // STEP_S
    answers, codes = [], [totp_code(secret, steps_away=used_away + steps) for steps in (0, 1, 1, 0)]
    for code in codes:
        cache.clear()
        browser = Browser()
        browser.sign_in(PASSWORD, username="ines")
        answers.append(browser.auth("2fa/authenticate", code=code).status_code)
    assert answers == [400, 200, 400, 400]
    assert browser.auth("2fa/authenticate", code=totp_code(secret, steps_away=3)).status_code == 400


def test_each_recovery_code_works_once() -> None:
    make_user()
    browser = signed_in()
    add_totp(browser)
    codes = recovery_codes(browser)
    assert len(set(codes)) == 10
    answers = []
    for _ in range(2):
        other = Browser()
        other.sign_in(PASSWORD, username="ines")
        answers.append(other.auth("2fa/authenticate", code=codes[0]).status_code)
    assert answers == [200, 400]


def test_secrets_are_encrypted_in_the_database() -> None:
    make_user()
    browser = signed_in()
    secret = add_totp(browser)
    assert recovery_codes(browser)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator ORDER BY id")
        stored = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT session_data FROM django_session")
        assert [row for row in cursor.fetchall() if secret in row[0]] == []
    assert len(stored) == 2
    assert secret not in "".join(stored)
    for row, name in zip(Authenticator.objects.order_by("pk"), ("secret", "seed"), strict=True):
        assert encryption.decrypt(row.data[name], "second factor")
    assert (
        encryption.decrypt(Authenticator.objects.get(type="totp").data["secret"], "second factor") == secret
    )


@pytest.mark.parametrize("method", ["post", "delete"])
def test_changes_need_a_fresh_proof(method: str) -> None:
    user = make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    if method == "delete":
        add_totp(signed_in())
        browser = Browser()
        browser.sign_in(PASSWORD, username="ines")
        codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
        assert browser.auth("2fa/authenticate", code=codes[0]).status_code == 200
    secret = browser.client.get(ACCOUNT + "authenticators/totp").json().get("meta", {}).get("secret", "")
    before = list(Authenticator.objects.values())
    answer = browser.send(
        method, ACCOUNT + "authenticators/totp", {"code": totp_code(secret) if secret else ""}
    )
    assert (answer.status_code, answer.json()["meta"]["is_authenticated"]) == (401, True)
    assert list(Authenticator.objects.values()) == before


def test_a_password_is_no_proof_for_who_has_a_second_factor() -> None:
    """Nor does it take the second factor away from somebody whose session was stolen."""
    user = make_user()
    owner = signed_in()
    secret = add_totp(owner)
    codes = recovery_codes(owner)
    thief = Browser()
    thief.sign_in(PASSWORD, username="ines")
    thief.auth("2fa/authenticate", code=codes[0])
    assert thief.auth("reauthenticate", password=PASSWORD).status_code == 200
    kept = list(Authenticator.objects.values_list("pk", flat=True))
    for method, route in (
        ("delete", "authenticators/totp"),
        ("get", "authenticators/recovery-codes"),
        ("post", "authenticators/recovery-codes"),
    ):
        assert thief.send(method, ACCOUNT + route, {}).status_code == 401
    assert thief.post("/api/v1/me/app-passwords", {"name": "x"}).json()["code"] == "accounts.reauthenticate"
    assert list(Authenticator.objects.values_list("pk", flat=True)) == kept
    assert not user.app_passwords.exists()
    assert thief.auth("2fa/reauthenticate", code=totp_code(secret, steps_away=1)).status_code == 200
    assert thief.delete(ACCOUNT + "authenticators/totp").status_code == 200


def test_a_reset_leaves_the_second_factor_in_place_and_signs_nobody_in() -> None:
    make_user()
    secret = add_totp(signed_in())
    mail.outbox.clear()
    browser = Browser()
    browser.auth("password/request", email="ines@example.org")
    key = mailed_key("reset-password")
    answer = browser.auth("password/reset", key=key, password="low-tide-at-nine")
    assert (answer.status_code, browser.me()) == (401, {"user": None})
    answer = browser.sign_in("low-tide-at-nine", username="ines")
    assert (answer.status_code, pending(answer)) == (401, ["mfa_authenticate"])
    assert browser.me() == {"user": None}
    assert browser.auth("2fa/authenticate", code=totp_code(secret, steps_away=3)).status_code == 400
    assert Authenticator.objects.count() == 2


def test_whatever_ends_access_ends_a_sign_in_that_is_half_way() -> None:
    user = make_user()
    browser = signed_in()
    add_totp(browser)
    codes = recovery_codes(browser)
    half = Browser()
    half.sign_in(PASSWORD, username="ines")
    change = {"current_password": PASSWORD, "new_password": "low-tide-at-nine"}
    assert browser.post(ACCOUNT + "password/change", change).status_code == 200
    assert half.auth("2fa/authenticate", code=codes[0]).status_code == 401
    assert half.me() == {"user": None}
    other = Browser()
    other.sign_in("low-tide-at-nine", username="ines")
    User.objects.filter(pk=user.pk).update(is_active=False)
    other.auth("2fa/authenticate", code=codes[1])
    assert other.me() == {"user": None}


@pytest.mark.django_db(transaction=True)
def test_adding_and_removing_is_told_by_mail() -> None:
    make_user()
    browser = signed_in()
    add_totp(browser)
    browser.post(ACCOUNT + "authenticators/recovery-codes", {})
    browser.delete(ACCOUNT + "authenticators/totp")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["ines@example.org"], f"Segue: {subject}")
        for subject in (
            "An authenticator app was added",
            "You have new recovery codes",
            "An authenticator app was removed",
        )
    ]
    assert "\nFrom: 127.0.0.1\n" in str(mail.outbox[0].body)
    assert Authenticator.objects.count() == 0
