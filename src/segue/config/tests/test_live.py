"""The live connection: for signed-in people, from our own pages, told after the commit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from prometheus_client import REGISTRY
from pydantic import Field

from segue.config.tests.page import LivePage
from segue.kernel.ids import new_id
from segue.kernel.realtime import LiveMessage, push, push_on_commit

pytestmark = pytest.mark.django_db(transaction=True)
PONG = {"topic": "pong"}
ORIGIN = (b"origin", settings.SEGUE.origin.encode())


class Pressed(LiveMessage):
    topic = "test.pressed"
    data: dict[str, int] = Field(default_factory=dict)


def sign_in(name: str) -> tuple[Any, tuple[bytes, bytes]]:
    """The user and the header of their browser."""
    user = get_user_model().objects.create_user(name, f"{name}@example.org")
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return user, (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())


def play(story: Callable[[], Awaitable[None]]) -> None:
    """Run the story in an event loop, with this thread as the one for synchronous code."""

    async def told() -> None:
        try:
            async with asyncio.timeout(30):
                await story()
        finally:
            layer: Any = get_channel_layer()
            await layer.flush()

    async_to_sync(told)()


def test_signed_out_page_is_told_so() -> None:
    async def story() -> None:
        page = LivePage(ORIGIN)
        await page.connect()
        assert await page.close_code() == 4401
        await page.disconnect()

    play(story)


@pytest.mark.parametrize(
    "origin",
    [
        b"http://evil.example",
        b"http://localhost:8000.evil.example",
        b"http://localhost:8001",
        b"https://localhost:8000",
        b"null",
        b"",
        None,
    ],
)
def test_other_origins_are_refused_with_a_valid_cookie(origin: bytes | None) -> None:
    _, cookie = sign_in("ines")
    host = (b"host", b"localhost:8000")
    headers = (cookie, host) if origin is None else (cookie, host, (b"origin", origin))

    async def story() -> None:
        page = LivePage(*headers)
        assert await page.connect() is False
        await page.disconnect()

    play(story)


def test_message_reaches_each_page_of_that_user_after_the_commit() -> None:
    (ines, her_cookie), (_, his_cookie) = sign_in("ines"), sign_in("ollo")
    message = Pressed(id=new_id(), data={"count": 3})

    async def story() -> None:
        pages = [LivePage(ORIGIN, her_cookie), LivePage(ORIGIN, her_cookie), LivePage(ORIGIN, his_cookie)]
        for page in pages:
            assert await page.connect() is True
        first, second, other = pages

        def commit() -> None:
            with transaction.atomic():
                push_on_commit([ines.pk], message)

        await sync_to_async(commit)()
        expected = {"topic": "test.pressed", "id": str(message.id), "data": {"count": 3}}
        assert await first.receive() == expected
        assert await second.receive() == expected
        assert await other.ping() == PONG, "nothing came before it"
        for page in pages:
            await page.disconnect()

    play(story)


def test_nothing_is_sent_before_the_commit_or_after_a_rollback() -> None:
    ines, cookie = sign_in("ines")
    kept, undone = Pressed(id=new_id()), Pressed(id=new_id())

    def roll_back() -> None:
        with transaction.atomic():
            push_on_commit([ines.pk], undone)
            transaction.set_rollback(True)

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        await sync_to_async(roll_back)()
        assert await page.ping() == PONG, "nothing came before it"
        await sync_to_async(push_on_commit)([ines.pk], kept)
        assert (await page.receive())["id"] == str(kept.id)
        await page.disconnect()

    play(story)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"type": "shout"}', "[" * 5000])
def test_nonsense_is_ignored(text: str) -> None:
    _, cookie = sign_in("ines")

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        await page.send(text=text)
        await page.send(data=b"\xff")
        assert await page.ping() == PONG
        await page.disconnect()

    play(story)


def test_open_sockets_are_counted() -> None:
    _, cookie = sign_in("ines")

    def count() -> float:
        return REGISTRY.get_sample_value("segue_live_sockets") or 0.0

    async def story() -> None:
        before, page = await sync_to_async(count)(), LivePage(ORIGIN, cookie)
        await page.connect()
        await page.ping()
        assert await sync_to_async(count)() == before + 1
        await page.disconnect()
        assert await sync_to_async(count)() == before

    play(story)


def test_push_from_a_thread_without_a_loop() -> None:
    """As workers do."""
    ines, cookie = sign_in("ines")
    message = Pressed(id=new_id())
    event = {"type": "live.message", "content": message.wire()}

    async def story() -> None:
        page = LivePage(ORIGIN, cookie)
        await page.connect()
        await asyncio.to_thread(push._push, [push.user_group(ines.pk)], event)
        assert (await page.receive())["id"] == str(message.id)
        await page.disconnect()

    play(story)
