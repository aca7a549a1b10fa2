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
POINT_DEADLINE_S = 60.0
SETTLE_DEADLINE_S = 240.0
AHEAD = 3
"""Uploads that are on their way at any moment, so that faults always strike work."""
NEXT_SONG_S = 2
"""A kill point that nobody comes to by then gets one more upload."""
PAUSE_S = (0.1, 0.8)


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
) -> Outcome:
    """`points` are each hit once, `strikes` are kinds of faults; both in a random order that `seed` gives."""
    started = time.monotonic()
    plant = StormPlant(folder, bug=bug)
    try:
        plant.build()
        songs = _announce_all(plant, job_count, seed)
        uploader = Uploader(_signed_in(plant), songs)
        uploader.thread.start()
        struck, hit = _blow(plant, uploader, [*points], [*strikes], random.Random(seed))
        _settle(plant, uploader, settle_s)
        verdict = judge(plant, songs, rung_count=rung_count)
        return Outcome(verdict, struck, hit, time.monotonic() - started)
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


def _blow(
    plant: StormPlant, uploader: Uploader, points: list[str], strikes: list[str], dice: random.Random
) -> tuple[Counter[str], frozenset[str]]:
    plan = [("point", point) for point in points] + [("strike", kind) for kind in strikes]
    dice.shuffle(plan)
    struck: Counter[str] = Counter()
    hit: set[str] = set()
    for number, (what, name) in enumerate(plan):
        uploader.allow(len(uploader.songs) * number // len(plan) + AHEAD)
        plant.wait_alive()
        if what == "point":
            if _strike_at(plant, uploader, name):
                hit.add(name)
                struck["kill point"] += 1
        else:
            _strike(plant, name, dice)
            struck[name] += 1
        plant.keep_for(dice.uniform(*PAUSE_S))
    uploader.allow(len(uploader.songs))
    return struck, frozenset(hit)


def _strike_at(plant: StormPlant, uploader: Uploader, point: str) -> bool:
    """Whether a worker came to the point, and died there."""
    mark = plant.marks / point
    mark.touch()
    started, waited = time.monotonic(), 0
    while mark.exists() and time.monotonic() < started + POINT_DEADLINE_S:
        plant.keep_for(0.1)
        if int(time.monotonic() - started) >= waited + NEXT_SONG_S:
            waited += NEXT_SONG_S
            uploader.allow(uploader.sent + 1)
    mark.unlink(missing_ok=True)
    return mark.with_name(f"{point}.hit").exists()


def _strike(plant: StormPlant, kind: str, dice: random.Random) -> None:
    """Waits for something of the kind to be there."""
    deadline = time.monotonic() + POINT_DEADLINE_S
    while not faults.strike(plant, kind, dice):
        plant.keep()
        assert time.monotonic() < deadline, f"no {kind} to strike"


def _settle(plant: StormPlant, uploader: Uploader, settle_s: float) -> None:
    """Until all uploads are done and told of, or nothing more can be expected."""
    deadline = time.monotonic() + settle_s
    while time.monotonic() < deadline:
        if not uploader.thread.is_alive() and is_settled(plant):
            return
        plant.keep_for(0.5)
