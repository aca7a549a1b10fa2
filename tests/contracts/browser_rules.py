"""What every answer tells browsers, by the kind of answer."""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings

from tests.contracts.front_door import Answer

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic'; style-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'"
)
NONCE = re.compile(r"'nonce-([A-Za-z0-9_-]{22})'")
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
"""What django-allauth says, and means the same by."""
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


@dataclass(frozen=True)
class Kind:
    policy: str = NOTHING
    cache: str = "no-store"
    referrer: str = "same-origin"


PLAIN = Kind()
"""Of the API, of sign-in, of uploads, and every refusal but those of media."""
WEB_PAGE = Kind(policy=PAGE)
NO_MEDIA = Kind(policy=f"{NOTHING}; img-src 'self'; media-src 'self'", referrer="no-referrer")
MEDIA = Kind(policy=NO_MEDIA.policy, referrer="no-referrer", cache="private, max-age=3600, immutable")
HASHED_ASSET = Kind(cache="public, max-age=31536000, immutable")
NAMED_ASSET = Kind(cache="public, max-age=86400")


def check(answer: Answer, kind: Kind, what: str) -> None:
    """Raises AssertionError."""
    found = answer.headers
    wanted = ALWAYS | {
        "content-security-policy": kind.policy,
        "cache-control": kind.cache,
        "referrer-policy": kind.referrer,
    }
    if settings.IS_TLS:
        wanted["strict-transport-security"] = "max-age=31536000"
    shown = {name: found[name] for name in (*wanted, "strict-transport-security") if name in found}
    shown["cache-control"] = found.get("cache-control", "").replace(NEVER, "no-store")
    shown["content-security-policy"] = NONCE.sub("'nonce-NONCE'", found.get("content-security-policy", ""))
    assert shown == wanted, f"{what}: {answer.status}"
    for line in answer.cookies:
        check_cookie(line, what)


def check_cookie(line: str, what: str) -> None:
    ((name, morsel),) = SimpleCookie(line).items()
    own = {
        settings.SESSION_COOKIE_NAME: True,
        settings.CSRF_COOKIE_NAME: False,
        settings.VISITOR_COOKIE_NAME: True,
    }
    assert name in own, f"{what} sets {name}"
    is_removed = morsel["max-age"] == "0"
    wanted = {"path": "/", "samesite": "Lax", "domain": ""}
    if not is_removed:
        wanted |= {"httponly": own[name] or "", "secure": settings.IS_TLS or ""}  # type: ignore[dict-item]
    assert {key: morsel[key] for key in wanted} == wanted, f"{what} sets {line}"
