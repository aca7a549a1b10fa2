"""Access is asked again now and then, and survives the loss of the database."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from segue.kernel.capability import Capability
from segue.streaming import access
from segue.streaming.access import RECHECK_S, WITHOUT_DATABASE_S, AccessCheck

TRACK = "0a" * 16
OBJECT = Capability("ab" * 32, "jpg", "", 1, "", "")
SONG = Capability("ab" * 32, "m4a", TRACK, 1, "", "")


class Rule:
    """Answers as told, and counts the questions."""

    def __init__(self) -> None:
        self.answer: bool | Exception = True
        self.asked: list[tuple[Capability, str]] = []

    def __call__(self, granted: Capability, viewer_key: str) -> bool:
        self.asked.append((granted, viewer_key))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """`clock.now` can be moved."""
    moving = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(access, "time", SimpleNamespace(monotonic=lambda: moving.now))
    return moving


def test_an_answer_is_good_for_a_while_and_for_one_browser(clock: SimpleNamespace) -> None:
    rule = Rule()
    check = AccessCheck(rule)

    async def story() -> list[bool]:
        answers = [await check(OBJECT, "mine"), await check(OBJECT, "yours")]
        rule.answer = False
        clock.now += RECHECK_S - 1
        answers.append(await check(OBJECT, "mine"))
        clock.now += 1
        return [*answers, await check(OBJECT, "mine"), await check(OBJECT, "mine")]

    assert asyncio.run(story()) == [True, True, True, False, False]
    assert rule.asked == [(OBJECT, "mine"), (OBJECT, "yours"), (OBJECT, "mine")]


def test_without_the_database_the_last_answer_stands(clock: SimpleNamespace) -> None:
    rule = Rule()
    check = AccessCheck(rule)

    async def story() -> list[bool]:
        rule.answer = False
        refused = await check(OBJECT, "refused")
        rule.answer = OperationalError("gone")
        clock.now += RECHECK_S
        return [refused, await check(OBJECT, "refused"), await check(OBJECT, "new")]

    assert asyncio.run(story()) == [False, False, True]


def test_a_database_that_is_away_is_not_asked_for_each_piece(clock: SimpleNamespace) -> None:
    rule = Rule()
    check = AccessCheck(rule)

    async def story() -> list[bool]:
        rule.answer = OperationalError("gone")
        answers = [await check(SONG, "mine"), await check(SONG, "mine")]
        rule.answer = False
        clock.now += WITHOUT_DATABASE_S - 1
        answers.append(await check(SONG, "mine"))
        clock.now += 1
        return [*answers, await check(SONG, "mine")]

    assert asyncio.run(story()) == [True, True, True, False]
    assert len(rule.asked) == 2


def test_what_is_remembered_is_bounded(clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "MAX_REMEMBERED", 2)
    rule = Rule()
    check = AccessCheck(rule)

    async def story() -> None:
        for key in ("a", "b", "c", "c"):
            await check(OBJECT, key)

    asyncio.run(story())
    assert [key for _, key in rule.asked] == ["a", "b", "c"]


def test_one_answer_is_good_for_all_renditions_of_a_track_and_for_no_other(clock: SimpleNamespace) -> None:
    rule = Rule()
    check = AccessCheck(rule)
    other_rung, other_track = replace(SONG, sha256="cd" * 32), replace(SONG, track="0b" * 16)

    async def story() -> None:
        for granted in (SONG, other_rung, other_track, OBJECT):
            await check(granted, "mine")

    asyncio.run(story())
    assert rule.asked == [(SONG, "mine"), (other_track, "mine"), (OBJECT, "mine")]
