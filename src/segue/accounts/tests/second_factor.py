"""What people do with second factors, through the API."""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

from segue.accounts.tests.browser import Browser
from segue.accounts.tests.factories import PASSWORD
from segue.accounts.tests.soft_passkey import SoftPasskey

ACCOUNT = "/_allauth/browser/v1/account/"
STEP_S = 30


def totp_code(secret: str, *, steps_away: int = 0) -> str:
    """RFC 6238 with its defaults."""
    counter = struct.pack(">Q", int(time.time()) // STEP_S + steps_away)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def signed_in(name: str = "ines") -> Browser:
    """With a fresh proof that it is them."""
    browser = Browser()
    assert browser.sign_in(PASSWORD, username=name).status_code == 200
    assert browser.auth("reauthenticate", password=PASSWORD).status_code == 200
    return browser


def add_totp(browser: Browser) -> str:
    """Its secret."""
    answer = browser.client.get(ACCOUNT + "authenticators/totp")
    assert answer.status_code == 404
    secret: str = answer.json()["meta"]["secret"]
    added = browser.post(ACCOUNT + "authenticators/totp", {"code": totp_code(secret)})
    assert added.status_code == 200, added.content
    return secret


def recovery_codes(browser: Browser) -> list[str]:
    codes: list[str] = browser.client.get(ACCOUNT + "authenticators/recovery-codes").json()["data"][
        "unused_codes"
    ]
    return codes


def creation_options(browser: Browser, *, is_sign_in: bool = True) -> dict[str, Any]:
    query = "?passwordless" if is_sign_in else ""
    answer = browser.client.get(f"{ACCOUNT}authenticators/webauthn{query}")
    assert answer.status_code == 200, answer.content
    options: dict[str, Any] = answer.json()["data"]["creation_options"]
    return options


def add_passkey(browser: Browser, key: SoftPasskey | None = None, *, is_sign_in: bool = True) -> SoftPasskey:
    key = key or SoftPasskey()
    credential = key.register(creation_options(browser, is_sign_in=is_sign_in))
    fields = {"name": "Phone", "credential": credential, "passwordless": is_sign_in}
    answer = browser.post(ACCOUNT + "authenticators/webauthn", fields)
    assert answer.status_code == 200, answer.content
    return key


def passkey_sign_in(browser: Browser, key: SoftPasskey, **changes: Any) -> Any:
    options = browser.client.get("/_allauth/browser/v1/auth/webauthn/login").json()["data"]["request_options"]
    return browser.auth("webauthn/login", credential={**key.sign(options), **changes})
