"""Steps run in order, effects commit with their receipt, and no fault of a step kills its worker."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from structlog.contextvars import get_contextvars

from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Heartbeat, Job, JobState, StepRun
from segue.kernel.jobs.pipeline import Output, Step
from segue.kernel.jobs.tests.conftest import MakePipeline, enqueue, give

real_commits = pytest.mark.django_db(transaction=True)


def record_effect(job: Job, output: Output) -> None:
    Heartbeat.objects.create(part=f"test.{job.step}")


def record_then_crash(job: Job, output: Output) -> None:
    record_effect(job, output)
    raise ZeroDivisionError


def crash(job: Job, outputs: object) -> Output:
    raise ZeroDivisionError


def refuse(kind: FailureKind) -> Any:
    def work(job: Job, outputs: object) -> Output:
        raise StepFailed("test.torn", "The sleeve is torn.", kind)

    return work


@pytest.mark.django_db
def test_run_to_end_goes_through_all_steps_with_what_came_before(make_pipeline: MakePipeline) -> None:
    seen: list[tuple[str, dict[str, Output]]] = []

    def work(job: Job, outputs: Mapping[str, Output]) -> Output:
        seen.append((job.step, dict(outputs)))
        return {"by": job.step}

    make_pipeline(*(Step(name, name, work, record_effect) for name in ("cut", "press", "pack")))
    job = enqueue()
    runner.run_to_end(job.pk)
    cut, press = {"cut": {"by": "cut"}}, {"press": {"by": "press"}}
    assert seen == [("cut", {}), ("press", cut), ("pack", cut | press)]
    job.refresh_from_db()
    assert (job.state, job.step, job.lease_until) == (JobState.DONE, "pack", None)
    assert list(StepRun.objects.order_by("pk").values_list("name", flat=True)) == ["cut", "press", "pack"]
    assert Heartbeat.objects.count() == 3
    assert runner.run_step(job.pk) is False


@real_commits
def test_step_that_is_done_hints_at_the_next(make_pipeline: MakePipeline, hinted: list[str]) -> None:
    make_pipeline(Step("cut", "Cutting", give()), Step("press", "Pressing", give()))
    job = enqueue()
    assert runner.run_step(job.pk) is True
    assert hinted == [str(job.pk)] * 2
    job.refresh_from_db()
    assert (job.state, job.step, job.attempts) == (JobState.QUEUED, "press", 0)
    assert runner.run_step(job.pk) is True
    assert hinted == [str(job.pk)] * 2, "after the last step there is nothing to hint at"


@pytest.mark.django_db
@pytest.mark.parametrize(("work", "record"), [(crash, record_effect), (give(), record_then_crash)])
def test_crash_in_work_or_record_changes_nothing_and_is_tried_again(
    make_pipeline: MakePipeline, work: Any, record: Any
) -> None:
    make_pipeline(Step("cut", "Cutting", work, record), Step("press", "Pressing", give()))
    job = enqueue()
    assert runner.run_step(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.step, job.attempts) == (JobState.QUEUED, "cut", 1)
    assert (job.failure_kind, job.error_code) == ("transient", "jobs.crashed")
    assert (StepRun.objects.count(), Heartbeat.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_crash_in_record_ends_with_the_attempts(make_pipeline: MakePipeline) -> None:
    make_pipeline(Step("cut", "Cutting", give(), record_then_crash), max_attempts=2)
    job = enqueue()
    for _ in range(2):
        Job.objects.update(run_after=Now())
        runner.run_step(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "jobs.crashed")
    assert (StepRun.objects.count(), Heartbeat.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_output_that_is_not_json_is_a_crash(make_pipeline: MakePipeline) -> None:
    make_pipeline(Step("cut", "Cutting", give(when=object())))
    job = enqueue()
    runner.run_step(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code, StepRun.objects.count()) == (JobState.QUEUED, "jobs.crashed", 0)


@pytest.mark.django_db
def test_step_that_this_version_dropped_is_a_crash(make_pipeline: MakePipeline) -> None:
    make_pipeline()
    job = enqueue()
    Job.objects.update(step="engrave")
    assert runner.run_step(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.step, job.error_code) == (JobState.QUEUED, "engrave", "jobs.crashed")


@real_commits
def test_effect_that_breaks_a_rule_at_commit_is_a_crash(make_pipeline: MakePipeline) -> None:
    def dangle(job: Job, output: Output) -> None:
        StepRun.objects.create(job_id=job.subject_id, name="lost", output={}, duration_ms=0)

    make_pipeline(Step("cut", "Cutting", give(), dangle))
    job = enqueue()
    runner.run_step(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code) == (JobState.QUEUED, 1, "jobs.crashed")
    assert StepRun.objects.count() == 0


@pytest.mark.django_db
def test_retry_resumes_at_the_step_that_failed(make_pipeline: MakePipeline) -> None:
    ran: list[str] = []

    def cut(job: Job, outputs: object) -> Output:
        ran.append("cut")
        return {"grooves": 2}

    steps = [
        Step("cut", "Cutting", cut, record_effect),
        Step("press", "Pressing", refuse(FailureKind.PERMANENT)),
    ]
    make_pipeline(*steps)
    job = enqueue()
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    assert (job.state, job.step, job.error_code) == (JobState.FAILED, "press", "test.torn")

    def press(job: Job, outputs: Mapping[str, Output]) -> Output:
        ran.append("press")
        return {"grooves": outputs["cut"]["grooves"]}

    make_pipeline(steps[0], Step("press", "Pressing", press, record_effect))
    assert queue.retry(job) is True
    runner.run_to_end(job.pk)
    assert ran == ["cut", "press"]
    assert StepRun.objects.get(name="press").output == {"grooves": 2}
    assert (Job.objects.get().state, Heartbeat.objects.count()) == (JobState.DONE, 2)


@real_commits
def test_on_change_runs_in_each_transaction(make_pipeline: MakePipeline) -> None:
    seen: list[tuple[str, str, bool]] = []

    def watch(job: Job) -> None:
        seen.append((job.step, job.state, connection.in_atomic_block))

    make_pipeline(
        Step("cut", "Cutting", give()),
        Step("press", "Pressing", refuse(FailureKind.PERMANENT)),
        on_change=watch,
    )
    job = enqueue()
    runner.run_to_end(job.pk)
    queue.retry(job)
    assert seen == [
        ("cut", "running", True),
        ("press", "queued", True),
        ("press", "running", True),
        ("press", "failed", True),
        ("press", "queued", True),
    ]


@pytest.mark.django_db
def test_on_change_that_crashes_takes_the_step_back(make_pipeline: MakePipeline) -> None:
    def crash_when_done(job: Job) -> None:
        if job.state == JobState.DONE:
            raise ZeroDivisionError

    make_pipeline(Step("cut", "Cutting", give(), record_effect), on_change=crash_when_done)
    job = enqueue()
    runner.run_step(job.pk)
    job.refresh_from_db()
    assert (job.state, job.step, job.attempts, job.error_code) == (JobState.QUEUED, "cut", 1, "jobs.crashed")
    assert (StepRun.objects.count(), Heartbeat.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_worker_that_lost_its_lease_leaves_quietly(make_pipeline: MakePipeline) -> None:
    def slow(job: Job, outputs: object) -> Output:
        Job.objects.update(lease_until=Now() - timedelta(seconds=1))
        assert queue.claim(job.pk) is not None
        return {}

    make_pipeline(Step("cut", "Cutting", slow, record_effect))
    job = enqueue()
    assert runner.run_step(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.fence, StepRun.objects.count(), Heartbeat.objects.count()) == (
        JobState.RUNNING,
        2,
        0,
        0,
    )


@pytest.mark.django_db
def test_work_knows_its_job_and_request_in_its_logs(make_pipeline: MakePipeline) -> None:
    seen: dict[str, Any] = {}

    def look(job: Job, outputs: object) -> Output:
        seen.update(get_contextvars())
        return {}

    make_pipeline(Step("cut", "Cutting", look))
    job = enqueue()
    Job.objects.update(request_id="r1")
    runner.run_step(job.pk)
    assert seen == {"job_id": str(job.pk), "step": "cut", "request_id": "r1"}
