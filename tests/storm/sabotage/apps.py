"""Puts the kill points in place, shortens the waits of recovery, and plants the bug that was asked for."""

from datetime import timedelta

from django.apps import AppConfig


class SabotageConfig(AppConfig):
    name = "tests.storm.sabotage"
    label = "sabotage"

    def ready(self) -> None:
        from segue.kernel.jobs import queue, reconciler
        from tests.storm.sabotage import bugs, kill_points

        queue.LEASE = timedelta(seconds=4)
        reconciler.TICK_S = 0.5
        reconciler.HINT_AGAIN = timedelta(seconds=2)
        kill_points.install()
        bugs.plant()
