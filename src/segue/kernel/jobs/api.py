"""Jobs over HTTP, for operators: what is queued, running or parked, and why."""

import uuid
from typing import Annotated, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from ninja import Field, Query

from segue.kernel import audit
from segue.kernel.errors import DomainError, NotFound, Refusal
from segue.kernel.http import Page, PageQuery, Router, operators, paginate
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.schemas import JobOut, JobStateName, show_job

router = Router(tags=["operation"])


class JobQuery(PageQuery):
    state: JobStateName = "failed"
    kind: Annotated[str, Field(max_length=100)] | None = None


class JobNotFound(NotFound):
    code = "jobs.not_found"
    title = "There is no such job"


class JobNotFailed(DomainError):
    code = "jobs.not_failed"
    refusal = Refusal.CONFLICT
    title = "Only a job that has failed can be tried again"


@router.get("/jobs", auth=operators, response=Page[JobOut])
def list_jobs(request: HttpRequest, query: Query[JobQuery]) -> dict[str, Any]:
    """Newest first; those that failed, unless another state is asked for."""
    rows = _jobs().filter(state=query.state)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    return paginate(rows, query, order=("created_at", "id"), show=show_job)


@router.post("/jobs/{job_id}/retry", auth=operators, response=JobOut)
def retry_job(request: HttpRequest, job_id: uuid.UUID) -> JobOut:
    """Go on at the step that failed, whatever the failure was."""
    job = _jobs().filter(pk=job_id).first()
    if job is None:
        raise JobNotFound
    with transaction.atomic():
        if not queue.retry(job):
            raise JobNotFailed
        failed = {"kind": job.kind, "step": job.step, "error": job.error_code}
        audit.record(request.user, "jobs.job_retried", subject=("job", job_id), before=failed)
    job.refresh_from_db()
    return show_job(job)


def _jobs() -> QuerySet[Job]:
    users = get_user_model()
    owner = users.objects.filter(pk=OuterRef("owner_id")).values(users.USERNAME_FIELD)
    return Job.objects.annotate(owner_username=Subquery(owner))
