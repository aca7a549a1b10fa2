"""The browser's session cookie: sent with each new key, taken away by signing out, and else left alone.

Signing out also empties the browser's cache, where covers and audio lie that the next person at this device may not
have. What is stored for the device itself stays: the theme, say.

Django also takes it away where it finds no session. A browser that has just got another key, by a change of its
password say, may have requests under way with the old one; an answer to these would take the new key away.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

SIGNED_OUT = "segue.signed_out"


def note_signed_out(request: HttpRequest) -> None:
    """The answer will take the cookie away, and what the browser has kept."""
    request.META[SIGNED_OUT] = True


class SessionCookieMiddleware(SessionMiddleware):
    """In the place of Django's."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        name = settings.SESSION_COOKIE_NAME
        if SIGNED_OUT in request.META:
            response["Clear-Site-Data"] = '"cache"'
        if name in response.cookies and not _is_meant(request, response.cookies[name].value):
            del response.cookies[name]
        return response


def _is_meant(request: HttpRequest, key: str) -> bool:
    """Whether the answer should bring this key; empty to take the cookie away."""
    if not key:
        return SIGNED_OUT in request.META
    return key != request.COOKIES.get(settings.SESSION_COOKIE_NAME)
