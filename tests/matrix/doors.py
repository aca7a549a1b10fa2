"""The doors before Django: media, uploads and sockets, asked as each actor asks them."""

import asyncio
import re
import uuid
from typing import Any

from django.conf import settings
from django.test import Client

from segue.config.tests.page import LivePage
from segue.kernel import capability
from segue.kernel.http.viewer import viewer_key, viewer_keys
from segue.kernel.storage import media_storage
from segue.media.tests.tus_client import TOKEN, Tus
from segue.streaming.delivery import MediaApp
from segue.streaming.queries import may_have
from tests.matrix.world import World

Header = tuple[bytes, bytes]
MEDIA_PATH = re.compile(r"/media/[^\"\s?<]+")


def fetch(path: str, browser: Client, *headers: Header, method: str = "GET") -> int:
    """Status of a media address."""
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(b"cookie", cookie.encode()), *headers],
    }
    granted = capability.parse(path)
    is_allowed = {key: granted is not None and may_have(granted, key) for key in viewer_keys(scope)}

    async def recheck(granted: capability.Capability, viewer_key: str) -> bool:
        return is_allowed[viewer_key]

    app = MediaApp(keys=settings.CAPABILITY_KEYS, storage=media_storage(), may_have=recheck)
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {}

    async def send(message: Any) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    asyncio.run(app(scope, receive, send))
    return statuses[0]


def raw_headers(world: World, actor: str) -> list[Header]:
    """Cookie or token, as ASGI brings them."""
    found = [(name.lower().encode(), value.encode()) for name, value in world.headers[actor].items()]
    if world.sessions[actor]:
        found.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={world.sessions[actor]}".encode()))
    return found


def own_key(world: World, actor: str) -> str:
    return viewer_key({"headers": raw_headers(world, actor)})


class Sender(Tus):
    """A tus client with an actor's credentials."""

    def __init__(self, world: World, actor: str) -> None:
        super().__init__(None)
        self.headers |= world.headers[actor]
        if world.sessions[actor]:
            self.headers["Cookie"] = (
                f"csrftoken={TOKEN}; {settings.SESSION_COOKIE_NAME}={world.sessions[actor]}"
            )

    def try_all(self, upload_id: uuid.UUID) -> dict[str, int]:
        """Status by method. What the owner could do stops at something that isn't about who they are."""
        return {
            "OPTIONS": self.ask("OPTIONS", f"/uploads/{upload_id}").status,
            "HEAD": self.head(upload_id).status,
            "PATCH": self.patch(upload_id, 5, b"x").status,
            "POST": self.create(upload_id, 7).status,
        }


async def connect(world: World, actor: str) -> tuple[int, int]:
    """What the connection is closed with, and what a message is answered with; 0 for none, 1 for a pong."""
    page = LivePage(*raw_headers(world, actor), (b"origin", settings.SEGUE.origin.encode()))
    await page.connect()
    await page.send(text='{"type": "ping"}')
    try:
        answer = await page.receive()
        return 0, int(answer == {"topic": "pong"})
    except KeyError:
        return 4401, 0
    finally:
        await page.disconnect()
