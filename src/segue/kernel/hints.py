"""Hints to Celery: sent after commit, free to fail, because the database holds the truth."""

import structlog
from celery import current_app
from django.db import transaction
from kombu import Connection
from kombu.exceptions import KombuError
from kombu.pools import producers
from prometheus_client import Counter
from redis.exceptions import RedisError

from segue.kernel.priority import GO_ON

# A request waits for its hints, so it gives up on a frozen broker sooner than workers do, and at the first try.
TIMEOUT_S = 1.0
GIVE_UP_SOON = {"socket_timeout": TIMEOUT_S, "socket_connect_timeout": TIMEOUT_S, "max_retries": 0}

log = structlog.get_logger(__name__)
HINTS_LOST = Counter("segue_hints_lost", "Hints that the broker didn't take", ["task"])


def hint_on_commit(task: str, *args: str, priority: int = GO_ON) -> None:
    """Ask a worker to run `task` soon; ids only. The reconciler asks again when this gets lost."""
    transaction.on_commit(lambda: send_hint(task, *args, priority=priority))


def send_hint(task: str, *args: str, priority: int = GO_ON) -> bool:
    """True when the broker took it; False after at most about a second."""
    try:
        with producers[_connection()].acquire(block=True, timeout=TIMEOUT_S) as producer:
            current_app.send_task(
                task, args=args, producer=producer, ignore_result=True, retry=False, priority=priority
            )
    except (KombuError, RedisError, OSError) as error:
        HINTS_LOST.labels(task).inc()
        log.warning("hint_lost", task=task, reason=str(error))
        return False
    return True


def _connection() -> Connection:
    """Names the pool; connects only when the pool has no connection yet."""
    return current_app.connection_for_write(transport_options=GIVE_UP_SOON)
