"""Media bytes: a small ASGI endpoint before Django, which only signs addresses.

Answers GET and HEAD with one byte range (RFC 9110, 14). The capability in the path opens it;
whether its holder may still see the object is asked now and then.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from segue.kernel import capability
from segue.kernel.http.asgi import Receive, Scope, Send, cookies
from segue.kernel.http.viewer import viewer_key
from segue.streaming.byte_range import ByteRange, Unsatisfiable, parse_range

Headers = dict[bytes, bytes]

CHUNK_BYTES = 512 * 1024
CONTENT_TYPES = {"m4a": b"audio/mp4", "jpg": b"image/jpeg"}


class MediaApp:
    """`object_path(sha256)` finds the local file of an object; `may_have(sha256, viewer_key)` says whether the
    browser that an address was made for may still have it."""

    def __init__(
        self,
        *,
        key: bytes,
        object_path: Callable[[str], Path],
        may_have: Callable[[str, str], Awaitable[bool]],
    ) -> None:
        self.key = key
        self.object_path = object_path
        self.may_have = may_have

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, 405, b"Only GET and HEAD", {b"allow": b"GET, HEAD"})
            return
        headers: Headers = dict(scope["headers"])
        granted = capability.parse(scope["path"])
        viewer = viewer_key(cookies(scope))
        if granted is None or granted.ending not in CONTENT_TYPES:
            await _refuse(send, 404, b"Not found")
        elif not capability.holds(self.key, granted, viewer_key=viewer):
            await _refuse(send, 403, b"This address has expired, or it was made for another browser")
        elif not await self.may_have(granted.sha256, viewer):
            await _refuse(send, 403, b"This isn't public any more")
        else:
            if scope["method"] == "HEAD":
                headers.pop(b"range", None)  # defined for GET only (RFC 9110, 14.2)
            await self._serve(granted, scope["method"], headers, send)

    async def _serve(self, granted: capability.Capability, method: str, headers: Headers, send: Send) -> None:
        etag = f'"{granted.sha256}"'.encode()
        shared = {
            b"etag": etag,
            b"accept-ranges": b"bytes",
            b"cache-control": b"private, max-age=3600, immutable",
        }
        if _names(headers.get(b"if-none-match", b""), etag):
            await _start(send, 304, shared)
            await send({"type": "http.response.body"})
            return
        try:
            descriptor = os.open(self.object_path(granted.sha256), os.O_RDONLY)
        except FileNotFoundError:
            await _refuse(send, 404, b"Not found")
            return
        try:
            shared[b"content-type"] = CONTENT_TYPES[granted.ending]
            await _send_file(descriptor, method, headers, shared, send)
        finally:
            os.close(descriptor)


async def _send_file(descriptor: int, method: str, headers: Headers, shared: Headers, send: Send) -> None:
    size = os.fstat(descriptor).st_size
    # If-Range with another version's ETag: the range no longer means anything, so send all (RFC 9110, 13.1.5).
    is_current = headers.get(b"if-range", shared[b"etag"]) == shared[b"etag"]
    try:
        wanted = parse_range(headers.get(b"range", b"") if is_current else b"", size)
    except Unsatisfiable:
        await _refuse(send, 416, b"No such range", {b"content-range": f"bytes */{size}".encode()})
        return
    part = wanted or ByteRange(0, size)
    shared[b"content-length"] = str(part.length).encode()
    if wanted:
        shared[b"content-range"] = f"bytes {part.start}-{part.start + part.length - 1}/{size}".encode()
    await _start(send, 206 if wanted else 200, shared)
    await _send_body(descriptor, part if method == "GET" else ByteRange(0, 0), send)


async def _send_body(descriptor: int, part: ByteRange, send: Send) -> None:
    position, end = part.start, part.start + part.length
    while position < end:
        chunk = await _read(descriptor, min(CHUNK_BYTES, end - position), position)
        if not chunk:
            raise OSError("media file is shorter than it was")
        position += len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": position < end})
    if part.length == 0:
        await send({"type": "http.response.body"})


async def _read(descriptor: int, count: int, offset: int) -> bytes:
    """From the page cache at once; a cold page would block the loop, so that one is read by a thread."""
    buffer = bytearray(count)
    try:
        read = os.preadv(descriptor, [buffer], offset, os.RWF_NOWAIT)
        return bytes(buffer[:read])
    except (OSError, AttributeError):
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, os.pread, descriptor, count, offset)


def _names(if_none_match: bytes, etag: bytes) -> bool:
    """RFC 9110, 13.1.2: any, or a list that holds it by weak comparison, as proxies weaken tags."""
    tags = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
    return bool(tags & {etag, b"*"})


async def _refuse(send: Send, status: int, reason: bytes, extra: Headers | None = None) -> None:
    headers = {b"content-type": b"text/plain; charset=utf-8", b"cache-control": b"no-store", **(extra or {})}
    await _start(send, status, {**headers, b"content-length": str(len(reason)).encode()})
    await send({"type": "http.response.body", "body": reason})


async def _start(send: Send, status: int, headers: Headers) -> None:
    safe = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer", **headers}
    await send({"type": "http.response.start", "status": status, "headers": list(safe.items())})
