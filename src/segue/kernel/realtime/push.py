"""Tell people's browsers something once the transaction has committed."""

import asyncio
import hashlib
import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from prometheus_client import Counter
from pydantic import BaseModel, ConfigDict
from redis.exceptions import RedisError

TIMEOUT_S = 1.0  # a request waits for its pushes
PUSHES_LOST = Counter("segue_pushes_lost", "Live messages that the channel layer didn't take")

log = structlog.get_logger(__name__)


class LiveMessage(BaseModel):
    """Subclasses live in an app's `push.py`, set `topic`, and add their fields under `data`."""

    model_config = ConfigDict(frozen=True)
    topic: ClassVar[str]
    id: uuid.UUID

    def wire(self) -> dict[str, Any]:
        """{"topic", "id", "data"} as plain JSON values."""
        fields = self.model_dump(mode="json")
        return {"topic": self.topic, "id": fields["id"], "data": fields.get("data", {})}


def user_group(user_id: uuid.UUID) -> str:
    return f"user.{user_id.hex}"


def push_on_commit(recipients: Iterable[uuid.UUID], message: LiveMessage) -> None:
    """Send to every open page of these users; lost without harm when nobody listens."""
    groups = [user_group(user_id) for user_id in recipients]
    event = {"type": "live.message", "content": message.wire()}
    transaction.on_commit(lambda: _push(groups, event))


def end_connections_on_commit(user_id: uuid.UUID, *, but_of: str = "") -> None:
    """Close every socket of this user; one that isn't reached asks by itself before long whether it may stay.

    So does the one of the viewer key `but_of`, whose browser is about to get another: told now, it would ask who it is
    with the old one, and the answer could take the new one away.
    """
    event = {"type": "live.end", "but_of": socket_mark(but_of) if but_of else ""}
    transaction.on_commit(lambda: _push([user_group(user_id)], event))


def socket_mark(viewer_key: str) -> str:
    """Tells sockets apart without telling keys."""
    return hashlib.sha256(viewer_key.encode()).hexdigest()


def _push(groups: list[str], event: dict[str, Any]) -> None:
    try:
        async_to_sync(_send_all)(groups, event)
    except (RedisError, OSError) as error:
        PUSHES_LOST.inc()
        topic = event.get("content", {}).get("topic", event["type"])
        log.warning("push_lost", topic=topic, reason=str(error) or "timed out")


async def _send_all(groups: list[str], event: dict[str, Any]) -> None:
    layer: Any = get_channel_layer()
    async with asyncio.timeout(TIMEOUT_S):
        for group in groups:
            await layer.group_send(group, event)
