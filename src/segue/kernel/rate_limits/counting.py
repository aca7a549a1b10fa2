"""Rate limits on Valkey, by the `limits` library.

Strict limits guard what can be guessed: each try is remembered (moving window), so that no more than `count` ever fall
into any `per_s`, and nothing passes while Valkey is away. The others count roughly (sliding window, two numbers for
each key) and let everything pass then, since what they guard must go on.
"""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.conf import settings
from limits import RateLimitItemPerSecond
from limits.strategies import MovingWindowRateLimiter, RateLimiter, SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from segue.kernel.errors import DomainError, Refusal
from segue.kernel.rate_limits.valkey import AWAY_S, connection

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class RateLimit:
    """At most `count` in any `per_s` seconds for each key; a count of 0 means no limit. `name` is part of the key."""

    name: str
    count: int
    per_s: int
    is_strict: bool = False

    @property
    def item(self) -> RateLimitItemPerSecond:
        return RateLimitItemPerSecond(self.count, self.per_s, namespace=self.name)


class RateLimited(DomainError):
    code = "http.rate_limited"
    refusal = Refusal.RATE_LIMITED
    title = "That was too often"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"That was too often. Wait {_duration(retry_after_s)}, then try again.")
        self.retry_after_s = retry_after_s


class LimitsUnavailable(DomainError):
    """A strict limit can't be counted."""

    code = "http.limits_unavailable"
    refusal = Refusal.UNAVAILABLE
    title = "Nobody can sign in for a moment. Try again soon"
    retry_after_s = math.ceil(AWAY_S)


def hit(limit: RateLimit, *key: str) -> None:
    """Count one. Raises RateLimited, LimitsUnavailable."""
    if not _ask(limit, lambda limiter: limiter.hit(limit.item, _digest(key))):
        raise RateLimited(_retry_after_s(limit, key))


def check(limit: RateLimit, *key: str) -> None:
    """Whether another one would pass, without counting it. Raises RateLimited, LimitsUnavailable."""
    if not _ask(limit, lambda limiter: limiter.test(limit.item, _digest(key))):
        raise RateLimited(_retry_after_s(limit, key))


def allows(limit: RateLimit, *key: str) -> bool:
    """Count one, if it passes; for what is left out when it doesn't. Raises LimitsUnavailable."""
    return _ask(limit, lambda limiter: limiter.hit(limit.item, _digest(key)))


def _ask(limit: RateLimit, question: Callable[[RateLimiter], bool]) -> bool:
    if not settings.RATE_LIMITS_ENABLED or limit.count == 0:
        return True
    valkey = connection()
    if not valkey.is_away():
        try:
            return question(_limiter(limit))
        except (RedisError, OSError) as error:
            valkey.note_failure()
            log.warning("rate_limits_not_counted", reason=type(error).__name__)
    if limit.is_strict:
        raise LimitsUnavailable
    return True


def _limiter(limit: RateLimit) -> RateLimiter:
    storage = connection().storage
    return MovingWindowRateLimiter(storage) if limit.is_strict else SlidingWindowCounterRateLimiter(storage)


def _retry_after_s(limit: RateLimit, key: tuple[str, ...]) -> int:
    try:
        reset_at_s = _limiter(limit).get_window_stats(limit.item, _digest(key)).reset_time
    except (RedisError, OSError):
        return limit.per_s
    return min(max(math.ceil(reset_at_s - time.time()), 1), limit.per_s)


def _digest(key: tuple[str, ...]) -> str:
    """Valkey needn't know who someone is."""
    return hashlib.sha256("\0".join(key).encode(errors="replace")).hexdigest()[:32]


def _duration(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds" if seconds > 1 else "a second"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute"
