"""Urgent jobs go first, owners take turns, and a job that can be restarted is as new."""

import uuid
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from segue.kernel.ids import new_id
from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.jobs.pipeline import Step
from segue.kernel.jobs.tests.conftest import KIND, MakePipeline, enqueue, give, take
from segue.kernel.priority import BEGIN, GO_ON, LATER

pytestmark = pytest.mark.django_db
ANA, BEN = new_id(), new_id()


@pytest.fixture(autouse=True)
def pipeline(make_pipeline: MakePipeline) -> None:
    make_pipeline(Step("cut", "Cutting", give()), Step("press", "Pressing", give()))


def wait(owner_id: uuid.UUID | None, *, waited_s: float, priority: int = BEGIN) -> Job:
    job = queue.enqueue(KIND, subject_id=new_id(), owner_id=owner_id, priority=priority)
    Job.objects.filter(pk=job.pk).update(run_after=Now() - timedelta(seconds=waited_s))
    return job


def order(count: int) -> list[uuid.UUID]:
    """The jobs that are taken one after the other, by their ids."""
    claims = [queue.claim_next() for _ in range(count)]
    return [claimed.job.pk for claimed in claims if claimed]


def test_what_has_begun_goes_first_then_new_files_then_the_rest() -> None:
    later = wait(ANA, waited_s=90, priority=LATER)
    new = wait(ANA, waited_s=60)
    begun = wait(ANA, waited_s=30)
    runner.run_step(begun.pk)
    assert order(4) == [begun.pk, new.pk, later.pk]


def test_one_owner_with_many_files_and_one_with_a_single_file_take_turns() -> None:
    many = [wait(ANA, waited_s=100 - number) for number in range(4)]
    single = wait(BEN, waited_s=1)
    assert order(5) == [many[0].pk, single.pk, many[1].pk, many[2].pk, many[3].pk]


def test_who_was_served_longest_ago_is_next_even_with_younger_jobs() -> None:
    first = wait(ANA, waited_s=5)
    assert order(1) == [first.pk]
    ana, ben = wait(ANA, waited_s=60), wait(BEN, waited_s=1)
    assert order(2) == [ben.pk, ana.pk]


def test_jobs_of_nobody_are_taken_too() -> None:
    jobs = [wait(None, waited_s=9), wait(None, waited_s=8)]
    assert order(3) == [job.pk for job in jobs]


def test_a_job_whose_worker_died_is_among_the_due_ones() -> None:
    job = wait(ANA, waited_s=1)
    take(job)
    assert order(1) == []
    Job.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert order(1) == [job.pk]
    assert Job.objects.get().attempts == 2


def test_one_that_was_killed_too_often_makes_room_for_the_next() -> None:
    broken, sound = wait(ANA, waited_s=9), wait(ANA, waited_s=1)
    Job.objects.filter(pk=broken.pk).update(attempts=5)
    assert order(1) == [sound.pk]
    broken.refresh_from_db()
    assert (broken.state, broken.error_code) == (JobState.FAILED, "jobs.gave_up")


def test_urgent_jobs_alone_and_without_some_owners() -> None:
    later = wait(BEN, waited_s=9, priority=LATER)
    ana = wait(ANA, waited_s=5)
    assert queue.claim_next(is_urgent_only=True, without_owners={ANA}) is None
    assert queue.claim_next(without_owners={BEN, ANA}) is None
    claims = [queue.claim_next(is_urgent_only=True), queue.claim_next(is_urgent_only=True)]
    assert [claimed and claimed.job.pk for claimed in claims] == [ana.pk, None]
    assert order(1) == [later.pk]


def test_a_step_that_nobody_waits_for_is_followed_by_another_such() -> None:
    later, urgent = wait(ANA, waited_s=9, priority=LATER), wait(ANA, waited_s=9)
    for job in (later, urgent):
        runner.run_step(job.pk)
    priorities = dict(Job.objects.values_list("pk", "priority"))
    assert priorities == {later.pk: LATER, urgent.pk: GO_ON}


def test_a_job_that_has_ended_runs_again_from_its_first_step() -> None:
    job = enqueue()
    runner.run_to_end(job.pk)
    fence = Job.objects.get().fence
    assert queue.enqueue_again(KIND, subject_id=job.subject_id, owner_id=None) is True
    job = Job.objects.get()
    assert (job.state, job.step, job.priority, job.attempts) == (JobState.QUEUED, "cut", LATER, 0)
    assert (job.fence, job.finished_at, StepRun.objects.count()) == (fence, None, 0)
    runner.run_to_end(job.pk)
    assert (Job.objects.get().state, StepRun.objects.count()) == (JobState.DONE, 2)


def test_a_job_that_failed_runs_again_and_forgets_why() -> None:
    job = enqueue()
    queue.fail_step(take(job), StepFailed("test.torn", "The sleeve is torn.", FailureKind.PERMANENT))
    assert queue.enqueue_again(KIND, subject_id=job.subject_id, owner_id=None, priority=BEGIN) is True
    job = Job.objects.get()
    assert (job.state, job.priority, job.error_code, job.failure_kind) == ("queued", BEGIN, "", "")


def test_a_job_that_is_not_over_is_left_alone_and_one_that_is_missing_is_made() -> None:
    subject_id = new_id()
    assert queue.enqueue_again(KIND, subject_id=subject_id, owner_id=ANA) is True
    job = Job.objects.get()
    assert (job.owner_id, job.priority, job.step) == (ANA, LATER, "cut")
    assert queue.enqueue_again(KIND, subject_id=subject_id, owner_id=ANA) is False
    take(job)
    assert queue.enqueue_again(KIND, subject_id=subject_id, owner_id=ANA) is False
    assert (Job.objects.get().state, Job.objects.get().attempts) == (JobState.RUNNING, 1)
