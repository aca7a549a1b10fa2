"""Repairs what lost hints and dead workers left behind, and does what is due at a moment, at that moment; a plain
process, as the broker may be what died."""

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.models import DurationField, Exists, ExpressionWrapper, F, Q
from django.db.models.functions import Now

from segue.kernel.events import outbox
from segue.kernel.events.models import Delivery
from segue.kernel.hints import send_hint
from segue.kernel.jobs import alarms, queue, turns
from segue.kernel.jobs.heartbeat import record_heartbeat
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import known_kinds

TICK_S = 1.0
SHORTEST_PAUSE_S = 0.05
"""While what is due is in somebody else's hands."""
HINT_AGAIN = timedelta(seconds=5)
EVENT_OVERDUE = timedelta(seconds=2)
LIMIT = 100
IDLE_LIMIT = 10
LOCK_KEY = 0x5E67E  # any number; the same one for all reconcilers of a database

log = structlog.get_logger(__name__)


def run(stop: threading.Event) -> None:
    """Tick until told to stop; only the process that holds the advisory lock repairs. Alarms ring in any of them, and
    are looked at again with each tick: one that was set since is late by no more than that."""
    while True:
        _guarded(alarms.ring_due)
        _guarded(tick)
        if stop.wait(_pause_s()):
            return


def tick() -> None:
    """One round: hint again at forgotten jobs, ended leases and overdue events."""
    if not _holds_lock():
        return
    record_heartbeat("reconciler")
    for job in _forgotten_jobs() or _idle_jobs():
        if not send_hint(queue.RUN_TASK, str(job.pk), priority=job.priority):
            return  # each further try would wait for the same broker; the next tick asks again
        Job.objects.filter(pk=job.pk).update(hinted_at=Now())
    overdue = Q(done_at=None, parked_at=None, due_at__lt=Now() - EVENT_OVERDUE)
    if Delivery.objects.filter(overdue).exists():
        send_hint(outbox.DELIVER_TASK)


def _forgotten_jobs() -> list[Job]:
    """Jobs that could run but whose last hint is old, for their wait."""
    known = Job.objects.filter(kind__in=known_kinds())
    forgotten = known.filter(_unhinted() & (turns.waits() & _hints_grow_rarer() | turns.lease_ended()))
    return list(forgotten.order_by(F("hinted_at").asc(nulls_first=True))[:LIMIT])


def _idle_jobs() -> list[Job]:
    """The oldest due jobs, when none at all is running: the broker may have come back empty."""
    running = Job.objects.filter(state=JobState.RUNNING, lease_until__gte=Now())
    waiting = Job.objects.filter(turns.waits() & _unhinted(), ~Exists(running), kind__in=known_kinds())
    return list(waiting.order_by("run_after")[:IDLE_LIMIT])


def _unhinted() -> Q:
    return Q(hinted_at=None) | Q(hinted_at__lt=Now() - HINT_AGAIN)


def _hints_grow_rarer() -> Q:
    """Once each time the wait has doubled, so a long queue isn't flooded with copies."""
    half_the_wait = ExpressionWrapper((Now() - F("run_after")) / 2, output_field=DurationField())
    return Q(hinted_at=None) | Q(hinted_at__lt=F("run_after") + half_the_wait)


def _holds_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks"
            " WHERE locktype = 'advisory' AND objid = %s AND pid = pg_backend_pid())"
            " OR pg_try_advisory_lock(%s)",
            [LOCK_KEY, LOCK_KEY],
        )
        return bool(cursor.fetchone()[0])


def _pause_s() -> float:
    waits: list[float] = []
    _guarded(lambda: waits.extend(alarms.waits_s()))
    return max(min([TICK_S, *waits]), SHORTEST_PAUSE_S)


def _guarded(action: Callable[[], object]) -> None:
    try:
        action()
    except (OperationalError, InterfaceError) as error:
        log.warning("database_unreachable", reason=str(error).strip())
        connection.close()
