"""Jobs as operators see them."""

import uuid
from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import TypeAdapter

from segue.kernel.jobs.models import Job

JobStateName = Literal["queued", "running", "done", "failed"]


class JobErrorOut(Schema):
    """`kind`: permanent, transient or resource."""

    kind: str
    code: str
    message: str


class JobOut(Schema):
    """`owner_username`: null when it is nobody's, or that of an account that is gone. `run_after`: when a queued job
    may run; `error` of a queued one is why it waits."""

    id: uuid.UUID
    kind: str
    subject_id: uuid.UUID
    owner_id: uuid.UUID | None
    owner_username: str | None
    state: JobStateName
    step: str
    priority: int
    attempts: int
    error: JobErrorOut | None
    created_at: datetime
    run_after: datetime
    claimed_at: datetime | None
    finished_at: datetime | None


def show_job(job: Job) -> JobOut:
    """Of a row that was annotated with `owner_username`."""
    return JobOut(
        id=job.pk,
        kind=job.kind,
        subject_id=job.subject_id,
        owner_id=job.owner_id,
        owner_username=getattr(job, "owner_username", None),
        state=TypeAdapter(JobStateName).validate_python(job.state),
        step=job.step,
        priority=job.priority,
        attempts=job.attempts,
        error=_show_error(job),
        created_at=job.created_at,
        run_after=job.run_after,
        claimed_at=job.claimed_at,
        finished_at=job.finished_at,
    )


def _show_error(job: Job) -> JobErrorOut | None:
    if not job.error_code:
        return None
    return JobErrorOut(kind=job.failure_kind, code=job.error_code, message=job.error_message)
