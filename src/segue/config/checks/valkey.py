"""The queue: whether it answers, and whether it keeps what it is given."""

from collections.abc import Iterator, Mapping
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from segue.config.checks.finding import Finding
from segue.env import Settings

TIMEOUT_S = 5.0
LEAST_VERSIONS = {"valkey": (7, 2), "redis": (6, 2)}
KEEPS_ALL = "noeviction"


def check_valkey(settings: Settings) -> Iterator[Finding]:
    if settings.valkey_url is None:
        yield Finding("queue", "ok", "starts with Segue")
        return
    try:
        facts = _facts(settings.valkey_url.get_secret_value())
    except (RedisError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:300]
        yield Finding(
            "queue", "fail", f"can't be reached: check VALKEY_URL, and that the server runs. {reason}"
        )
        return
    yield judge_version(facts)
    yield judge_eviction(facts)


def judge_version(facts: Mapping[str, Any]) -> Finding:
    """`facts`: what INFO tells."""
    kind = "valkey" if "valkey_version" in facts else "redis"
    version = str(facts[f"{kind}_version"])
    least = LEAST_VERSIONS[kind]
    text = f"{kind.title()} {version}"
    if tuple(map(int, version.split(".")[:2])) < least:
        needed = ".".join(map(str, least))
        return Finding("queue", "fail", f"{text}: Segue needs {needed} or newer; upgrade the server.")
    return Finding("queue", "ok", text)


def judge_eviction(facts: Mapping[str, Any]) -> Finding:
    policy = facts.get("maxmemory_policy", KEEPS_ALL)
    if policy != KEEPS_ALL:
        advice = (
            f"set `maxmemory-policy {KEEPS_ALL}` there, or jobs and rate limits are lost when memory is short"
        )
        return Finding("queue memory", "warn", f"{policy}: {advice}.")
    return Finding("queue memory", "ok", "nothing is evicted")


def _facts(url: str) -> dict[str, Any]:
    with Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S) as client:
        return {**client.info("server"), **client.info("memory")}
