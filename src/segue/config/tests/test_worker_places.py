"""A worker's threads are the places that the job queue counts."""

from types import SimpleNamespace

import pytest
from celery import signals

from segue.config import celery
from segue.kernel.jobs.slots import SLOTS


def test_a_starting_worker_says_how_many_steps_it_runs_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SLOTS, "count", 1)
    assert celery.app.main == "segue"
    signals.celeryd_after_setup.send(sender="test", instance=SimpleNamespace(concurrency=3), conf=None)
    assert SLOTS.count == 3
