"""Named places in every step of every pipeline at which a worker can be killed."""

import threading
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, known_kinds, pipeline_of, register
from segue.kernel.storage.local import LocalStorage
from segue.kernel.storage.store import StoredObject
from tests.storm.sabotage.marks import die_if_marked

IN_THE_MIDDLE_S = 0.03


def install() -> None:
    for kind in known_kinds():
        register(_watched(pipeline_of(kind)))
    _watch_claims()
    _watch_storage()


def _watched(pipeline: Pipeline) -> Pipeline:
    return replace(pipeline, steps=tuple(_watched_step(step) for step in pipeline.steps))


def _watched_step(step: Step) -> Step:
    @wraps(step.work)
    def work(job: Job, outputs: Outputs) -> Output:
        middle = threading.Timer(IN_THE_MIDDLE_S, _die, (job, "working"))
        middle.daemon = True
        middle.start()
        try:
            output = step.work(job, outputs)
        finally:
            middle.cancel()
        _die(job, "working")  # for work that takes no time
        _die(job, "worked")
        return output

    @wraps(step.record)
    def record(job: Job, output: Output) -> None:
        step.record(job, output)
        _die(job, "recorded")

    return replace(step, work=work, record=record)


def _die(job: Job, point: str) -> None:
    die_if_marked(f"{job.kind}:{job.step}:{point}", attempts=job.attempts)


def _watch_claims() -> None:
    claim, complete = queue.claim, queue.complete_step

    @wraps(claim)
    def claim_or_die(*arguments: Any, **options: Any) -> queue.Claim | None:
        claimed = claim(*arguments, **options)
        if claimed is not None:
            _die(claimed.job, "claimed")
        return claimed

    @wraps(complete)
    def complete_or_die(claimed: queue.Claim, *arguments: Any, **options: Any) -> None:
        job, step = claimed.job, claimed.job.step
        complete(claimed, *arguments, **options)
        die_if_marked(f"{job.kind}:{step}:committed")

    queue.claim, queue.complete_step = claim_or_die, complete_or_die


def _watch_storage() -> None:
    place = LocalStorage._place

    @wraps(place)
    def place_or_die(self: LocalStorage, draft: Path, sha256: str) -> StoredObject:
        die_if_marked("storage:before_rename")
        stored = place(self, draft, sha256)
        die_if_marked("storage:after_rename")
        return stored

    LocalStorage._place = place_or_die  # type: ignore[method-assign]
