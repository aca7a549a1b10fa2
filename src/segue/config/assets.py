"""The built web app's scripts, styles and fonts; its pages are `config.pages`."""

import asyncio
import re
from http import HTTPStatus
from pathlib import Path

from segue.kernel.http.asgi import Receive, Scope, Send

PREFIX = "/assets/"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.([a-z0-9]+)")
HASHED = re.compile(r".+-[A-Za-z0-9_-]{8}\.[a-z0-9]+")
"""Names that the build makes from the content, so under one name it never changes."""
FOR_EVER = b"public, max-age=31536000, immutable"
FOR_A_DAY = b"public, max-age=86400"
TYPES = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
    "webp": b"image/webp",
    "woff2": b"font/woff2",
}
OTHER_TYPE = b"application/octet-stream"
PLAIN = {b"content-type": b"text/plain; charset=utf-8"}


class AssetApp:
    """Answers GET and HEAD with the files of one folder, and with none below it. `web_dist`: what the build wrote."""

    def __init__(self, web_dist: Path) -> None:
        self.folder = web_dist / "assets"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_head = scope["method"] == "HEAD"
        if scope["method"] != "GET" and not is_head:
            allow = {**PLAIN, b"allow": b"GET, HEAD"}
            await _send(send, HTTPStatus.METHOD_NOT_ALLOWED, allow, b"Only GET and HEAD")
            return
        name = NAME.fullmatch(scope["path"].removeprefix(PREFIX))
        content = await asyncio.to_thread(self._read, name[0]) if name else None
        if name is None or content is None:
            await _send(send, HTTPStatus.NOT_FOUND, PLAIN, b"Not found")
            return
        headers = {
            b"content-type": TYPES.get(name[1], OTHER_TYPE),
            b"cache-control": FOR_EVER if HASHED.fullmatch(name[0]) else FOR_A_DAY,
        }
        await _send(send, HTTPStatus.OK, headers, content, is_head=is_head)

    def _read(self, name: str) -> bytes | None:
        """None for what isn't there. The largest is a few hundred kilobytes."""
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None


async def _send(
    send: Send, status: HTTPStatus, headers: dict[bytes, bytes], body: bytes, *, is_head: bool = False
) -> None:
    lines = [*headers.items(), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": int(status), "headers": lines})
    await send({"type": "http.response.body", "body": b"" if is_head else body})
