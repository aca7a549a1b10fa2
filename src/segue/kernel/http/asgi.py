"""What raw ASGI endpoints share: types, and cookies read as Django reads them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.http import parse_cookie

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def cookies(scope: Scope) -> dict[str, str]:
    """By name, from all Cookie headers of the request."""
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return parse_cookie("; ".join(values))


def header(scope: Scope, name: bytes) -> bytes:
    """The first one of this lower-case name, or nothing."""
    return next((value for key, value in scope["headers"] if key == name), b"")
