"""The WebSocket at /live: one per page, for signed-in people, server to browser."""

import json
from typing import Any

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from prometheus_client import Gauge

from segue.kernel.realtime.push import user_group

SIGNED_OUT = 4401
OPEN_SOCKETS = Gauge("segue_live_sockets", "Open live connections")


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """Joins its user's group; answers {"type": "ping"} with {"topic": "pong"} and ignores the rest."""

    group = ""

    async def connect(self) -> None:
        user: Any = self.scope["user"]
        await self.accept()
        if not user.is_authenticated:
            await self.close(code=SIGNED_OUT)
            return
        self.group = user_group(user.pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        OPEN_SOCKETS.inc()

    async def disconnect(self, code: int) -> None:
        if self.group:
            OPEN_SOCKETS.dec()
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any
    ) -> None:
        if _is_ping(text_data or ""):
            await self.send_json({"topic": "pong"})

    async def live_message(self, event: dict[str, Any]) -> None:
        """Called by the channel layer for each message to this user."""
        await self.send_json(event["content"])


def _is_ping(text: str) -> bool:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("type") == "ping"
