"""What operators do with jobs, on record."""

import uuid
from typing import Any

from django.db import transaction

from segue.kernel import audit
from segue.kernel.errors import DomainError, NotFound, Refusal
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job


class JobNotFound(NotFound):
    code = "jobs.not_found"
    title = "There is no such job"


class JobNotFailed(DomainError):
    code = "jobs.not_failed"
    refusal = Refusal.CONFLICT
    title = "Only a job that has failed can be tried again"


@transaction.atomic
def retry_job(actor: Any, job_id: uuid.UUID) -> None:
    """Go on at the step that failed, whatever the failure was. Raises JobNotFound, JobNotFailed."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise JobNotFound
    if not queue.retry(job):
        raise JobNotFailed
    failed = {"kind": job.kind, "step": job.step, "error": job.error_code}
    audit.record(actor, "jobs.job_retried", subject=("job", job_id), before=failed)
