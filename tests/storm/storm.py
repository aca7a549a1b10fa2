"""One storm: uploads flow, faults strike one after another, and at the end everything is counted."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.running import Api
from tests.storm import faults
from tests.storm.plant import StormPlant
from tests.storm.uploader import Song, Uploader, announce
from tests.storm.verdict import Verdict, is_settled, judge

PASSWORD = "three quiet harbours"
POINT_DEADLINE_S = 600.0
"""As long as new uploads keep coming, the pipeline of the other qualities waits, and so do its kill points."""
STRIKE_DEADLINE_S = 90.0
SETTLE_DEADLINE_S = 240.0
AHEAD = 3
"""Uploads that are on their way at any moment, so that faults always strike work."""
NEXT_SONG_S = 3
"""A kill point that nobody comes to by then gets one more upload."""
PAUSE_S = (0.1, 0.8)
POLL_S = 0.1
ARMED = 2
"""Kill points that lie in wait at a time."""


@dataclass(frozen=True)
class Outcome:
    """`struck`: faults by kind; `points`: named kill points that were hit."""

    verdict: Verdict
    struck: Counter[str]
    points: frozenset[str]
    seconds: float


def run_storm(
    folder: Path,
    *,
    job_count: int,
    points: Sequence[str],
    strikes: Sequence[str],
    rung_count: int,
    seed: int,
    bug: str = "",
    settle_s: float = SETTLE_DEADLINE_S,
    point_s: float = POINT_DEADLINE_S,
) -> Outcome:
    """`points` are each hit once, `strikes` are kinds of faults; both in a random order that `seed` gives."""
    started = time.monotonic()
    plant = StormPlant(folder, bug=bug)
    try:
        plant.build()
        songs = _announce_all(plant, job_count, seed)
        uploader = Uploader(_signed_in(plant), songs)
        uploader.thread.start()
        blow = Blow(plant, uploader, random.Random(seed), point_s)
        blow.run([*points], [*strikes])
        _settle(plant, uploader, settle_s)
        verdict = judge(plant, songs, rung_count=rung_count)
        return Outcome(verdict, blow.struck, frozenset(blow.hit), time.monotonic() - started)
    finally:
        plant.tear_down()


def _announce_all(plant: StormPlant, job_count: int, seed: int) -> list[Song]:
    who = ("--email", "ines@example.org", "--username", "ines", "--password-stdin")
    plant.manage("create_user", *who, stdin=PASSWORD)
    api = _signed_in(plant)
    artist_id = api.call("POST", "/api/v1/artists", {"name": "Marram"})["id"]
    return [announce(api, artist_id, number, seed) for number in range(job_count)]


def _signed_in(plant: StormPlant) -> Api:
    api = Api(plant.origin)
    api.sign_in("ines", PASSWORD)
    return api


class Blow:
    """Strikes one thing after another, while two kill points at a time lie in wait for whoever comes by."""

    def __init__(self, plant: StormPlant, uploader: Uploader, dice: random.Random, point_s: float) -> None:
        self.plant = plant
        self.uploader = uploader
        self.dice = dice
        self.point_s = point_s
        self.struck: Counter[str] = Counter()
        self.hit: set[str] = set()
        self.armed: dict[str, float] = {}
        self.moved_at = time.monotonic()

    def run(self, points: list[str], strikes: list[str]) -> None:
        plan = [("point", point) for point in points] + [("strike", kind) for kind in strikes]
        self.dice.shuffle(plan)
        total = len(plan)
        begun_at = time.monotonic()
        while plan or self.armed:
            self.uploader.allow(len(self.uploader.songs) * (total - len(plan)) // max(total, 1) + AHEAD)
            self.plant.wait_alive()
            if plan and self._begin(*plan[0]):
                plan.pop(0)
                begun_at = time.monotonic()
                self.plant.keep_for(self.dice.uniform(*PAUSE_S))
            elif not self.armed and time.monotonic() > begun_at + STRIKE_DEADLINE_S:
                break  # there is nothing left to strike: whoever counts the faults will see
            self._collect()
            self._hurry()
        self.uploader.allow(len(self.uploader.songs))

    def _begin(self, what: str, name: str) -> bool:
        """False when it can't be done just now."""
        if what == "strike":
            is_done = faults.strike(self.plant, name, self.dice)
            self.struck[name] += is_done
            return is_done
        if len(self.armed) >= ARMED:
            return False
        (self.plant.marks / name).touch()
        self.armed[name] = time.monotonic() + self.point_s
        return True

    def _collect(self) -> None:
        """Who came to a point has died there; nobody may come to one any more that had its time."""
        for name, deadline in list(self.armed.items()):
            mark = self.plant.marks / name
            if mark.exists() and time.monotonic() < deadline:
                continue
            mark.unlink(missing_ok=True)
            is_hit = mark.with_name(f"{name}.hit").exists()
            self.struck["kill point"] += is_hit
            self.hit |= {name} if is_hit else set()
            self.armed.pop(name)
            self.moved_at = time.monotonic()

    def _hurry(self) -> None:
        """One more upload, when nobody has come by for a while."""
        if time.monotonic() > self.moved_at + NEXT_SONG_S:
            self.uploader.allow(self.uploader.sent + 1)
            self.moved_at = time.monotonic()
        self.plant.keep_for(POLL_S)


def _settle(plant: StormPlant, uploader: Uploader, settle_s: float) -> None:
    """Until all uploads are done and told of, or nothing more can be expected."""
    deadline = time.monotonic() + settle_s
    while time.monotonic() < deadline:
        if not uploader.thread.is_alive() and is_settled(plant):
            return
        plant.keep_for(0.5)
