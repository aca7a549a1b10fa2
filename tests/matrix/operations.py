"""What Segue answers besides its API, found in the code and not in the matrix's own tables."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

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


def page_operations() -> Iterator[str]:
    """What Django answers outside the API and django-allauth, by the view's name."""
    for route, view in _routes(get_resolver().url_patterns):
        if not route.startswith(("_allauth/", "api/v1/")):
            yield f"page {view.__name__}"


def _routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback
