"""Prometheus metrics: this process's own, and the queue's and outbox's state from the database."""

from collections.abc import Iterable

import structlog
from django.db import Error
from django.db.models import Count
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from segue.kernel import clock
from segue.kernel.events.models import Delivery
from segue.kernel.jobs.models import Job, JobState

__all__ = ["CONTENT_TYPE_LATEST", "register_collectors", "render"]

log = structlog.get_logger(__name__)


class QueueCollector(Collector):
    """Counted at each scrape, so that it is right whichever process is asked."""

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterable[Metric]:
        """Nothing while the database is away: this process's own numbers matter most just then."""
        try:
            return list(self._count())
        except Error as error:
            log.warning("queue_not_counted", reason=str(error).strip())
            return []

    def _count(self) -> Iterable[Metric]:
        jobs = GaugeMetricFamily("segue_jobs", "Jobs by kind and state", labels=["kind", "state"])
        for row in Job.objects.values("kind", "state").annotate(count=Count("pk")):
            jobs.add_metric([row["kind"], row["state"]], row["count"])
        yield jobs
        yield GaugeMetricFamily(
            "segue_oldest_queued_job_seconds", "How long the oldest due job waits", value=_oldest_wait_s()
        )
        waiting = Delivery.objects.filter(done_at=None)
        parked = waiting.exclude(parked_at=None).count()
        yield GaugeMetricFamily(
            "segue_events_waiting", "Events not delivered yet", value=waiting.count() - parked
        )
        yield GaugeMetricFamily("segue_events_parked", "Events that failed too often", value=parked)


def register_collectors() -> None:
    """Once per process."""
    REGISTRY.register(QueueCollector())


def render() -> bytes:
    return generate_latest(REGISTRY)


def _oldest_wait_s() -> float:
    oldest = (
        Job.objects.filter(state=JobState.QUEUED)
        .order_by("run_after")
        .values_list("run_after", flat=True)
        .first()
    )
    return max((clock.now() - oldest).total_seconds(), 0.0) if oldest else 0.0
