"""Scripts, styles and fonts of the web app and of the admin; their pages are `config.pages` and `config.admin`."""

import asyncio
import re
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

from segue.kernel.http.asgi import Receive, Scope, Send

WEB, ADMIN = "/assets/", "/admin-assets/"
ADMIN_PACKAGES = {"admin": "django.contrib.admin", "unfold": "unfold"}
"""Each has its assets in `static`, in a folder of its own name."""
NAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\.([a-z0-9]+)")
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


def is_asset_path(path: str) -> bool:
    return path.startswith((WEB, ADMIN))


class AssetApp:
    """Answers GET and HEAD with the files of a few folders. `web_dist`: what the build wrote."""

    def __init__(self, web_dist: Path) -> None:
        self.folders = {WEB: web_dist / "assets"} | {
            f"{ADMIN}{name}/": _static_folder(package) / name for name, package in ADMIN_PACKAGES.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_head = scope["method"] == "HEAD"
        if scope["method"] != "GET" and not is_head:
            allow = {**PLAIN, b"allow": b"GET, HEAD"}
            await _send(send, HTTPStatus.METHOD_NOT_ALLOWED, allow, b"Only GET and HEAD")
            return
        prefix = next((known for known in self.folders if scope["path"].startswith(known)), "")
        name = NAME.fullmatch(scope["path"].removeprefix(prefix))
        content = await asyncio.to_thread(self._read, prefix, name[0]) if prefix and name else None
        if name is None or content is None:
            await _send(send, HTTPStatus.NOT_FOUND, PLAIN, b"Not found")
            return
        headers = {
            b"content-type": TYPES.get(name[1], OTHER_TYPE),
            b"cache-control": FOR_EVER if prefix == WEB and HASHED.fullmatch(name[0]) else FOR_A_DAY,
        }
        await _send(send, HTTPStatus.OK, headers, content, is_head=is_head)

    def _read(self, prefix: str, name: str) -> bytes | None:
        """None for what isn't there. The largest is a few hundred kilobytes."""
        path = self.folders[prefix] / name
        return path.read_bytes() if path.is_file() else None


def _static_folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(package)
    return Path(found.origin).parent / "static"


async def _send(
    send: Send, status: HTTPStatus, headers: dict[bytes, bytes], body: bytes, *, is_head: bool = False
) -> None:
    lines = [*headers.items(), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": int(status), "headers": lines})
    await send({"type": "http.response.body", "body": b"" if is_head else body})
