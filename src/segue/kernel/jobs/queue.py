"""Every change of a job row: creation, claim, renewal, progress, failure. Each is one guarded UPDATE."""

import random
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from structlog.contextvars import get_contextvars

from segue.kernel.hints import hint_on_commit
from segue.kernel.jobs.errors import FailureKind, LeaseLost, StepFailed
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.jobs.pipeline import Output, known_kinds, pipeline_of
from segue.kernel.jobs.turns import next_job_id, takeable
from segue.kernel.priority import BEGIN, GO_ON, LATER

RUN_TASK = "jobs.run_step"
LEASE = timedelta(seconds=15)
RESOURCE_WAIT = timedelta(seconds=30)
MAX_BACKOFF = timedelta(minutes=15)
CLAIM_TRIES = 10


@dataclass(frozen=True)
class Claim:
    """The right to run one step, until the lease ends or the fence moves on."""

    job: Job
    fence: int


def enqueue(kind: str, *, subject_id: uuid.UUID, owner_id: uuid.UUID | None, priority: int = BEGIN) -> Job:
    """Create the job beside its subject's row, in the same transaction; once for each subject."""
    job, is_new = Job.objects.get_or_create(
        kind=kind,
        subject_id=subject_id,
        defaults={
            "owner_id": owner_id,
            "step": pipeline_of(kind).names[0],
            "priority": priority,
            "hinted_at": Now(),
            "request_id": str(get_contextvars().get("request_id", "")),
        },
    )
    if is_new:
        hint_on_commit(RUN_TASK, str(job.pk), priority=priority)
    return job


@transaction.atomic
def enqueue_again(
    kind: str, *, subject_id: uuid.UUID, owner_id: uuid.UUID | None, priority: int = LATER
) -> bool:
    """Run a job that has ended once more from its first step, or for the first time. False while it isn't over."""
    job = Job.objects.select_for_update().filter(kind=kind, subject_id=subject_id).first()
    if job is None:
        enqueue(kind, subject_id=subject_id, owner_id=owner_id, priority=priority)
        return True
    if job.state in (JobState.QUEUED, JobState.RUNNING):
        return False
    job.steps.all().delete()
    if job.owner_id != owner_id:
        Job.objects.filter(pk=job.pk).update(owner_id=owner_id)
    _take_up(job, step=pipeline_of(kind).names[0], priority=priority)
    return True


def bring_forward(kind: str, *, subject_id: uuid.UUID, owner_id: uuid.UUID, priority: int) -> None:
    """Somebody else waits for what nobody waited for: a job that hasn't begun its step is theirs and more urgent."""
    job = Job.objects.filter(
        kind=kind, subject_id=subject_id, state=JobState.QUEUED, priority__gt=priority
    ).first()
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED) if job else Job.objects.none()
    if job and waiting.update(priority=priority, owner_id=owner_id):
        hint_on_commit(RUN_TASK, str(job.pk), priority=priority)


def claim_next(*, is_urgent_only: bool = False, without_owners: Collection[uuid.UUID] = ()) -> Claim | None:
    """Take the job whose turn it is; None when none is due."""
    for _ in range(CLAIM_TRIES):  # another worker may have been quicker
        job_id = next_job_id(is_urgent_only=is_urgent_only, without_owners=without_owners)
        if job_id is None:
            return None
        if claimed := claim(job_id):
            return claimed
    return None


def claim(job_id: uuid.UUID) -> Claim | None:
    """Take a queued job, or one whose lease has run out; None when there is nothing to take.

    Jobs of a kind that this version of the code doesn't know stay for one that does.
    """
    with transaction.atomic():
        taken = Job.objects.filter(takeable(), pk=job_id, kind__in=known_kinds()).update(
            state=JobState.RUNNING,
            claimed_at=Now(),
            lease_until=Now() + LEASE,
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
        )
        if not taken:
            return None
        job = Job.objects.get(pk=job_id)
        claimed = Claim(job, job.fence)
        if job.attempts > pipeline_of(job.kind).max_attempts:
            _end(claimed, state=JobState.FAILED, failure=_gave_up())
            return None
        pipeline_of(job.kind).on_change(job)
        return claimed


def renew(claimed: Claim) -> bool:
    """Extend the lease; False when it is lost."""
    return bool(_held(claimed).update(lease_until=Now() + LEASE))


