"""What Segue answers besides its API, found in the code and not in the matrix's own tables."""

from collections.abc import Iterator
from typing import Any

from allauth.headless.account.views import ManageEmailView
from allauth.headless.base.views import AuthenticatedAPIView
from django.urls import URLPattern, URLResolver, get_resolver

from segue.accounts.sign_in_urls import CLOSED
from segue.media.tus.endpoint import ON_ALL, ON_ONE

VERBS = ("get", "post", "put", "patch", "delete")
UPLOADS = frozenset((*ON_ALL, *ON_ONE))
SOCKETS = ("socket connect", "socket message")
MEDIA = tuple(
    f"media {method} {kind}" for kind in ("rendition", "cover", "avatar") for method in ("GET", "HEAD")
)


def sign_in_operations() -> Iterator[str]:
    """django-allauth's, as `browser POST auth/login`."""
    for route, view in _routes(get_resolver().url_patterns):
        if route.startswith("_allauth/") and hasattr(view, "view_class"):
            _, client, _, rest = route.split("/", 3)
            for verb in VERBS:
                if hasattr(view.view_class, verb):
                    yield f"{client} {verb.upper()} {rest}"


def account_operations() -> Iterator[str]:
    """Those of django-allauth's that a person who is signed in has about their own account, as `POST account/email`."""
    for route, view in _routes(get_resolver().url_patterns):
        kind = getattr(view, "view_class", None)
        rest = route.removeprefix("_allauth/browser/v1/")
        if (
            kind
            and rest not in (route, *CLOSED)
            and issubclass(kind, (AuthenticatedAPIView, ManageEmailView))
        ):
            yield from (f"{verb.upper()} {rest}" for verb in VERBS if hasattr(kind, verb))


def page_operations() -> Iterator[str]:
    """What Django answers outside the API and django-allauth, by the view's name; the admin has tests of its own."""
    for route, view in _routes(get_resolver().url_patterns):
        if not route.startswith(("_allauth/", "api/v1/", "admin/")):
            yield f"page {view.__name__}"


def _routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback
