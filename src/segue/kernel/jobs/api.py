"""Jobs over HTTP, for operators: what is queued, running or parked, and why."""

import uuid
from typing import Annotated, Any

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from ninja import Field, Query

from segue.kernel.http import Page, PageQuery, Router, operators, paginate
from segue.kernel.jobs import services
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.schemas import JobOut, JobStateName, show_job

router = Router(tags=["operation"])


class JobQuery(PageQuery):
    state: JobStateName = "failed"
    kind: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]+$")] | None = None


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
    services.retry_job(request.user, job_id)
    return show_job(_jobs().get(pk=job_id))


def _jobs() -> QuerySet[Job]:
    users = get_user_model()
    owner = users.objects.filter(pk=OuterRef("owner_id")).values(users.USERNAME_FIELD)
    return Job.objects.annotate(owner_username=Subquery(owner))