def complete_step(claimed: Claim, output: Output, *, duration_ms: int) -> None:
    """Mark the step as done, write its effects and queue the next one, all at once. Raises LeaseLost."""
    job = claimed.job
    pipeline = pipeline_of(job.kind)
    with transaction.atomic():
        if not _held(claimed).select_for_update().exists():
            raise LeaseLost(str(job))
        StepRun.objects.create(job=job, name=job.step, output=output, duration_ms=duration_ms)
        pipeline.step(job.step).record(job, output)
        if following := pipeline.after(job.step):
            _advance(claimed, following)
        else:
            _end(claimed, state=JobState.DONE)


def fail_step(claimed: Claim, failure: StepFailed) -> None:
    """Queue the step again or end the job, as the kind of failure says. Raises LeaseLost."""
    job = claimed.job
    if failure.kind is FailureKind.RESOURCE:
        _requeue(claimed, failure, wait=RESOURCE_WAIT, attempts=job.attempts - 1)
    elif failure.kind is FailureKind.TRANSIENT and job.attempts < pipeline_of(job.kind).max_attempts:
        _requeue(claimed, failure, wait=_backoff(job.attempts), attempts=job.attempts)
    else:
        _end(claimed, state=JobState.FAILED, failure=failure)


@transaction.atomic
def retry(job: Job) -> bool:
    """Take a failed job up again at the step that failed; False when it isn't failed."""
    failed = Job.objects.select_for_update().filter(pk=job.pk, state=JobState.FAILED).first()
    if failed is None:
        return False
    _take_up(failed, step=failed.step, priority=failed.priority)
    return True


def _take_up(job: Job, *, step: str, priority: int) -> None:
    """As new, but for its fence. The caller has locked it."""
    Job.objects.filter(pk=job.pk).update(
        state=JobState.QUEUED,
        step=step,
        priority=priority,
        attempts=0,
        run_after=Now(),
        hinted_at=Now(),
        finished_at=None,
        **_told(None),
    )
    job.refresh_from_db()
    pipeline_of(job.kind).on_change(job)
    hint_on_commit(RUN_TASK, str(job.pk), priority=priority)


def _held(claimed: Claim) -> QuerySet[Job]:
    return Job.objects.filter(pk=claimed.job.pk, fence=claimed.fence, state=JobState.RUNNING)


def _advance(claimed: Claim, following: str) -> None:
    """What has begun goes before new files; what nobody waits for stays behind them."""
    priority = LATER if claimed.job.priority == LATER else GO_ON
    _change(
        claimed,
        state=JobState.QUEUED,
        step=following,
        priority=priority,
        attempts=0,
        run_after=Now(),
        hinted_at=Now(),
        lease_until=None,
    )
    hint_on_commit(RUN_TASK, str(claimed.job.pk), priority=priority)


def _requeue(claimed: Claim, failure: StepFailed, *, wait: timedelta, attempts: int) -> None:
    _change(
        claimed,
        state=JobState.QUEUED,
        run_after=Now() + wait,
        hinted_at=None,
        lease_until=None,
        attempts=max(attempts, 0),
        **_told(failure),
    )


def _end(claimed: Claim, *, state: JobState, failure: StepFailed | None = None) -> None:
    _change(claimed, state=state, lease_until=None, finished_at=Now(), **_told(failure))


def _change(claimed: Claim, **values: object) -> None:
    with transaction.atomic():
        if not _held(claimed).update(**values):
            raise LeaseLost(str(claimed.job))
        # A fresh row: the claim must still say what was claimed if this transaction fails.
        job = Job.objects.get(pk=claimed.job.pk)
        pipeline_of(job.kind).on_change(job)


def _told(failure: StepFailed | None) -> dict[str, str]:
    if failure is None:
        return {"failure_kind": "", "error_code": "", "error_message": ""}
    return {"failure_kind": failure.kind, "error_code": failure.code, "error_message": failure.message}


def _gave_up() -> StepFailed:
    message = "Processing stopped several times without an answer. Your file is safe: try again."
    return StepFailed("jobs.gave_up", message, FailureKind.TRANSIENT)


def _backoff(attempts: int) -> timedelta:
    """Doubling from 2 s, with jitter so that many jobs don't return at once."""
    return min(timedelta(seconds=2**attempts * random.uniform(0.5, 1.5)), MAX_BACKOFF)  # noqa: S311
