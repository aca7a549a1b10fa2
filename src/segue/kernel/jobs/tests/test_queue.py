"""Claims are exclusive, leases run by the database's clock, and the fence keeps zombies out."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from structlog.contextvars import bound_contextvars

from segue.kernel import clock
from segue.kernel.ids import new_id
from segue.kernel.jobs import queue
from segue.kernel.jobs.errors import FailureKind, LeaseLost, StepFailed
from segue.kernel.jobs.models import Heartbeat, Job, JobState, StepRun
from segue.kernel.jobs.pipeline import Step
from segue.kernel.jobs.tests.conftest import KIND, MakePipeline, enqueue, give, take

real_commits = pytest.mark.django_db(transaction=True)


def is_set(moment: datetime | None, *, ahead_s: tuple[float, float], since: datetime) -> bool:
    """Whether a moment was set, between `since` and now, to lie that far ahead (at least, at most)."""
    least, most = (timedelta(seconds=seconds) for seconds in ahead_s)
    return moment is not None and since + least <= moment <= clock.now() + most


def end_lease(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(milliseconds=1))


def fail(kind: FailureKind) -> StepFailed:
    return StepFailed("test.torn", "The sleeve is torn.", kind)


@pytest.mark.django_db
def test_enqueue_makes_one_queued_job_for_each_subject(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    subject_id = new_id()
    with bound_contextvars(request_id="r1"):
        first, second = enqueue(subject_id), enqueue(subject_id)
    job = Job.objects.get()
    assert first.pk == second.pk == job.pk
    assert (job.state, job.step, job.attempts, job.request_id) == (JobState.QUEUED, "cut", 0, "r1")


@real_commits
def test_enqueue_hints_after_commit_and_not_after_rollback(
    make_pipeline: MakePipeline, hinted: list[str]
) -> None:
    make_pipeline()
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert (Job.objects.count(), hinted) == (0, [])
    with transaction.atomic():
        job = enqueue()
        assert hinted == []
    assert hinted == [str(job.pk)]


@real_commits
def test_two_requests_that_enqueue_one_subject_make_one_job(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    subject_id = new_id()
    together = threading.Barrier(2)

    def enqueue_at_once() -> object:
        try:
            with transaction.atomic():
                together.wait(10)
                return enqueue(subject_id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as requests:
        ids = {asked.result(10) for asked in [requests.submit(enqueue_at_once) for _ in range(2)]}
    assert ids == {Job.objects.get().pk}


@pytest.mark.django_db
def test_claim_sets_lease_fence_and_attempt(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    began_at = clock.now()
    claimed = take(job)
    job.refresh_from_db()
    assert (job.state, job.fence, job.attempts, claimed.fence) == (JobState.RUNNING, 1, 1, 1)
    assert is_set(job.lease_until, ahead_s=(15, 15), since=began_at)


@real_commits
def test_one_job_is_claimed_by_one_worker(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    together = threading.Barrier(4)

    def claim_at_once() -> bool:
        try:
            together.wait(10)
            return queue.claim(job.pk) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        claims = [claim.result(10) for claim in [workers.submit(claim_at_once) for _ in range(4)]]
    job.refresh_from_db()
    assert (sorted(claims), job.fence, job.attempts) == ([False, False, False, True], 1, 1)


@pytest.mark.django_db
def test_only_an_ended_lease_is_taken_over(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    take(job)
    assert queue.claim(job.pk) is None
    end_lease(job)
    assert take(job).fence == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_ended_jobs_are_not_claimed(make_pipeline: MakePipeline, state: JobState) -> None:
    make_pipeline()
    job = enqueue()
    Job.objects.update(state=state)
    assert queue.claim(job.pk) is None
    assert queue.claim(new_id()) is None


@pytest.mark.django_db
def test_job_that_is_not_due_yet_is_not_claimed(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    Job.objects.update(run_after=Now() + timedelta(seconds=60))
    assert queue.claim(job.pk) is None


@pytest.mark.django_db
def test_job_of_an_unknown_kind_stays_queued(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    Job.objects.update(kind="test.of_another_version")
    assert queue.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.attempts, job.fence) == (JobState.QUEUED, 0, 0)


@pytest.mark.django_db
def test_renewal_lengthens_a_held_lease_only(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    zombie = take(job)
    end_lease(job)
    began_at = clock.now()
    assert queue.renew(zombie) is True, "nobody took it: it is still held"
    job.refresh_from_db()
    assert is_set(job.lease_until, ahead_s=(15, 15), since=began_at)
    end_lease(job)
    take(job)
    assert queue.renew(zombie) is False


@pytest.mark.django_db
def test_zombie_changes_nothing(make_pipeline: MakePipeline) -> None:
    def record(job: Job, output: object) -> None:
        Heartbeat.objects.create(part="test.recorded")

    make_pipeline(Step("cut", "Cutting", give(), record))
    job = enqueue()
    zombie = take(job)
    end_lease(job)
    take(job)
    with pytest.raises(LeaseLost):
        queue.complete_step(zombie, {}, duration_ms=1)
    for kind in FailureKind:
        with pytest.raises(LeaseLost):
            queue.fail_step(zombie, fail(kind))
    job.refresh_from_db()
    assert (job.state, job.fence, job.attempts, job.error_code) == (JobState.RUNNING, 2, 2, "")
    assert (StepRun.objects.count(), Heartbeat.objects.count()) == (0, 0)


@real_commits
def test_takeover_waits_for_a_completion_that_is_under_way(make_pipeline: MakePipeline) -> None:
    """The lease ends while the step is being recorded: the row's lock keeps the next worker out."""
    is_recording, may_end = threading.Event(), threading.Event()

    def record(job: Job, output: object) -> None:
        is_recording.set()
        assert may_end.wait(10)

    make_pipeline(Step("cut", "Cutting", give(), record))
    job = enqueue()
    claimed = take(job)
    end_lease(job)

    def complete() -> None:
        try:
            queue.complete_step(claimed, {}, duration_ms=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        completing = worker.submit(complete)
        assert is_recording.wait(10)
        with transaction.atomic():
            assert not Job.objects.select_for_update(skip_locked=True).exists()
        may_end.set()
        completing.result(10)
    assert queue.claim(job.pk) is None
    assert Job.objects.get().state == JobState.DONE


@pytest.mark.django_db
def test_crash_loop_ends_in_failure(make_pipeline: MakePipeline) -> None:
    make_pipeline(max_attempts=3)
    job = enqueue()
    for attempt in (1, 2, 3):
        assert take(job).job.attempts == attempt
        end_lease(job)
    assert queue.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.error_code, job.lease_until) == (JobState.FAILED, "jobs.gave_up", None)
    assert job.finished_at is not None


