"""Registers the pipeline, with leases short enough to wait for."""

from datetime import timedelta

from django.apps import AppConfig


class PressingConfig(AppConfig):
    name = "tests.faults.pressing"
    label = "pressing"

    def ready(self) -> None:
        from segue.kernel.jobs import queue, reconciler
        from tests.faults.pressing import pipeline

        queue.LEASE = timedelta(seconds=2)
        reconciler.TICK_S = 0.25
        reconciler.HINT_AGAIN = timedelta(seconds=1)
        reconciler.EVENT_OVERDUE = timedelta(seconds=1)
        pipeline.PRESSING  # noqa: B018 (importing it has registered it)
