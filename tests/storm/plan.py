"""What strikes in each storm: every named kill point once, then faults at random; and a storm for each seeded bug."""

import random
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tests.storm.faults import choose

STEPS = {
    "media.ingest": ("store", "probe", "tags", "prepare", "publish"),
    "media.renditions": ("encode", "features", "finish"),
}
POINTS = ("claimed", "working", "worked", "recorded", "committed")
STORAGE_POINTS = ("storage:before_rename", "storage:after_rename")
RUNG_COUNT = 5


@dataclass(frozen=True)
class Plan:
    job_count: int
    seed: int
    points: tuple[str, ...] = ()
    strikes: tuple[str, ...] = ()
    bug: str = ""
    settle_s: float = 300.0
    point_s: float = 600.0
    rung_count: int = field(default=RUNG_COUNT)

    def options(self) -> dict[str, Any]:
        return asdict(self)


def all_points() -> tuple[str, ...]:
    steps = [(kind, step) for kind, names in STEPS.items() for step in names]
    return tuple(f"{kind}:{step}:{point}" for kind, step in steps for point in POINTS) + STORAGE_POINTS


def storm_plan(fault_count: int, job_count: int, seed: int) -> Plan:
    """Raises ValueError when there are fewer faults than kill points."""
    points = all_points()
    if fault_count < len(points):
        raise ValueError(f"at least {len(points)} faults, one for each kill point")
    dice = random.Random(seed)
    strikes = tuple(choose(dice) for _ in range(fault_count - len(points)))
    return Plan(job_count, seed, points, strikes, settle_s=max(300.0, job_count))


SEEDED_POINTS = {
    "between record and step": "media.ingest:publish:recorded",
    "half written": "storage:before_rename",
}
"""Kill points that only a bug has, and what comes nearest to them without it."""


def control(plan: Plan) -> Plan:
    """The same storm without the bug."""
    return replace(plan, bug="", points=tuple(SEEDED_POINTS.get(point, point) for point in plan.points))


def bug_plans(seed: int) -> list[Plan]:
    """Each strikes where its bug would show."""
    job_count, settle_s = 3, 60.0
    where: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "nobody takes over": (("media.ingest:prepare:working",), ()),
        "hints are the truth": (("media.ingest:store:committed",), ("broker",) * 4),
        "crashes are verdicts": ((), ("media child",) * 3),
        "two transactions": (("between record and step",), ()),
        "written in place": (("half written",), ()),
        "nobody cleans": (("media.ingest:prepare:working", "media.ingest:prepare:worked"), ()),
    }
    return [
        # Strikes need songs that are still being worked on; kill points wait for theirs.
        Plan(job_count + 5 * len(strikes), seed, points, strikes, bug, settle_s, point_s=90.0)
        for bug, (points, strikes) in where.items()
    ]
