"""The browser that asks: media addresses are bound to a cookie that only it holds."""

import secrets
from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

VISITOR_COOKIE = "segue_visitor"
VISITOR_AGE_S = 30 * 24 * 3600
Respond = Callable[[HttpRequest], HttpResponse]


def viewer_key(cookies: Mapping[str, str]) -> str:
    """The session of who is signed in, the visitor cookie of who isn't; empty without both."""
    return cookies.get(settings.SESSION_COOKIE_NAME) or cookies.get(VISITOR_COOKIE) or ""


def viewer_key_of(request: HttpRequest) -> str:
    """The asking browser's key. A browser without one gets a visitor cookie with the answer."""
    request.session.get(
        SESSION_KEY
    )  # loads it: one that has ended loses its key here, and its cookie by the answer
    known = request.session.session_key or request.COOKIES.get(VISITOR_COOKIE, "")
    if not known:
        known = request.META.setdefault("segue.new_visitor", secrets.token_urlsafe(24))
    return known


def visitor_middleware(get_response: Respond) -> Respond:
    """Hands out the visitor cookie that `viewer_key_of` promised."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if visitor := request.META.get("segue.new_visitor"):
            response.set_cookie(
                VISITOR_COOKIE,
                visitor,
                max_age=VISITOR_AGE_S,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    return middleware
