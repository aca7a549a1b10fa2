"""Whoever reads slowly gets no more than they may have while they read."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from segue.kernel.capability import Capability
from segue.kernel.storage import LocalStorage
from segue.streaming import access
from segue.streaming.access import RECHECK_S, AccessCheck
from segue.streaming.delivery import MediaApp
from segue.streaming.file_reader import CHUNK_BYTES
from segue.streaming.tests.media_browser import CONTENT, KEYS, SHA256, path_for, put
from segue.streaming.tests.test_delivery import open_files

Pieces = list[dict[str, Any]]


class World:
    """A time that only passes when told, and an access that can be withdrawn."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.is_allowed = True
        self.asked = 0

    def ask(self, granted: Capability, viewer_key: str) -> bool:
        self.asked += 1
        return self.is_allowed


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, clock: SimpleNamespace) -> World:
    world = World()
    monkeypatch.setattr(access, "time", SimpleNamespace(monotonic=lambda: world.now_s))
    return world


def read(folder: Path, world: World, after_piece: Callable[[int], None], **headers: str) -> Pieces:
    """What a client gets that does this after each piece, by its number."""
    put(folder, SHA256, CONTENT)
    app = MediaApp(keys=KEYS, storage=LocalStorage(folder), may_have=AccessCheck(world.ask))
    sent: Pieces = []

    async def send(message: Any) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            after_piece(len(sent) - 1)

    async def receive() -> Any:
        raise AssertionError("nothing to receive")

    pairs = [
        (b"cookie", b"sessionid=mine"),
        *((name.encode(), text.encode()) for name, text in headers.items()),
    ]
    scope = {"type": "http", "method": "GET", "path": path_for(), "query_string": b"", "headers": pairs}
    asyncio.run(app(scope, receive, send))
    return sent


def body(sent: Pieces) -> bytes:
    return b"".join(piece["body"] for piece in sent[1:])


@pytest.mark.parametrize("headers", [{}, {"range": f"bytes=0-{len(CONTENT) - 1}"}])
def test_what_is_withdrawn_meanwhile_is_broken_off(
    headers: dict[str, str], world: World, tmp_path: Path
) -> None:
    def withdraw(piece: int) -> None:
        world.is_allowed = False
        world.now_s += RECHECK_S

    sent = read(tmp_path, world, withdraw, **headers)
    assert body(sent) == CONTENT[:CHUNK_BYTES]
    assert sent[-1]["more_body"]  # its end is never sent, so nobody takes it for the whole
    assert dict(sent[0]["headers"])[b"content-length"] == str(len(CONTENT)).encode()
    assert world.asked == 2
    assert open_files(tmp_path) == []


def test_a_verdict_stands_for_a_while(world: World, tmp_path: Path) -> None:
    """Withdrawn at once, the rest goes on until the verdict is as old as that."""

    def withdraw(piece: int) -> None:
        world.is_allowed = False
        world.now_s += RECHECK_S / 2

    assert body(read(tmp_path, world, withdraw)) == CONTENT[: 2 * CHUNK_BYTES]
    assert world.asked == 2


def test_who_may_go_on_gets_all_of_it_however_slowly(world: World, tmp_path: Path) -> None:
    def wait(piece: int) -> None:
        world.now_s += 10 * RECHECK_S

    sent = read(tmp_path, world, wait)
    assert body(sent) == CONTENT
    assert [piece["more_body"] for piece in sent[1:]] == [True, True, False]
    assert world.asked == 3


def test_who_reads_quickly_costs_one_question(world: World, tmp_path: Path) -> None:
    assert body(read(tmp_path, world, lambda piece: None)) == CONTENT
    assert world.asked == 1
