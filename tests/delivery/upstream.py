"""What stands behind the proxies under test: the real media endpoint on a folder, and simple things beside it."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from segue.kernel.capability import Capability
from segue.kernel.http.client_address import scope_address
from segue.kernel.storage import LocalStorage
from segue.streaming import playlists
from segue.streaming.delivery import MediaApp

FOLDER = Path(os.environ["UPSTREAM_FOLDER"])
ACCEL = os.environ.get("UPSTREAM_ACCEL", "")


async def _may_have(granted: Capability, viewer_key: str) -> bool:
    """One browser's access has ended since its addresses were made."""
    return viewer_key != "ended"


_cut: list[int] = []  # bytes of the bodies that ended too early
media_app = MediaApp(
    keys=settings.CAPABILITY_KEYS,
    storage=LocalStorage(FOLDER),
    may_have=_may_have,
    accel=(ACCEL, FOLDER) if ACCEL else None,
)


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await _echo(receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/media/"):
        await media_app(scope, receive, send)
    elif scope["type"] == "http":
        await _tell(scope, receive, send)


async def _echo(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"].upper()})


async def _tell(scope: Any, receive: Any, send: Any) -> None:
    """The number of bytes that came, from where, what the proxy added, and words worth compressing; or the playlist."""
    count, is_more = 0, True
    while is_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            _cut.append(count)
            return
        count += len(message.get("body", b""))
        is_more = message.get("more_body", False)
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    told = {"bytes": count, "cut": _cut, "headers": headers, "address": scope_address(scope)}
    body = json.dumps(told | {"words": "slack water " * 500}).encode()
    content_type = b"application/json"
    if scope["path"].endswith(".m3u8"):
        body, content_type = (FOLDER / "list.m3u8").read_bytes(), playlists.CONTENT_TYPE.encode()
    answer = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": answer})
    await send({"type": "http.response.body", "body": body})
