"""What is due at a moment is done by the reconciler, at that moment, and not before."""

import threading

import pytest

from segue.kernel.jobs import alarms, reconciler
from segue.kernel.jobs.alarms import Alarm


@pytest.fixture(autouse=True)
def none_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarms, "_ALARMS", [])


def test_only_what_has_come_rings() -> None:
    rung: list[str] = []
    for name, wait_s in (("past", -3.0), ("now", 0.0), ("soon", 0.4), ("none", None)):
        alarms.register(Alarm(lambda wait_s=wait_s: wait_s, lambda name=name: rung.append(name)))  # type: ignore[misc]
    alarms.ring_due()
    assert (rung, alarms.waits_s()) == (["past", "now"], [-3.0, 0.0, 0.4])


@pytest.mark.parametrize(
    ("waits_s", "pause_s"),
    [([], 1.0), ([7.0], 1.0), ([7.0, 0.25], 0.25), ([0.001], 0.05), ([-2.0], 0.05)],
)
def test_the_reconciler_sleeps_until_the_next_moment(waits_s: list[float], pause_s: float) -> None:
    for wait_s in waits_s:
        alarms.register(Alarm(lambda wait_s=wait_s: wait_s, lambda: None))  # type: ignore[misc]
    assert reconciler._pause_s() == pause_s


@pytest.mark.django_db
def test_alarms_ring_where_another_reconciler_holds_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr(reconciler, "_holds_lock", lambda: False)
    alarms.register(Alarm(lambda: 0.0, stop.set))
    reconciler.run(stop)
    assert stop.is_set()
