"""Signs of life in the database, and how old they may be."""

import threading
from datetime import timedelta

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.models.functions import Now

from segue.kernel.jobs.models import Heartbeat

INTERVAL_S = 10.0
STALE = timedelta(seconds=45)

log = structlog.get_logger(__name__)


def record_heartbeat(part: str) -> None:
    """Say that `part` is alive now, by the database's clock."""
    Heartbeat.objects.update_or_create(part=part, defaults={"seen_at": Now()})


def is_alive(part: str) -> bool:
    return Heartbeat.objects.filter(part=part, seen_at__gt=Now() - STALE).exists()


def keep_recording(part: str) -> None:
    """Record from a daemon thread for as long as the process lives."""

    def loop() -> None:
        pause = threading.Event()
        while True:
            try:
                record_heartbeat(part)
            except (OperationalError, InterfaceError) as error:
                log.warning("heartbeat_lost", part=part, reason=str(error).strip())
                connection.close()
            pause.wait(INTERVAL_S)

    threading.Thread(target=loop, name="heartbeat", daemon=True).start()
