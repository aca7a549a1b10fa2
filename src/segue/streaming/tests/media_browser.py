"""A browser that asks the media endpoint, without a server between."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from segue.env import KeyRing
from segue.kernel import capability
from segue.kernel.capability import Capability
from segue.kernel.storage import LocalStorage
from segue.kernel.storage.store import key_of
from segue.streaming.delivery import MediaApp
from segue.streaming.file_reader import CHUNK_BYTES

TRACK = "0a" * 16
CONTENT = bytes(range(256)) * 4500  # more than two chunks
SHA256 = "ab" * 32
ETAG = f'"{SHA256}"'
NOW = 1_800_000_100.0
KEYS: KeyRing = settings.CAPABILITY_KEYS
TTL_S = 3600
SAFE = {
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "img-src 'self'; media-src 'self'",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


Fetch = Callable[..., Answer]


async def may_have(granted: Capability, viewer_key: str) -> bool:
    """One browser's access has ended since its addresses were made."""
    return viewer_key != "ended"


def make_app(folder: Path, *, storage: Any = None, accel: tuple[str, Path] | None = None) -> MediaApp:
    """With CONTENT in its storage."""
    local = LocalStorage(folder)
    put(folder, SHA256, CONTENT)
    return MediaApp(keys=KEYS, storage=storage or local, may_have=may_have, accel=accel)


def put(folder: Path, sha256: str, content: bytes) -> None:
    path = folder / key_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def asking(app: MediaApp) -> Fetch:
    def ask(path: str, *, method: str = "GET", cookie: str = "sessionid=mine", **headers: str) -> Answer:
        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        pairs += [(b"cookie", cookie.encode())] if cookie else []
        path, _, query = path.partition("?")
        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
        return asyncio.run(_call(app, {**scope, "headers": pairs}))

    return ask


async def _call(app: MediaApp, scope: dict[str, Any]) -> Answer:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        raise AssertionError("nothing to receive")

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *parts = sent
    assert start["type"] == "http.response.start"
    assert [part.get("more_body", False) for part in parts] == [True] * (len(parts) - 1) + [False]
    assert all(len(part.get("body", b"")) <= CHUNK_BYTES for part in parts)
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    assert len(headers) == len(start["headers"])
    return Answer(start["status"], headers, b"".join(part.get("body", b"") for part in parts))


def path_for(
    viewer_key: str = "mine", *, sha256: str = SHA256, ending: str = "m4a", track: str = TRACK
) -> str:
    return capability.grant(
        KEYS, sha256=sha256, ending=ending, viewer_key=viewer_key, ttl_s=TTL_S, track=track
    ).path


def assert_refused(answer: Answer, status: int = 403) -> None:
    assert answer.status == status
    assert answer.headers.items() >= {**SAFE, "cache-control": "no-store"}.items()
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(answer.body) == int(answer.headers["content-length"]) < 100
