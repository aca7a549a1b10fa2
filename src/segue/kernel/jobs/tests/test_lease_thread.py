"""The side thread that keeps a lease alive while a step works."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.jobs.pipeline import Output, Step
from segue.kernel.jobs.tests.conftest import DEADLINE_S, MakePipeline, enqueue, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
Renew = Callable[[queue.Claim], bool]


def sessions() -> set[int]:
    """Process ids of the server's side of each connection to this database; PostgreSQL's own come and go."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        return {pid for (pid,) in cursor.fetchall()}


def counted(renew: Renew, enough: threading.Event, *, until: int) -> Renew:
    """Sets `enough` at the given renewal."""
    done: list[bool] = []

    def count(claimed: queue.Claim) -> bool:
        done.append(renew(claimed))
        if len(done) == until:
            enough.set()
        return done[-1]

    return count


def test_step_may_take_longer_than_its_lease(
    make_pipeline: MakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasted_longer = threading.Event()
    monkeypatch.setattr(queue, "LEASE", timedelta(seconds=3))
    monkeypatch.setattr(queue, "renew", counted(queue.renew, lasted_longer, until=4))
    before = sessions()

    def outlast(job: Job, outputs: object) -> Output:
        assert lasted_longer.wait(DEADLINE_S)
        assert queue.claim(job.pk) is None, "the lease is still held"
        return {"sessions": len(sessions() - before)}

    make_pipeline(Step("cut", "Cutting", outlast))
    runner.run_step(enqueue().pk)
    assert (Job.objects.get().state, Job.objects.get().attempts) == (JobState.DONE, 1)
    assert StepRun.objects.get().output == {"sessions": 1}
    assert wait_until(lambda: sessions() <= before), "the side thread hangs up"
    assert not [thread for thread in threading.enumerate() if thread.name == "lease"]


def test_renewal_goes_on_after_the_database_blinked(
    make_pipeline: MakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed = threading.Event()
    answers: list[Renew] = [_blink, counted(queue.renew, renewed, until=1)]

    def answer(claimed: queue.Claim) -> bool:
        return answers.pop(0)(claimed) if answers else False

    monkeypatch.setattr(queue, "LEASE", timedelta(seconds=0.3))
    monkeypatch.setattr(queue, "renew", answer)

    def outlast(job: Job, outputs: object) -> Output:
        assert renewed.wait(DEADLINE_S)
        return {}

    make_pipeline(Step("cut", "Cutting", outlast))
    runner.run_step(enqueue().pk)
    assert (Job.objects.get().state, answers) == (JobState.DONE, [])


def test_renewal_ends_once_the_lease_is_lost(
    make_pipeline: MakePipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[queue.Claim] = []

    def lose(claimed: queue.Claim) -> bool:
        asked.append(claimed)
        return False

    monkeypatch.setattr(queue, "LEASE", timedelta(seconds=0.03))
    monkeypatch.setattr(queue, "renew", lose)

    def outlast(job: Job, outputs: object) -> Output:
        assert wait_until(lambda: bool(asked) and not _is_keeping())
        return {}

    make_pipeline(Step("cut", "Cutting", outlast))
    runner.run_step(enqueue().pk)
    assert len(asked) == 1


def _is_keeping() -> bool:
    return any(thread.name == "lease" for thread in threading.enumerate())


def _blink(claimed: queue.Claim) -> bool:
    raise OperationalError("the connection is lost")
