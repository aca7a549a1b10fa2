"""This process's connection to Valkey for rate limits, which never makes a request wait for long."""

import time
from functools import lru_cache

from django.conf import settings
from limits.storage import RedisStorage
from redis.backoff import NoBackoff
from redis.retry import Retry

AWAY_S = 3.0
"""How long Valkey isn't asked again after it didn't answer, or each request would wait for it."""
ANSWER_S = 1.0
KEY_PREFIX = "segue.limits"


class ValkeyConnection:
    """Connects at the first question."""

    def __init__(self, url: str, *, answer_s: float = ANSWER_S) -> None:
        self.storage = RedisStorage(
            url,
            key_prefix=KEY_PREFIX,
            socket_connect_timeout=answer_s,
            socket_timeout=answer_s,
            retry=Retry(NoBackoff(), 1),  # type: ignore[arg-type]  # once: a kept connection may have ended
        )
        self._away_until_s = 0.0

    def is_away(self) -> bool:
        return time.monotonic() < self._away_until_s

    def note_failure(self) -> None:
        self._away_until_s = time.monotonic() + AWAY_S


def connection() -> ValkeyConnection:
    return _connection(settings.VALKEY_URL)


@lru_cache(maxsize=2)
def _connection(url: str) -> ValkeyConnection:
    return ValkeyConnection(url)