@pytest.mark.django_db
def test_transient_failure_backs_off_and_ends_with_the_attempts(make_pipeline: MakePipeline) -> None:
    make_pipeline(max_attempts=2)
    job = enqueue()
    began_at = clock.now()
    queue.fail_step(take(job), fail(FailureKind.TRANSIENT))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code, job.hinted_at) == (JobState.QUEUED, 1, "test.torn", None)
    assert is_set(job.run_after, ahead_s=(1, 3), since=began_at)
    Job.objects.update(run_after=Now())
    queue.fail_step(take(job), fail(FailureKind.TRANSIENT))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code) == (JobState.FAILED, 2, "test.torn")


def test_backoff_doubles_up_to_a_quarter_of_an_hour() -> None:
    for attempts in range(1, 20):
        seconds = queue._backoff(attempts).total_seconds()
        assert min(2**attempts * 0.5, 900) <= seconds <= min(2**attempts * 1.5, 900)


@pytest.mark.django_db
def test_permanent_failure_ends_the_job_with_its_words(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    queue.fail_step(take(job), fail(FailureKind.PERMANENT))
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (JobState.FAILED, 1, None)
    assert (job.failure_kind, job.error_code) == ("permanent", "test.torn")
    assert (job.error_message, job.finished_at is not None) == ("The sleeve is torn.", True)


@pytest.mark.django_db
def test_missing_resource_waits_without_counting(make_pipeline: MakePipeline) -> None:
    make_pipeline(max_attempts=1)
    job = enqueue()
    for _ in range(3):
        Job.objects.update(run_after=Now())
        began_at = clock.now()
        queue.fail_step(take(job), fail(FailureKind.RESOURCE))
        job.refresh_from_db()
        assert (job.state, job.attempts, job.failure_kind) == (JobState.QUEUED, 0, "resource")
        assert is_set(job.run_after, ahead_s=(30, 30), since=began_at)


@pytest.mark.django_db
def test_success_clears_what_earlier_attempts_said(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    queue.fail_step(take(job), fail(FailureKind.TRANSIENT))
    Job.objects.update(run_after=Now())
    queue.complete_step(take(job), {}, duration_ms=1)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.error_message, job.failure_kind) == (JobState.DONE, "", "", "")


@pytest.mark.django_db
def test_only_a_failed_job_can_be_retried(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    assert queue.retry(job) is False
    claimed = take(job)
    assert queue.retry(job) is False
    queue.fail_step(claimed, fail(FailureKind.PERMANENT))
    assert queue.retry(job) is True
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code, job.finished_at) == (JobState.QUEUED, 0, "", None)
    assert job.kind == KIND
