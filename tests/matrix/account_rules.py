"""What people do about their own account: requests that work, what comes of them, and which take a fresh proof."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail

from segue.accounts.models import User
from segue.accounts.tests.browser import AUTH, Browser
from segue.accounts.tests.factories import PASSWORD
from segue.accounts.tests.second_factor import ACCOUNT, add_passkey, add_totp, creation_options, totp_code
from segue.accounts.tests.soft_passkey import SoftPasskey

Body = dict[str, Any] | None
NEW_PASSWORD = "slack-water-2x"
SECOND = "second@example.org"


@dataclass(frozen=True)
class AccountRule:
    """`begin`: brings the account to where the request works, and gives its body. `takes_proof`: whether an old proof
    is refused. `is_done`: what wasn't so before, and is when the request has worked; None for those that only read."""

    begin: Callable[[Browser, User], Body]
    takes_proof: bool
    is_done: Callable[[User], bool] | None = None


def nothing(browser: Browser, user: User) -> Body:
    return None


def send(**body: Any) -> Callable[[Browser, User], Body]:
    return lambda browser, user: body


def second_address(*, is_verified: bool) -> Callable[[Browser, User], Body]:
    def begin(browser: Browser, user: User) -> Body:
        EmailAddress.objects.create(user=user, email=SECOND, verified=is_verified)
        mail.outbox.clear()
        return {"email": SECOND, "primary": True}

    return begin


def without_password(browser: Browser, user: User) -> Body:
    """The session goes on, as for who came from a provider."""
    user = User.objects.get(pk=user.pk)
    user.set_unusable_password()
    user.save()
    session = SessionStore(browser.session_id)
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"new_password": NEW_PASSWORD}


def connected(browser: Browser, user: User) -> Body:
    SocialAccount.objects.create(user=user, provider="home", uid="owner-7")
    return {"provider": "home", "account": "owner-7"}


def new_totp(browser: Browser, user: User) -> Body:
    secret = browser.client.get(ACCOUNT + "authenticators/totp").json()["meta"]["secret"]
    return {"code": totp_code(secret)}


def with_totp(browser: Browser, user: User) -> Body:
    add_totp(browser)
    return None


def change_with_totp(browser: Browser, user: User) -> Body:
    add_totp(browser)
    return {"current_password": PASSWORD, "new_password": NEW_PASSWORD}


def next_code(browser: Browser, user: User) -> Body:
    return {"code": totp_code(add_totp(browser), steps_away=1)}


def used_code(browser: Browser, user: User) -> Body:
    add_totp(browser)
    row = Authenticator.objects.get(user=user, type="recovery_codes")
    row.data["used_mask"] = 1
    row.save()
    return None


def new_passkey(browser: Browser, user: User) -> Body:
    return {"name": "Phone", "credential": SoftPasskey().register(creation_options(browser))}


def with_passkey(browser: Browser, user: User) -> Body:
    add_passkey(browser)
    row = Authenticator.objects.get(user=user, type="webauthn")
    return {"id": row.pk, "name": "Renamed", "authenticators": [row.pk]}


def passkey_proof(browser: Browser, user: User) -> Body:
    key = add_passkey(browser)
    options = browser.client.get(AUTH + "webauthn/reauthenticate").json()["data"]["request_options"]
    return {"credential": key.sign(options)}


def other_session(browser: Browser, user: User) -> Body:
    other = Browser()
    other.sign_in(PASSWORD, username=user.username)
    return {"sessions": [UserSession.objects.get(session_key=other.session_id).pk]}


def has(kind: str) -> Callable[[User], bool]:
    return lambda user: Authenticator.objects.filter(user=user, type=kind).exists()


def has_no(kind: str) -> Callable[[User], bool]:
    return lambda user: not has(kind)(user)


def has_address(**fields: Any) -> Callable[[User], bool]:
    return lambda user: EmailAddress.objects.filter(user=user, **fields).exists()


def has_one_session(user: User) -> bool:
    return bool(UserSession.objects.filter(user=user).count() == 1)


def has_only_new_codes(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type="recovery_codes", data__used_mask=0).exists())


def has_new_password(user: User) -> bool:
    return User.objects.get(pk=user.pk).check_password(NEW_PASSWORD)


ADDRESSES = {
    "GET account/email": AccountRule(nothing, False),
    "POST account/email": AccountRule(send(email=SECOND), True, has_address(email=SECOND, verified=False)),
    "PUT account/email": AccountRule(
        second_address(is_verified=False), False, lambda user: len(mail.outbox) == 1
    ),
    "PATCH account/email": AccountRule(
        second_address(is_verified=True), True, has_address(email=SECOND, primary=True)
    ),
    "DELETE account/email": AccountRule(
        second_address(is_verified=True), True, lambda user: not has_address(email=SECOND)(user)
    ),
}
SIGN_IN = {
    "POST account/password/change": AccountRule(
        send(current_password=PASSWORD, new_password=NEW_PASSWORD), False, has_new_password
    ),
    "POST account/password/change, with a second factor": AccountRule(
        change_with_totp, True, has_new_password
    ),
    "POST account/password/change, having none": AccountRule(without_password, True, has_new_password),
    "GET account/providers": AccountRule(nothing, False),
    "DELETE account/providers": AccountRule(
        connected, True, lambda user: not SocialAccount.objects.filter(user=user).exists()
    ),
    "POST auth/reauthenticate": AccountRule(send(password=PASSWORD), False),
    "POST auth/2fa/reauthenticate": AccountRule(next_code, False),
    "GET auth/webauthn/reauthenticate": AccountRule(with_passkey, False),
    "POST auth/webauthn/reauthenticate": AccountRule(passkey_proof, False),
    "GET auth/sessions": AccountRule(nothing, False),
    "DELETE auth/sessions": AccountRule(other_session, False, has_one_session),
}
SECOND_FACTORS = {
    "GET account/authenticators": AccountRule(nothing, False),
    "GET account/authenticators/totp": AccountRule(with_totp, False),
    "POST account/authenticators/totp": AccountRule(new_totp, True, has("totp")),
    "DELETE account/authenticators/totp": AccountRule(with_totp, True, has_no("totp")),
    "GET account/authenticators/recovery-codes": AccountRule(with_totp, True),
    "POST account/authenticators/recovery-codes": AccountRule(used_code, True, has_only_new_codes),
    "GET account/authenticators/webauthn": AccountRule(nothing, True),
    "POST account/authenticators/webauthn": AccountRule(new_passkey, True, has("webauthn")),
    "PUT account/authenticators/webauthn": AccountRule(
        with_passkey,
        True,
        lambda user: Authenticator.objects.filter(user=user, data__name="Renamed").exists(),
    ),
    "DELETE account/authenticators/webauthn": AccountRule(with_passkey, True, has_no("webauthn")),
}
ACCOUNT_RULES = ADDRESSES | SIGN_IN | SECOND_FACTORS
