"""A page's live connection, without a server between."""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator

from segue.config import asgi

TIMEOUT_S = 20.0


class LivePage:
    """Speaks ASGI to the web server's entry as a server would on behalf of one browser page."""

    def __init__(self, *headers: tuple[bytes, bytes]) -> None:
        scope = {
            "type": "websocket",
            "path": "/live",
            "query_string": b"",
            "headers": list(headers),
            "subprotocols": [],
        }
        communicator: Any = ApplicationCommunicator
        self._app = communicator(asgi.application, scope)

    async def connect(self) -> bool:
        """Whether the connection was accepted."""
        await self._app.send_input({"type": "websocket.connect"})
        return bool((await self._receive())["type"] == "websocket.accept")

    async def close_code(self) -> int:
        """Of the closing that comes next."""
        message = await self._receive()
        assert message["type"] == "websocket.close"
        return int(message["code"])

    async def send(self, *, text: str | None = None, data: bytes | None = None) -> None:
        await self._app.send_input({"type": "websocket.receive", "text": text, "bytes": data})

    async def ping(self) -> Any:
        """The next message after a ping: the pong, when nothing else was on its way."""
        await self.send(text='{"type": "ping"}')
        return await self.receive()

    async def receive(self) -> Any:
        return json.loads((await self._receive())["text"])

    async def disconnect(self) -> None:
        await self._app.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._app.wait(TIMEOUT_S)

    async def vanish(self) -> None:
        """Without a goodbye, as a server that stops."""
        self._app.stop()
        await self._app.wait(TIMEOUT_S)

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = await self._app.receive_output(TIMEOUT_S)
        return message
