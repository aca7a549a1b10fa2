"""Media bytes: a small ASGI endpoint before Django, which only signs addresses.

Answers GET and HEAD with one byte range (RFC 9110, 14). The capability in the path opens it;
whether its holder may still see what it was made for is asked before each piece. An answer that they may not have
any more is broken off: shorter than its Content-Length, so that nobody takes it for the whole.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import quote

from segue.env import KeyRing
from segue.kernel import capability
from segue.kernel.capability import Capability
from segue.kernel.http.asgi import Receive, Scope, Send
from segue.kernel.http.security_headers import MEDIA_ALONE, raw
from segue.kernel.http.viewer import viewer_keys
from segue.kernel.storage import Storage
from segue.streaming.byte_range import ByteRange, Unsatisfiable, parse_range
from segue.streaming.disposition import attachment, download_name
from segue.streaming.file_reader import FileReader

Headers = dict[bytes, bytes]
Ask = Callable[[], Awaitable[bool]]

CONTENT_TYPES = {
    "m4a": b"audio/mp4",
    "jpg": b"image/jpeg",
    "webp": b"image/webp",
    "avif": b"image/avif",
}
SAFE = raw({"Content-Security-Policy": MEDIA_ALONE, "Referrer-Policy": "no-referrer"})
ELSEWHERE_S = 30
"""How long an address of the bucket works: a player uses it at once. With the 30 s for which `may_have` remembers, what
was handed out ends within a minute."""


class MediaApp:
    """`may_have(granted, viewer_key)` says whether the browser that an address was made for may still have it;
    it is asked often, and remembers its answers for as long as they may be wrong.

    `accel`: when given, the address under which the proxy in front keeps a folder, and that folder; it then sends
    what lies there itself, by X-Accel-Redirect. Objects that aren't on this machine are found at the storage's own
    signed address.
    """

    def __init__(
        self,
        *,
        keys: KeyRing,
        storage: Storage,
        may_have: Callable[[Capability, str], Awaitable[bool]],
        accel: tuple[str, Path] | None = None,
    ) -> None:
        self.keys = keys
        self.storage = storage
        self.may_have = may_have
        self.accel_address, folder = accel or ("", Path("/"))
        self.accel_folder = f"{folder}/"
        self.reader = FileReader()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _refuse(send, 405, b"Only GET and HEAD", {b"allow": b"GET, HEAD"})
            return
        granted = capability.parse(scope["path"])
        if granted is None or granted.ending not in CONTENT_TYPES:
            await _refuse(send, 404, b"Not found")
        elif (viewer := self._holder(granted, scope)) is None:
            await _refuse(send, 403, b"This address has expired, or it was made for another browser")
        elif not await self.may_have(granted, viewer):
            await _refuse(send, 403, b"This isn't public any more")
        else:
            await self._serve(granted, partial(self.may_have, granted, viewer), scope, send)

    def _holder(self, granted: Capability, scope: Scope) -> str | None:
        """The one of the keys that come along which the address was made for."""
        keys = viewer_keys(scope)
        return next((key for key in keys if capability.holds(self.keys, granted, viewer_key=key)), None)

    async def _serve(self, granted: Capability, may_go_on: Ask, scope: Scope, send: Send) -> None:
        headers: Headers = dict(scope["headers"])
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
        shared[b"content-type"] = CONTENT_TYPES[granted.ending]
        name = download_name(scope.get("query_string", b""), granted.ending)
        if name:
            shared[b"content-disposition"] = attachment(name)
        if scope["method"] == "HEAD":
            headers.pop(b"range", None)  # defined for GET only (RFC 9110, 14.2)
        path = self._local_path(granted)
        if self.accel_address and scope["method"] == "GET" and path.startswith(self.accel_folder):
            place = f"{self.accel_address}/{path.removeprefix(self.accel_folder)}"
            await _send_empty(send, 200, {**shared, b"x-accel-redirect": place.encode()})
        elif (descriptor := self._open(granted, path)) is not None:
            await self._send_local(descriptor, scope["method"], headers, shared, may_go_on, send)
        else:
            await self._send_elsewhere(granted, name, scope["method"], send)

    def _local_path(self, granted: Capability) -> str:
        found = self.storage.local_path(granted.sha256)
        return os.fspath(found) if found else ""

    def _open(self, granted: Capability, path: str) -> int | None:
        """None for what isn't on this machine. Media that move may leave one place between the look and the opening;
        then they are at the other."""
        with suppress(FileNotFoundError):
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        with suppress(FileNotFoundError):
            return os.open(self._local_path(granted), os.O_RDONLY | os.O_CLOEXEC)
        return None

    async def _send_local(
        self, descriptor: int, method: str, headers: Headers, shared: Headers, may_go_on: Ask, send: Send
    ) -> None:
        try:
            part = await _start_file(os.fstat(descriptor).st_size, headers, shared, send)
            if part is not None:
                part = part if method == "GET" else ByteRange(0, 0)
                await self._send_body(descriptor, part, may_go_on, send)
        finally:
            os.close(descriptor)

    async def _send_body(self, descriptor: int, part: ByteRange, may_go_on: Ask, send: Send) -> None:
        position, end = part.start, part.start + part.length
        while position < end and await may_go_on():
            chunk = await self.reader.read(descriptor, end - position, position)
            if not chunk:
                raise OSError("media file is shorter than it was")
            position += len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": position < end})
        if part.length == 0:
            await send({"type": "http.response.body"})

    async def _send_elsewhere(self, granted: Capability, name: str, method: str, send: Send) -> None:
        """Signing may read a file of credentials, so a thread does it."""
        url = await asyncio.to_thread(
            self.storage.signed_url,
            granted.sha256,
            content_type=CONTENT_TYPES[granted.ending].decode(),
            ttl_s=ELSEWHERE_S,
            file_name=name or None,
            method=method,
        )
        if url is None:
            await _refuse(send, 404, b"Not found")
            return
        location = quote(url, safe=":/?#[]@!$&'()*+,;=%-._~").encode()
        await _send_empty(send, 307, {b"location": location, b"cache-control": b"no-store"})


async def _start_file(size: int, headers: Headers, shared: Headers, send: Send) -> ByteRange | None:
    """Begins the answer. The part of the file to send, or None when the answer is already complete."""
    # If-Range with another version's ETag: the range no longer means anything, so send all (RFC 9110, 13.1.5).
    is_current = headers.get(b"if-range", shared[b"etag"]) == shared[b"etag"]
    try:
        wanted = parse_range(headers.get(b"range", b"") if is_current else b"", size)
    except Unsatisfiable:
        await _refuse(send, 416, b"No such range", {b"content-range": f"bytes */{size}".encode()})
        return None
    part = wanted or ByteRange(0, size)
    shared[b"content-length"] = str(part.length).encode()
    if wanted:
        shared[b"content-range"] = f"bytes {part.start}-{part.start + part.length - 1}/{size}".encode()
    await _start(send, 206 if wanted else 200, shared)
    return part


def _names(if_none_match: bytes, etag: bytes) -> bool:
    """RFC 9110, 13.1.2: any, or a list that holds it by weak comparison, as proxies weaken tags."""
    tags = {tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")}
    return bool(tags & {etag, b"*"})


async def _refuse(send: Send, status: int, reason: bytes, extra: Headers | None = None) -> None:
    headers = {b"content-type": b"text/plain; charset=utf-8", b"cache-control": b"no-store", **(extra or {})}
    await _start(send, status, {**headers, b"content-length": str(len(reason)).encode()})
    await send({"type": "http.response.body", "body": reason})


async def _send_empty(send: Send, status: int, headers: Headers) -> None:
    await _start(send, status, {**headers, b"content-length": b"0"})
    await send({"type": "http.response.body"})


async def _start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*(SAFE | headers).items()]})
