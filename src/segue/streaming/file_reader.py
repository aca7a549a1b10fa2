"""Reads parts of files without ever making the event loop wait for a disk."""

import asyncio
import os

CHUNK_BYTES = 512 * 1024


class FileReader:
    """For one event loop. What is in the page cache comes at once; a cold page is read by a thread.

    All reads share one buffer: making and clearing a new one for each costs as much as the read itself.
    """

    def __init__(self) -> None:
        self._buffer = memoryview(bytearray(CHUNK_BYTES))

    async def read(self, descriptor: int, count: int, offset: int) -> bytes:
        """At most CHUNK_BYTES, and fewer than `count` when less of it is warm; nothing at the end of the file."""
        count = min(count, CHUNK_BYTES)
        try:
            read = os.preadv(descriptor, [self._buffer[:count]], offset, os.RWF_NOWAIT)
            return bytes(self._buffer[:read])
        except (OSError, AttributeError):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(None, os.pread, descriptor, count, offset)
