"""Exports as the API and live messages show them."""

import uuid
from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import ConfigDict

from segue.accounts.queries.exports import ExportProgress
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import pipeline_of

ExportState = Literal["queued", "running", "ready", "failed"]
StepState = Literal["pending", "running", "done", "failed"]

STATES: dict[str, StepState] = {
    JobState.QUEUED: "pending",
    JobState.RUNNING: "running",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
}


class NewExport(Schema):
    """`with_files`: also the original audio files, which may be many and large."""

    model_config = ConfigDict(extra="forbid")
    with_files: bool = False


class ExportStepOut(Schema):
    name: str
    label: str
    state: StepState


class ExportErrorOut(Schema):
    """What to do stands in `message`; while an export is queued, it is why that waits."""

    code: str
    message: str


class ExportOut(Schema):
    """`bytes` and `expires_at` are known, and its file is there, once it is ready."""

    id: uuid.UUID
    created_at: datetime
    with_files: bool
    state: ExportState
    percent: int
    steps: list[ExportStepOut]
    error: ExportErrorOut | None
    bytes: int | None
    expires_at: datetime | None


class ExportsOut(Schema):
    items: list[ExportOut]


def show_export(progress: ExportProgress) -> ExportOut:
    export, job = progress.export, progress.job
    return ExportOut(
        id=export.pk,
        created_at=export.created_at,
        with_files=export.with_files,
        state=_state(job),
        percent=export.percent,
        steps=_steps(job),
        error=ExportErrorOut(code=job.error_code, message=job.error_message) if job.error_code else None,
        bytes=export.bytes,
        expires_at=export.expires_at,
    )


def _state(job: Job) -> ExportState:
    """Between two steps it waits for its turn, which is part of running."""
    if job.state in (JobState.DONE, JobState.FAILED):
        return "ready" if job.state == JobState.DONE else "failed"
    is_waiting = job.state == JobState.QUEUED and job.step == pipeline_of(job.kind).names[0]
    return "queued" if is_waiting else "running"


def _steps(job: Job) -> list[ExportStepOut]:
    steps = pipeline_of(job.kind).steps
    at = [step.name for step in steps].index(job.step)
    return [
        ExportStepOut(name=step.name, label=step.label, state=_step_state(number - at, job))
        for number, step in enumerate(steps)
    ]


def _step_state(distance: int, job: Job) -> StepState:
    """`distance`: how many steps it comes after the one that the job stands at."""
    if distance == 0:
        return STATES[job.state]
    return "done" if distance < 0 else "pending"
