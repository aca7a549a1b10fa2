"""How often something may be done: counted in Valkey, atomically, for all processes and machines together."""

from segue.kernel.rate_limits.counting import (
    LimitsUnavailable,
    RateLimit,
    RateLimited,
    allows,
    check,
    hit,
)

__all__ = ["LimitsUnavailable", "RateLimit", "RateLimited", "allows", "check", "hit"]
