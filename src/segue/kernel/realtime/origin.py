"""Refuses sockets of other sites' pages: browsers send cookies along for any page (CWE-1385)."""

from segue.kernel.http.asgi import App, Receive, Scope, Send, header
from segue.kernel.http.own_origin import is_own_origin
from segue.kernel.http.viewer import is_by_cookie

SCHEMES = {"ws": "http", "wss": "https"}


class OwnPagesOnly:
    """An ASGI app around one for sockets. A socket that brings a token in a header needs no origin, since no page can
    send that; any other without one, or with `null`, is refused with 403."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_by_cookie(scope) and not _is_own(scope):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    origin, host = (header(scope, name).decode("latin-1") for name in (b"origin", b"host"))
    return is_own_origin(origin, scheme=SCHEMES.get(scope.get("scheme", "ws"), "http"), host=host)
