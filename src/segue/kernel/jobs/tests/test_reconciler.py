"""The reconciler repairs lost hints and ended leases, not too often, and outlives its database."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from segue.kernel.jobs import heartbeat, queue, reconciler
from segue.kernel.jobs.heartbeat import is_alive
from segue.kernel.jobs.models import Heartbeat, Job, JobState
from segue.kernel.jobs.tests.conftest import MakePipeline, enqueue, note_in, take, wait_until


@pytest.fixture(autouse=True)
def pipeline(make_pipeline: MakePipeline) -> None:
    make_pipeline()


@pytest.fixture
def swept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Ids of the jobs that a tick hinted at; the advisory lock is given back at the end."""
    sent: list[str] = []
    monkeypatch.setattr(reconciler, "send_hint", note_in(sent))
    yield sent
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


def age(job: Job, *, waited_s: float, hinted_ago_s: float | None) -> None:
    hinted_at = None if hinted_ago_s is None else Now() - timedelta(seconds=hinted_ago_s)
    Job.objects.filter(pk=job.pk).update(run_after=Now() - timedelta(seconds=waited_s), hinted_at=hinted_at)


def keep_busy() -> None:
    """Some other job runs."""
    take(enqueue())


@pytest.mark.django_db
def test_fresh_job_is_left_to_its_own_hint(swept: list[str]) -> None:
    enqueue()
    reconciler.tick()
    assert swept == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited_s", "hinted_ago_s", "is_hinted"),
    [
        (0.1, None, True),  # its back-off has just ended: nobody else tells the workers
        (6, 6, True),  # its own hint was lost
        (2, 2, False),  # too soon
        (1000, 490, False),  # told in the second half of its wait
        (1000, 510, True),  # the wait has doubled since
        (100, 3, False),
        (-10, None, False),  # not due
        (-10, 60, False),
    ],
)
def test_hints_grow_rarer_with_the_wait(
    swept: list[str], waited_s: float, hinted_ago_s: float | None, is_hinted: bool
) -> None:
    keep_busy()
    job = enqueue()
    age(job, waited_s=waited_s, hinted_ago_s=hinted_ago_s)
    reconciler.tick()
    reconciler.tick()
    assert swept == ([str(job.pk)] if is_hinted else [])


@pytest.mark.django_db
def test_when_nothing_runs_the_oldest_jobs_are_told_again(swept: list[str]) -> None:
    """The broker may have come back empty, long after hints have become rare."""
    jobs = [enqueue() for _ in range(12)]
    for number, job in enumerate(jobs):
        age(job, waited_s=1000 - number, hinted_ago_s=6)
    reconciler.tick()
    assert swept == [str(job.pk) for job in jobs[:10]]


@pytest.mark.django_db
def test_ended_lease_is_told_and_a_held_one_is_not(swept: list[str]) -> None:
    held, ended, told = (take(enqueue()).job for _ in range(3))
    Job.objects.filter(pk__in=[ended.pk, told.pk]).update(lease_until=Now() - timedelta(seconds=1))
    Job.objects.update(hinted_at=Now() - timedelta(seconds=6))
    Job.objects.filter(pk=told.pk).update(hinted_at=Now())
    reconciler.tick()
    assert swept == [str(ended.pk)]
    held.refresh_from_db()
    assert held.state == JobState.RUNNING


@pytest.mark.django_db
@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_ended_jobs_and_unknown_kinds_are_left_alone(swept: list[str], state: JobState) -> None:
    ended, unknown = enqueue(), enqueue()
    for job in (ended, unknown):
        age(job, waited_s=100, hinted_ago_s=None)
    Job.objects.filter(pk=ended.pk).update(state=state)
    Job.objects.filter(pk=unknown.pk).update(kind="test.of_another_version")
    reconciler.tick()
    assert swept == []


@pytest.mark.django_db
def test_lost_hint_is_not_counted_as_told(swept: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr(reconciler, "send_hint", note_in(tried, is_taken=False))
    jobs = [enqueue() for _ in range(3)]
    for job in jobs:
        age(job, waited_s=100, hinted_ago_s=None)
    reconciler.tick()
    assert len(tried) == 1, "a broker that is away is tried once each tick"
    assert Job.objects.filter(hinted_at=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_reconcilers_one_works(swept: list[str]) -> None:
    job = enqueue()
    age(job, waited_s=100, hinted_ago_s=None)
    has_lock, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            assert reconciler._holds_lock() is True
            assert reconciler._holds_lock() is True, "asking again takes no second lock"
            has_lock.set()
            assert may_end.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        holding = other.submit(hold)
        assert has_lock.wait(20)
        reconciler.tick()
        assert (swept, Heartbeat.objects.count()) == ([], 0)
        may_end.set()
        holding.result(20)
    assert wait_until(reconciler._holds_lock), "its end hands the work over"
    reconciler.tick()
    assert (swept, is_alive("reconciler")) == ([str(job.pk)], True)


@pytest.mark.django_db(transaction=True)
def test_lost_database_connection_is_survived(swept: list[str]) -> None:
    job = enqueue()
    age(job, waited_s=100, hinted_ago_s=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    _end_session(pid)
    reconciler._guarded(reconciler.tick)
    assert swept == []
    reconciler._guarded(reconciler.tick)
    assert swept == [str(job.pk)]


def _end_session(pid: int) -> None:
    def end() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as operator:
        operator.submit(end).result(20)


@pytest.mark.django_db
def test_run_ticks_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    ticks: list[int] = []

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 3:
            stop.set()

    monkeypatch.setattr(reconciler, "TICK_S", 0.001)
    monkeypatch.setattr(reconciler, "tick", tick)
    reconciler.run(stop)
    assert len(ticks) == 3


@pytest.mark.django_db
def test_part_is_alive_for_45_seconds_after_its_last_sign() -> None:
    assert is_alive("worker") is False
    heartbeat.record_heartbeat("worker")
    assert is_alive("worker") is True
    for seconds, expected in ((40, True), (46, False)):
        Heartbeat.objects.update(seen_at=Now() - timedelta(seconds=seconds))
        assert is_alive("worker") is expected
    assert queue.LEASE < heartbeat.STALE
