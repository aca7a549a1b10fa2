"""A request's body in blocks of a useful size, with a limit on silence."""

import asyncio
from collections.abc import AsyncIterator

from segue.kernel.http.asgi import Message, Receive
from segue.media.tus.refusals import BodyCut

BLOCK_BYTES = 512 * 1024
SILENCE_S = 30.0
DRAIN_BYTES = 16 * 1024 * 1024
DRAIN_S = 10.0


class Body:
    """`declared_bytes`: its Content-Length, if it has one."""

    def __init__(self, receive: Receive, declared_bytes: int | None) -> None:
        self.declared_bytes = declared_bytes
        self.is_read = declared_bytes == 0
        self._receive = receive
        self._count = 0

    async def blocks(self) -> AsyncIterator[bytes]:
        """What came is given before BodyCut is raised."""
        held = bytearray()
        try:
            async for piece in self._pieces():
                held += piece
                if len(held) >= BLOCK_BYTES:
                    yield bytes(held)
                    held.clear()
        except BodyCut:
            if held:
                yield bytes(held)
            raise
        if held:
            yield bytes(held)

    async def drain(self) -> bool:
        """Read a body that nobody wants: most clients hear no answer before they have sent it. False if it's long."""
        if self.is_read:
            return True
        if self.declared_bytes is None or self.declared_bytes > DRAIN_BYTES:
            return False
        try:
            async with asyncio.timeout(DRAIN_S):
                async for _ in self._pieces():
                    pass
        except (BodyCut, TimeoutError):
            return False
        return True

    async def _pieces(self) -> AsyncIterator[bytes]:
        while not self.is_read:
            message = await self._next()
            if message["type"] != "http.request":
                raise BodyCut(is_silent=False)
            self.is_read = not message.get("more_body", False)
            piece: bytes = message.get("body", b"")
            self._count += len(piece)
            yield piece
        if self.declared_bytes is not None and self._count < self.declared_bytes:
            raise BodyCut(is_silent=False)

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout(SILENCE_S):
                message: Message = await self._receive()
                return message
        except TimeoutError:
            raise BodyCut(is_silent=True) from None
