"""The WebSocket at /live: one per page, for signed-in people, server to browser."""

import asyncio
import json
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.db import InterfaceError, OperationalError
from prometheus_client import Gauge

from segue.kernel.http.viewer import viewer_key
from segue.kernel.realtime.push import socket_mark, user_group

SIGNED_OUT = 4401
TOO_MANY = 4429
TOO_LONG = 1009
"""RFC 6455, 7.4.1: a message too big to process."""
RECHECK_S = 45.0
MAX_SOCKETS_PER_USER = 5
MAX_INBOUND_BYTES = 16 * 1024
OPEN_SOCKETS = Gauge("segue_live_sockets", "Open live connections")

_open: Counter[uuid.UUID] = Counter()
"""Sockets by user, in this process."""

log = structlog.get_logger(__name__)


class LiveConsumer(AsyncJsonWebsocketConsumer):
    """Joins its user's group; answers {"type": "ping"} with {"topic": "pong"} and ignores the rest.

    `find_viewer(viewer_key)` says who asks; it is asked again now and then, so that a socket ends with the session or
    token that opened it, whether or not anything tells it so. While the database is away, the last answer stands.
    """

    find_viewer: Callable[[str], Any]
    user_id: uuid.UUID | None = None
    watch: asyncio.Task[None] | None = None

    def __init__(self, *, find_viewer: Callable[[str], Any]) -> None:
        super().__init__()
        self.find_viewer = find_viewer
        self.is_over = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, partial(self._receive_or_end, receive), send)
        finally:
            self._forget()

    async def _receive_or_end(self, receive: Callable[[], Awaitable[Any]]) -> Any:
        """The next message of the page; once access has ended, a goodbye to it instead.

        Granian sends no close while it waits for a message, so the waiting ends first.
        """
        waiting = [asyncio.ensure_future(receive()), asyncio.ensure_future(self.is_over.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if not self.is_over.is_set():
                return waiting[0].result()
        finally:
            for task in waiting:
                task.cancel()
        await self.close(code=SIGNED_OUT)
        return {"type": "websocket.disconnect", "code": SIGNED_OUT}

    async def connect(self) -> None:
        user_id = await self._ask()
        await self.accept()
        if user_id is None:
            await self.close(code=SIGNED_OUT)
        elif _open[user_id] >= MAX_SOCKETS_PER_USER:
            await self.close(code=TOO_MANY)
        else:
            await self._join(user_id)

    async def _join(self, user_id: uuid.UUID) -> None:
        self.user_id = user_id
        _open[user_id] += 1
        OPEN_SOCKETS.inc()
        self.watch = asyncio.create_task(self._recheck())
        await self.channel_layer.group_add(user_group(user_id), self.channel_name)

    async def disconnect(self, code: int) -> None:
        if self.user_id:
            group = user_group(self.user_id)
            self._forget()
            await self.channel_layer.group_discard(group, self.channel_name)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any
    ) -> None:
        if len((text_data or "").encode()) > MAX_INBOUND_BYTES or len(bytes_data or b"") > MAX_INBOUND_BYTES:
            await self.close(code=TOO_LONG)
        elif _is_ping(text_data or ""):
            await self.send_json({"topic": "pong"})

    async def live_message(self, event: dict[str, Any]) -> None:
        """Called by the channel layer for each message to this user."""
        await self.send_json(event["content"])

    async def live_end(self, event: dict[str, Any]) -> None:
        """Called by the channel layer when all access of this user ends, but that of one browser."""
        scope: Any = self.scope
        if event["but_of"] != socket_mark(viewer_key(scope)):
            self.is_over.set()

    async def _recheck(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_S)
            try:
                user_id = await self._ask()
            except (OperationalError, InterfaceError) as error:
                log.warning("socket_not_rechecked", reason=str(error).strip())
                continue
            if user_id != self.user_id:
                self.is_over.set()
                return

    async def _ask(self) -> uuid.UUID | None:
        ask = database_sync_to_async(self.find_viewer, thread_sensitive=False)
        scope: Any = self.scope
        viewer = await ask(viewer_key(scope))
        found: uuid.UUID | None = viewer.pk if viewer else None
        return found

    def _forget(self) -> None:
        if self.watch:
            self.watch.cancel()
        if self.user_id:
            OPEN_SOCKETS.dec()
            _open[self.user_id] -= 1
            if not _open[self.user_id]:
                del _open[self.user_id]
            self.user_id = None


def _is_ping(text: str) -> bool:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("type") == "ping"
