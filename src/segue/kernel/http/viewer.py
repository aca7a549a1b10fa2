"""Who holds a media address: a browser by its cookie, an app by its session token, a program by its access token."""

import secrets
from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from segue.kernel.http.asgi import Scope, cookies, header
from segue.kernel.http.bearer import bearer_token, token_hash

VISITOR_AGE_S = 30 * 24 * 3600
VISITOR = "v."
TOKEN = "t."  # noqa: S105  # a prefix, not a secret
"""How the keys of visitors and of access tokens begin (there with the token's SHA-256); no session's key has a dot."""
Respond = Callable[[HttpRequest], HttpResponse]


def viewer_key(scope: Scope) -> str:
    """Of a raw ASGI request or socket; empty when it shows nothing."""
    return next(iter(viewer_keys(scope)), "")


def viewer_keys(scope: Scope) -> list[str]:
    """All that it shows. What an app sends in a header counts alone, even if it doesn't work: a client that sends one
    means to act by it. A browser may show a session that has ended, and what it has as a visitor besides."""
    token = _token(scope)
    if token is not None:
        return [TOKEN + token_hash(token)]
    sent, jar = header(scope, b"x-session-token").decode("latin-1"), cookies(scope)
    keys = [_session(sent)] if sent else [_session(jar.get(settings.SESSION_COOKIE_NAME, "")), _visitor(jar)]
    return [key for key in keys if key]


def is_by_cookie(scope: Scope) -> bool:
    """Whether a browser would send what the key is made of by itself, for whichever page asks."""
    return _token(scope) is None and not header(scope, b"x-session-token")


def viewer_key_of(request: HttpRequest) -> str:
    """The same for Django's requests. A browser without a key gets a visitor cookie with the answer."""
    token = bearer_token(request.headers.get("Authorization", ""))
    if token is not None:
        return TOKEN + token_hash(token)
    # Loads it: one that has ended loses its key here, but the browser may go on to send it.
    request.session.get(SESSION_KEY)
    known = request.session.session_key or _visitor(request.COOKIES)
    return known or request.META.setdefault("segue.new_visitor", VISITOR + secrets.token_urlsafe(24))


def _token(scope: Scope) -> str | None:
    return bearer_token(header(scope, b"authorization").decode("latin-1"))


def _session(key: str) -> str:
    return "" if "." in key else key


def _visitor(jar: Mapping[str, str]) -> str:
    key = jar.get(settings.VISITOR_COOKIE_NAME, "")
    return key if key.startswith(VISITOR) else ""


def visitor_middleware(get_response: Respond) -> Respond:
    """Hands out the visitor cookie that `viewer_key_of` promised."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if visitor := request.META.get("segue.new_visitor"):
            response.set_cookie(
                settings.VISITOR_COOKIE_NAME,
                visitor,
                max_age=VISITOR_AGE_S,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    return middleware
