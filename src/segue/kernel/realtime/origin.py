"""Refuses sockets of other sites' pages: browsers send cookies along for any page (CWE-1385)."""

from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from segue.kernel.http.asgi import App, Receive, Scope, Send, header
from segue.kernel.http.viewer import is_by_cookie

SCHEMES = {"ws": "http", "wss": "https"}


class OwnPagesOnly:
    """An ASGI app around one for sockets. A socket that brings a token in a header needs no origin, since no page can
    send that; any other without one, or with `null`, is refused with 403."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_by_cookie(scope) and not is_own(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


def is_own(scope: Scope) -> bool:
    """Whether the page has the address of this server, or the one that the socket itself came to."""
    origin = header(scope, b"origin").decode("latin-1")
    host = header(scope, b"host").decode("latin-1")
    allowed: list[Any] = [settings.SEGUE.origin]
    if validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        allowed.append(f"{SCHEMES.get(scope.get('scheme', 'ws'), 'http')}://{host}")
    return origin in allowed
