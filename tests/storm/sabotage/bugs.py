"""Six bugs of the kinds that job systems really have; a storm that doesn't notice one of them proves nothing."""

import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from segue.kernel.jobs import queue, reconciler, turns
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.pipeline import Output, known_kinds, pipeline_of, register
from segue.kernel.storage.local import LocalStorage
from segue.kernel.storage.store import StoredObject, key_of
from tests.storm.sabotage.marks import die_if_marked

BETWEEN = "between record and step"
HALF_WRITTEN = "half written"


def is_planted(bug: str) -> bool:
    return os.environ.get("STORM_BUG") == bug


def plant() -> None:
    for name, planting in BUGS.items():
        if is_planted(name):
            planting()


def nobody_takes_over() -> None:
    """The job of a dead worker stays its own."""
    turns.lease_ended = lambda: Q(pk__isnull=True)


def hints_are_the_truth() -> None:
    """What the broker forgets is never asked for again."""
    reconciler.tick = lambda: None


def crashes_are_verdicts() -> None:
    """A tool that was killed is held against the file."""
    fail = queue.fail_step

    def fail_for_good(claimed: queue.Claim, failure: StepFailed) -> None:
        fail(claimed, StepFailed(failure.code, failure.message, FailureKind.PERMANENT))

    queue.fail_step = fail_for_good


def two_transactions() -> None:
    """A step's effects are committed before the step is marked as done."""
    recorded = threading.local()
    for kind in known_kinds():
        pipeline = pipeline_of(kind)
        steps = tuple(replace(step, record=_once(step.record, recorded)) for step in pipeline.steps)
        register(replace(pipeline, steps=steps))
    complete: Callable[..., None] = queue.complete_step

    def complete_later(claimed: queue.Claim, output: Output, **options: Any) -> None:
        job = claimed.job
        recorded.is_done = False
        with transaction.atomic():
            pipeline_of(job.kind).step(job.step).record(job, output)
        recorded.is_done = True
        if job.step == "publish":
            die_if_marked(BETWEEN, attempts=job.attempts)
        complete(claimed, output, **options)
        recorded.is_done = False

    queue.complete_step = complete_later


def written_in_place() -> None:
    """An object has its name before it is whole."""

    def adopt_file(self: LocalStorage, source: Path, *, sha256: str | None = None) -> StoredObject:
        content = source.read_bytes()
        name = hashlib.sha256(content).hexdigest()
        path = self.root / key_of(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content[: len(content) // 2])
            die_if_marked(HALF_WRITTEN)
            path.write_bytes(content)
        source.unlink()
        return StoredObject(key=key_of(name), sha256=name, bytes=len(content))

    LocalStorage.adopt_file = adopt_file  # type: ignore[method-assign]


def nobody_cleans() -> None:
    """Planted in the janitor, which then does nothing."""


def _once(record: Callable[[Job, Output], None], recorded: threading.local) -> Callable[[Job, Output], None]:
    def record_once(job: Job, output: Output) -> None:
        if not getattr(recorded, "is_done", False):
            record(job, output)

    return record_once


BUGS: dict[str, Callable[[], None]] = {
    "nobody takes over": nobody_takes_over,
    "hints are the truth": hints_are_the_truth,
    "crashes are verdicts": crashes_are_verdicts,
    "two transactions": two_transactions,
    "written in place": written_in_place,
    "nobody cleans": nobody_cleans,
}
