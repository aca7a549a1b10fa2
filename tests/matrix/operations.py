"""Every operation that Segue answers, found in the code and not in the matrix's own tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from segue.media.tus.endpoint import METHODS as UPLOAD_METHODS
from tests.contracts.operations import operations as api_operations

VERBS = ("get", "post", "put", "patch", "delete")
SOCKETS = ("socket connect", "socket message")
MEDIA = tuple(
    f"media {method} {kind}" for kind in ("rendition", "cover", "avatar") for method in ("GET", "HEAD")
)


@dataclass(frozen=True)
class Operation:
    """`name` is unique: the operation's id, or its door, method and route."""

    name: str
    policy: str


def operations() -> list[Operation]:
    return [
        *(Operation(operation.name, operation.policy) for operation in api_operations()),
        *(Operation(name, "sign-in") for name in sign_in_operations()),
        *(Operation(name, "page") for name in page_operations()),
        *(Operation(f"upload {method}", "studio") for method in UPLOAD_METHODS),
        *(Operation(name, "live") for name in SOCKETS),
        *(Operation(name, "capability") for name in MEDIA),
    ]


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
