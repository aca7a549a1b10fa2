"""An HTTP proxy that spoils chosen requests, before or after they reach the server."""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

LIMIT_BYTES = 256 * 1024


class Fault(Enum):
    """What happens to a request: nothing, a 503 answer, a pause, a connection that breaks before the server hears of
    it, in the middle of the answer, or when the server has done it; a byte that changes on the way there or back."""

    NONE = 0
    REFUSED = 1
    SLOW = 2
    RESET = 3
    CUT = 4
    ANSWER_LOST = 5
    ALTERED = 6
    ANSWER_ALTERED = 7


@dataclass(frozen=True)
class Request:
    """`number` counts all requests from 1."""

    number: int
    method: str
    target: str
    head: bytes
    body: bytes


Plan = Callable[[Request], Fault]


@dataclass
class FaultProxy:
    """Listens on a port of its own. `plan` decides on every request; `met` tells what it decided."""

    upstream_port: int
    plan: Plan = field(default=lambda request: Fault.NONE)
    pause_s: float = 0.2
    met: list[tuple[str, str, Fault]] = field(default_factory=list)
    port: int = 0

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, fault: Fault) -> int:
        return sum(met is fault for _, _, met in self.met)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request per connection."""
        try:
            request = await self._read(reader, writer)
            fault = self.plan(request)
            self.met.append((request.method, request.target, fault))
            await self._answer(request, fault, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client has gone
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"expect: 100-continue" in head.lower():
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        first, *lines = head.strip().split(b"\r\n")
        body = await reader.readexactly(_length(lines))
        kept = [line for line in lines if not line.lower().startswith((b"expect:", b"connection:"))]
        method, target, _ = first.decode().split(" ", 2)
        head = b"\r\n".join([first, *kept, b"Connection: close", b"", b""])
        return Request(len(self.met) + 1, method, target, head, body)

    async def _answer(self, request: Request, fault: Fault, writer: asyncio.StreamWriter) -> None:
        if fault is Fault.SLOW:
            await asyncio.sleep(self.pause_s)
        if fault is Fault.REFUSED:
            writer.write(b"HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        if fault is Fault.RESET:
            _reset(writer)
            return
        answer = await self._ask(request, is_altered=fault is Fault.ALTERED)
        if fault is Fault.ANSWER_LOST:
            _reset(writer)
        elif fault is Fault.CUT:
            writer.write(answer[: len(answer) // 2])
            await writer.drain()
        elif fault is Fault.ANSWER_ALTERED:
            writer.write(_altered(answer))
        else:
            writer.write(answer)

    async def _ask(self, request: Request, *, is_altered: bool) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream_port, limit=LIMIT_BYTES)
        writer.write(request.head + (_altered(request.body) if is_altered else request.body))
        answer = await reader.read()
        writer.close()
        return answer


@contextmanager
def running(proxy: FaultProxy) -> Iterator[FaultProxy]:
    """In a thread of its own, until the end of the block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    start = asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=LIMIT_BYTES)
    server = asyncio.run_coroutine_threadsafe(start, loop).result()
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: asyncio.Server) -> None:
    server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _length(lines: list[bytes]) -> int:
    lengths = (line.split(b":", 1)[1] for line in lines if line.lower().startswith(b"content-length:"))
    return int(next(lengths, b"0"))


def _altered(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1]) if data else data


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST rather than FIN."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
