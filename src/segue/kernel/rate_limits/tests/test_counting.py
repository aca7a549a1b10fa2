"""Limits are exact where guesses are counted, hold across threads, and fail as each of them should."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_django import Settings
from redis import Redis

from segue.kernel.rate_limits import LimitsUnavailable, RateLimit, RateLimited, allows, check, counting, hit
from segue.kernel.rate_limits.valkey import ValkeyConnection, connection


@pytest.fixture(autouse=True)
def limits(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> ValkeyConnection:
    """On, and with the patience that a busy machine needs."""
    settings.RATE_LIMITS_ENABLED = True
    patient = ValkeyConnection(settings.VALKEY_URL, answer_s=60)
    monkeypatch.setattr(counting, "connection", lambda: patient)
    return patient


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> ValkeyConnection:
    """No Valkey listens there."""
    lost = ValkeyConnection("redis://127.0.0.1:1")
    monkeypatch.setattr(counting, "connection", lambda: lost)
    return lost


@pytest.fixture
def name() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def valkey(settings: Settings) -> Iterator[Redis]:
    with Redis.from_url(settings.VALKEY_URL) as client:
        yield client


@pytest.mark.parametrize("is_strict", [True, False])
def test_it_lets_so_many_through_for_each_key(name: str, is_strict: bool) -> None:
    limit = RateLimit(name, 3, 60, is_strict)
    for _ in range(3):
        check(limit, "ines")
        hit(limit, "ines")
    for ask in (hit, check):
        with pytest.raises(RateLimited) as refused:
            ask(limit, "ines")
        assert refused.value.retry_after_s in range(1, 61)
    assert not allows(limit, "ines")
    assert allows(limit, "emil")
    assert allows(limit, "ines", "elsewhere")
    assert allows(RateLimit(f"{name}-other", 3, 60, is_strict), "ines")


def test_what_was_refused_doesnt_count(name: str, valkey: Redis) -> None:
    limit = RateLimit(name, 2, 60, is_strict=True)
    found = [allows(limit, "x") for _ in range(20)]
    assert found == [True, True] + [False] * 18
    (key,) = valkey.scan_iter(f"segue.limits:*{name}*")
    assert valkey.llen(key) == 2


@pytest.mark.parametrize("is_strict", [True, False])
def test_fifty_threads_get_no_more_through_than_one(name: str, is_strict: bool) -> None:
    limit = RateLimit(name, 10, 60, is_strict)
    with ThreadPoolExecutor(50) as threads:
        passed = sum(threads.map(lambda _: allows(limit, "x"), range(200)))
    assert passed == 10


def test_keys_tell_nothing_of_whom_they_count(name: str, valkey: Redis) -> None:
    allows(RateLimit(name, 1, 60), "ines@example.org", "203.0.113.7")
    keys = list(valkey.scan_iter(f"*{name}*"))
    assert keys
    assert not any(b"ines" in key or b"203.0" in key for key in keys)


def test_no_limit_counts_nothing(name: str, nowhere: ValkeyConnection) -> None:
    assert allows(RateLimit(name, 0, 60, is_strict=True), "x")


def test_without_valkey_strict_ones_refuse_and_others_let_pass(name: str, nowhere: ValkeyConnection) -> None:
    for _ in range(5):
        hit(RateLimit(name, 1, 60), "x")
        for ask in (hit, check):
            with pytest.raises(LimitsUnavailable) as refused:
                ask(RateLimit(name, 1, 60, is_strict=True), "x")
            assert refused.value.retry_after_s == 3
    assert nowhere.is_away()


def test_valkey_isnt_asked_again_at_once_and_then_is(name: str, limits: ValkeyConnection) -> None:
    limit = RateLimit(name, 1, 60, is_strict=True)
    limits.note_failure()
    with pytest.raises(LimitsUnavailable):
        hit(limit, "x")
    limits._away_until_s = 0.0
    hit(limit, "x")


def test_a_process_keeps_one_connection() -> None:
    assert connection() is connection()
