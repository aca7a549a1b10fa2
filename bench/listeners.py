"""Many listeners at once, each with a buffer that music drains in real time: `python -m bench.listeners < JSON`.

A stall is a moment at which a listener's buffer is empty after its music has begun.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

AHEAD_S = 12.0
"""How much a listener keeps in the buffer; browsers keep 30 s, which would make it easier for the server."""


@dataclass
class Listener:
    """Plays fragments one after the other from `first` on; `ranges` are (offset, bytes, seconds)."""

    port: int
    path: str
    cookie: str
    ranges: list[tuple[int, int, float]]
    first: int
    stalls: int = 0
    waits_s: list[float] = field(default_factory=list)
    received: int = 0

    async def listen(self, delay_s: float, until_s: float) -> None:
        await asyncio.sleep(delay_s)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        began_s, buffered_s, at = 0.0, 0.0, self.first
        while (now := time.monotonic()) < until_s:
            ahead_s = began_s + buffered_s - now
            if began_s and ahead_s > AHEAD_S:
                await asyncio.sleep(ahead_s - AHEAD_S)
            buffered_s += await self._fetch(reader, writer, self.ranges[at % len(self.ranges)])
            at += 1
            began_s, buffered_s = self._play_on(began_s, buffered_s)
        writer.close()

    def _play_on(self, began_s: float, buffered_s: float) -> tuple[float, float]:
        """Counts a stall when the music before this fragment had run out; it then goes on from here."""
        now = time.monotonic()
        if not began_s:
            return now, buffered_s
        fragment_s = self.ranges[0][2]
        late_s = now - (began_s + buffered_s - fragment_s)
        if late_s > 0:
            self.stalls += 1
            return began_s + late_s, buffered_s
        return began_s, buffered_s

    async def _fetch(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wanted: tuple[int, int, float]
    ) -> float:
        offset, length, seconds = wanted
        asked = time.monotonic()
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Cookie: {self.cookie}",
            f"Range: bytes={offset}-{offset + length - 1}",
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 206"):
            raise AssertionError(head[:300])
        self.received += len(await reader.readexactly(length))
        self.waits_s.append(time.monotonic() - asked)
        return seconds


async def main(task: dict[str, Any]) -> dict[str, float]:
    """`port`, `seconds`, `ranges`, and `listeners`: path and cookie of each."""
    ranges = [(offset, length, seconds) for offset, length, seconds in task["ranges"]]
    listeners = [
        Listener(task["port"], path, cookie, ranges, first=number * 7)
        for number, (path, cookie) in enumerate(task["listeners"])
    ]
    until_s = time.monotonic() + task["seconds"]
    step_s = ranges[0][2] / len(listeners)
    await asyncio.gather(*(one.listen(number * step_s, until_s) for number, one in enumerate(listeners)))
    waits_s = sorted(wait_s for one in listeners for wait_s in one.waits_s)
    return {
        "stalls": sum(one.stalls for one in listeners),
        "fragments": len(waits_s),
        "bytes": sum(one.received for one in listeners),
        "p99_ms": 1000 * waits_s[int(len(waits_s) * 0.99)],
        "max_ms": 1000 * waits_s[-1],
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.load(sys.stdin)))))  # noqa: T201
