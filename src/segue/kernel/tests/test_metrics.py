"""The queue's and the outbox's state, counted at each scrape."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models.functions import Now

from segue.kernel import clock, metrics
from segue.kernel.events.models import Delivery
from segue.kernel.ids import new_id
from segue.kernel.jobs.models import Job, JobState


def lines() -> list[str]:
    return metrics.render().decode().splitlines()


@pytest.mark.django_db
def test_jobs_and_events_are_counted() -> None:
    for state in (JobState.QUEUED, JobState.QUEUED, JobState.FAILED):
        job = Job.objects.create(kind="test.press", subject_id=new_id(), step="cut", state=state)
    Job.objects.filter(state=JobState.QUEUED).update(run_after=Now() - timedelta(seconds=90))
    for parked_at, done_at in ((None, None), (None, clock.now()), (clock.now(), None)):
        Delivery.objects.create(
            event_name="test.x", handler="x", payload={}, parked_at=parked_at, done_at=done_at
        )
    found = lines()
    assert 'segue_jobs{kind="test.press",state="queued"} 2.0' in found
    assert 'segue_jobs{kind="test.press",state="failed"} 1.0' in found
    assert "segue_events_waiting 1.0" in found
    assert "segue_events_parked 1.0" in found
    (oldest,) = (line for line in found if line.startswith("segue_oldest_queued_job_seconds "))
    assert 89 < float(oldest.split()[1]) < 120
    assert job.state == JobState.FAILED


def test_own_numbers_are_told_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(collector: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(metrics.QueueCollector, "_count", away)
    found = "\n".join(lines())
    assert "segue_hints_lost" in found
    assert "segue_jobs" not in found
