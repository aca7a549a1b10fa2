"""A pipeline is a declared chain of steps; each step runs as a Celery task that carries the job's id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from segue.kernel.jobs.models import Job

Output = dict[str, Any]
Outputs = Mapping[str, Output]


def record_nothing(job: Job, output: Output) -> None:
    """For steps whose output is all there is to keep."""


def ignore_change(job: Job) -> None:
    """For pipelines that nobody watches."""


@dataclass(frozen=True)
class Step:
    """`work(job, outputs of the steps before)` takes its time, outside any transaction, and is safe to
    repeat; it returns JSON or raises StepFailed. `record(job, output)` writes the effects, in the
    transaction that also marks the step as done. `label` names the work for people."""

    name: str
    label: str
    work: Callable[[Job, Outputs], Output]
    record: Callable[[Job, Output], None] = record_nothing


@dataclass(frozen=True)
class Pipeline:
    """`on_change(job)` runs in each transaction that changes the job's state or step."""

    kind: str
    steps: tuple[Step, ...]
    on_change: Callable[[Job], None] = ignore_change
    max_attempts: int = 5
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(step.name for step in self.steps))

    def step(self, name: str) -> Step:
        return self.steps[self.names.index(name)]

    def after(self, name: str) -> str | None:
        """Name of the step that follows, or None after the last."""
        following = self.names.index(name) + 1
        return self.names[following] if following < len(self.names) else None


_PIPELINES: dict[str, Pipeline] = {}


def register(pipeline: Pipeline) -> Pipeline:
    """Make the pipeline known to workers by its kind."""
    _PIPELINES[pipeline.kind] = pipeline
    return pipeline


def pipeline_of(kind: str) -> Pipeline:
    """Raises KeyError for a kind that this version of the code doesn't know."""
    return _PIPELINES[kind]


def known_kinds() -> list[str]:
    return list(_PIPELINES)
