"""Pipelines that exist for one test only."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from segue.kernel import hints
from segue.kernel.ids import new_id
from segue.kernel.jobs import pipeline, queue
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.pipeline import Pipeline, Step

KIND = "test.press"
MakePipeline = Callable[..., Pipeline]
DEADLINE_S = 20.0


def give(**output: Any) -> Callable[..., dict[str, Any]]:
    """Work that takes no time."""
    return lambda job, outputs: output


@pytest.fixture
def make_pipeline(monkeypatch: pytest.MonkeyPatch) -> MakePipeline:
    """`make_pipeline(Step(…), …)` registers the only pipeline there is, of kind `test.press`."""
    monkeypatch.setattr(pipeline, "_PIPELINES", {})

    def make(*steps: Step, **options: Any) -> Pipeline:
        return pipeline.register(Pipeline(KIND, steps or (Step("cut", "Cutting", give()),), **options))

    return make


@pytest.fixture
def hinted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the jobs that were hinted at on commit, instead of sending."""
    sent: list[str] = []
    monkeypatch.setattr(hints, "send_hint", note_in(sent))
    return sent


def note_in(sent: list[str], *, is_taken: bool = True) -> Callable[..., bool]:
    """A `send_hint` that notes the ids instead of sending them."""

    def note(task: str, *args: str, **options: Any) -> bool:
        sent.extend(args)
        return is_taken

    return note


def enqueue(subject_id: uuid.UUID | None = None) -> Job:
    return queue.enqueue(KIND, subject_id=subject_id or new_id(), owner_id=None)


def take(job: Job) -> queue.Claim:
    claimed = queue.claim(job.pk)
    assert claimed is not None
    return claimed


def wait_until(condition: Callable[[], bool]) -> bool:
    """True as soon as it holds, False when it doesn't within 20 s."""
    deadline = time.monotonic() + DEADLINE_S
    while not (holds := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return holds
