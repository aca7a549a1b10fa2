"""Runs the reconciler until it is told to stop."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from segue.kernel.jobs import reconciler


class Command(BaseCommand):
    help = "Repair what lost hints and dead workers left behind, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        reconciler.run(stop)
