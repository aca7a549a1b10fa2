"""App passwords: one for each device, never the account's own, and encrypted where they are kept."""

import hashlib
import os
import re
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from segue.accounts import queries, services
from segue.accounts.models import AppPassword, User
from segue.accounts.tests.browser import Browser, proven_client
from segue.accounts.tests.factories import PASSWORD, make_user
from segue.env import KeyRing
from segue.kernel import encryption

pytestmark = pytest.mark.django_db

APP_PASSWORDS = "/api/v1/me/app-passwords"
SALT = "c19b2d"
OLD_KEY = "p3qZ8vN1xT6bW0cY5dR9fK2gH7jL4mSa"
NEW_KEY = "u8Xe2Qw5Zr1Tn7Vb4Ym9Lk3Jh6Gf0Dsc"
LONG_AGO_S = 1_700_000_000


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def answer_to(secret: str, salt: str = SALT) -> str:
    return hashlib.md5((secret + salt).encode(), usedforsecurity=False).hexdigest()


def test_one_is_made_shown_once_listed_and_revoked() -> None:
    user = make_user()
    browser = Browser()
    browser.sign_in(PASSWORD, username="ines")
    assert browser.post(APP_PASSWORDS, {"name": "Phone"}).json()["code"] == "accounts.reauthenticate"
    browser.auth("reauthenticate", password=PASSWORD)
    made = browser.post(APP_PASSWORDS, {"name": "Phone"})
    assert made.status_code == 201
    secret = made.json()["password"]
    assert re.fullmatch(r"([a-z2-9]{5}-){5}[a-z2-9]{5}", secret)
    assert queries.find_by_app_password("ines", secret) == user
    (listed,) = browser.client.get(APP_PASSWORDS).json()["items"]
    assert (listed["name"], listed["last_used_at"], "password" in listed) == ("Phone", None, False)
    other = Client()
    other.force_login(make_user("emil"))
    assert other.delete(f"{APP_PASSWORDS}/{listed['id']}").status_code == 404
    assert browser.delete(f"{APP_PASSWORDS}/{listed['id']}").status_code == 204
    assert queries.find_by_app_password("ines", secret) is None


def test_it_may_do_what_its_owner_says_and_else_everything_that_a_device_can() -> None:
    make_user()
    client = proven_client("ines")

    def make(**scopes: list[str]) -> Any:
        body = {"name": "Phone", **scopes}
        return client.post(APP_PASSWORDS, body, content_type="application/json")

    assert make().json()["scopes"] == ["listen", "write"]
    assert make(scopes=["write", "write"]).json()["scopes"] == ["write"]
    assert make(scopes=["listen"]).json()["scopes"] == ["listen"]
    for odd in ([], ["read"], ["listen", "write", "listen"]):
        assert make(scopes=odd).status_code == 422
    listed = client.get(APP_PASSWORDS).json()["items"]
    assert [item["scopes"] for item in listed] == [["listen"], ["write"], ["listen", "write"]]
    for scopes in ([], ["read"]):
        with pytest.raises(IntegrityError), transaction.atomic():
            AppPassword.objects.update(scopes=scopes)


def test_it_isnt_the_accounts_password_and_opens_no_account() -> None:
    make_user()
    _, secret = services.create_app_password(User.objects.get(), name="Phone")
    assert queries.find_by_app_password("ines", PASSWORD) is None
    assert queries.subsonic_token_matches("ines", answer_to(PASSWORD), SALT) is None
    assert Browser().sign_in(secret, username="ines").status_code == 400


def test_it_is_kept_encrypted_for_its_own_row_alone() -> None:
    user = make_user()
    first, secret = services.create_app_password(user, name="Phone")
    second, _ = services.create_app_password(user, name="Radio")
    assert secret not in str(AppPassword.objects.values().get(pk=first.pk))
    assert encryption.decrypt(first.secret, first.encryption_context) == secret
    with pytest.raises(encryption.Unreadable):
        encryption.decrypt(first.secret, second.encryption_context)


def test_a_subsonic_token_matches_any_of_the_persons_devices() -> None:
    user = make_user()
    secrets = [services.create_app_password(user, name=name)[1] for name in ("Phone", "Radio")]
    make_user("emil")
    for secret in secrets:
        assert queries.subsonic_token_matches("INES", answer_to(secret).upper(), SALT) == user
        assert queries.subsonic_token_matches("ines", answer_to(secret), "other") is None
        assert queries.subsonic_token_matches("emil", answer_to(secret), SALT) is None
    User.objects.update(is_active=False)
    assert queries.subsonic_token_matches("ines", answer_to(secrets[0]), SALT) is None
    assert queries.find_by_app_password("ines", secrets[0]) is None


odd = st.one_of(
    st.sampled_from(["", "%", "_", "i%", "____", "ines\0", "ınes", "ines ", " ines", "ines\n", "INES%", "*"]),
    st.text(max_size=30),
)


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
@given(username=odd, secret=odd, salt=odd)
def test_odd_names_and_secrets_open_nothing(username: str, secret: str, salt: str) -> None:
    if not User.objects.exists():
        services.create_app_password(make_user(), name="Phone")
    for name in (username, "ines"):
        assert queries.find_by_app_password(name, secret) is None
        assert queries.subsonic_token_matches(name, secret, salt) is None


def test_rows_are_encrypted_anew_under_the_newest_key(tmp_path: Path, settings: Settings) -> None:
    use_keys(settings, tmp_path, OLD_KEY)
    user = make_user()
    row, secret = services.create_app_password(user, name="Phone")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(user).get_unused_codes()
    call_command("renew_encryption")
    assert AppPassword.objects.get().secret == row.secret
    use_keys(settings, tmp_path, NEW_KEY, OLD_KEY)
    call_command("renew_encryption")
    renewed = AppPassword.objects.get()
    assert renewed.secret != row.secret
    use_keys(settings, tmp_path, NEW_KEY)
    assert encryption.decrypt(renewed.secret, renewed.encryption_context) == secret
    totp, recovery = Authenticator.objects.order_by("-type")
    assert TOTP(totp).validate_code(code_now("JBSWY3DPEHPK3PXP"))
    assert RecoveryCodes(recovery).get_unused_codes() == codes
    assert queries.subsonic_token_matches("ines", answer_to(secret), SALT) is not None


def use_keys(settings: Settings, folder: Path, *keys: str) -> None:
    """Newest first, and all of them known for a long time."""
    path = folder / "encryption_key"
    path.write_text("\n".join(keys))
    os.utime(path, (LONG_AGO_S, LONG_AGO_S))
    settings.ENCRYPTION_KEYS = KeyRing(path)
