"""The state of each part, as the health page tells it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from django.conf import settings
from django.db import Error, connection
from ninja import Schema
from redis import Redis
from redis.exceptions import RedisError

import segue
from segue.kernel.jobs.heartbeat import is_alive
from segue.kernel.storage.state import storage_state

VALKEY_TIMEOUT_S = 1.0
PROCESSES = ("worker", "beat", "reconciler")


class PartHealth(Schema):
    status: Literal["ok", "down"]
    detail: str


class Health(Schema):
    status: Literal["ok", "degraded"]
    version: str
    parts: dict[str, PartHealth]


def check() -> Health:
    """Ask every part. Without its database Segue is down; without another part it is degraded."""
    parts = {"database": _ask(_database), "valkey": _ask(_valkey), "storage": _ask(_storage)}
    if settings.SEGUE.stores:
        parts["secrets"] = _ask(_secrets)
    parts |= _processes(is_known=parts["database"].status == "ok")
    is_ok = all(part.status == "ok" for part in parts.values())
    return Health(status="ok" if is_ok else "degraded", version=segue.__version__, parts=parts)


class PartDown(Exception):
    """The text says how."""


def _ask(ask: Callable[[], str]) -> PartHealth:
    try:
        return PartHealth(status="ok", detail=ask())
    except (PartDown, Error, RedisError, OSError) as error:
        return PartHealth(
            status="down", detail=str(error).strip().splitlines()[0][:200] if str(error) else "down"
        )


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
    return f"PostgreSQL {row[0]}"


def _valkey() -> str:
    client = Redis.from_url(
        settings.VALKEY_URL, socket_timeout=VALKEY_TIMEOUT_S, socket_connect_timeout=VALKEY_TIMEOUT_S
    )
    try:
        facts = client.info("server")
    finally:
        client.close()
    return f"Valkey {facts.get('valkey_version', facts.get('redis_version', ''))}"


def _storage() -> str:
    state = storage_state(settings.SEGUE)
    if state.status == "fail":
        raise PartDown(state.text)
    return state.text


def _secrets() -> str:
    """As this process last found them; nothing is asked here. The values that were read stay in use."""
    for store in settings.SEGUE.stores:
        if store.state.since_s is not None:
            since = datetime.fromtimestamp(store.state.since_s, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            raise PartDown(f"Since {since}: {store.state.detail}")
    return ", ".join(store.label for store in settings.SEGUE.stores)


def _processes(*, is_known: bool) -> dict[str, PartHealth]:
    """They show life in the database; without it nobody waits for one timeout after another."""
    if not is_known:
        return dict.fromkeys(PROCESSES, PartHealth(status="down", detail="Not known without the database"))
    return {name: _ask(partial(_process, name)) for name in PROCESSES}


def _process(part: str) -> str:
    if not is_alive(part):
        raise PartDown("Not seen in the last 45 s")
    return "alive"
