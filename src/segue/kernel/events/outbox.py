"""Publish events inside a transaction; deliver each to its handlers exactly once."""

from datetime import timedelta
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from structlog.contextvars import bound_contextvars, get_contextvars

from segue.kernel.events.models import Delivery
from segue.kernel.events.registry import EVENT_TYPES, Event, handlers_of
from segue.kernel.hints import hint_on_commit

DELIVER_TASK = "events.deliver_due"
MAX_ATTEMPTS = 10
MAX_BACKOFF = timedelta(minutes=15)
KILLED = "The worker died during each attempt."

log = structlog.get_logger(__name__)


class PublishedOutsideTransaction(Exception):
    """An event must commit or roll back together with the change that it announces."""


def publish(event: Event) -> None:
    """Announce a fact. Raises PublishedOutsideTransaction."""
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction(event.name)
    request_id = str(get_contextvars().get("request_id", ""))
    deliveries = Delivery.objects.bulk_create(
        Delivery(
            event_name=event.name,
            handler=key,
            payload=event.model_dump(mode="json"),
            request_id=request_id,
        )
        for key in handlers_of(event.name)
    )
    if deliveries:
        hint_on_commit(DELIVER_TASK)


def deliver_due(limit: int = 100) -> int:
    """Deliver what is due, oldest first; the number of deliveries tried."""
    count = 0
    while count < limit and deliver_next():
        count += 1
    return count


def deliver_next() -> bool:
    """Deliver one event; the handler's writes and the receipt commit together. False when none is due."""
    delivery = _claim()
    if delivery is None:
        return False
    with bound_contextvars(event_id=str(delivery.pk), request_id=delivery.request_id):
        try:
            _attempt(delivery)
        except Exception as error:  # noqa: BLE001 (whatever a handler raises is kept and tried again)
            _record_failure(delivery, error)
    return True


def retry(delivery: Delivery) -> None:
    """Take a parked delivery up again; nothing happens to one that isn't parked."""
    parked = Delivery.objects.filter(pk=delivery.pk).exclude(parked_at=None)
    if parked.update(parked_at=None, attempts=0, due_at=Now()):
        hint_on_commit(DELIVER_TASK)


def _claim() -> Delivery | None:
    """Take the oldest due delivery. The attempt is counted and the next one set before the handler runs, so
    a handler that kills its process neither blocks the others nor goes on for ever."""
    with transaction.atomic():
        delivery = (
            Delivery.objects.filter(done_at=None, parked_at=None, due_at__lte=Now())
            .order_by("due_at", "pk")
            .select_for_update(skip_locked=True)
            .first()
        )
        if delivery is None:
            return None
        delivery.attempts += 1
        wait = min(timedelta(seconds=2**delivery.attempts), MAX_BACKOFF)
        values: dict[str, Any] = {"attempts": delivery.attempts, "due_at": Now() + wait}
        if delivery.attempts > MAX_ATTEMPTS:
            values |= {"attempts": MAX_ATTEMPTS, "parked_at": Now(), "last_error": KILLED}
        Delivery.objects.filter(pk=delivery.pk).update(**values)
    return delivery


def _attempt(delivery: Delivery) -> None:
    with transaction.atomic():
        # Waits for a row lock: another worker's claim takes one before it sees that the row is taken.
        if not _held(delivery).select_for_update().exists():
            return  # parked, or this worker paused so long that another one took over
        event = EVENT_TYPES[delivery.event_name].model_validate(delivery.payload)
        handlers_of(delivery.event_name)[delivery.handler](event)
        _held(delivery).update(done_at=Now())


def _record_failure(delivery: Delivery, error: Exception) -> None:
    log.error("delivery_failed", exc_info=error, event_name=delivery.event_name, handler=delivery.handler)
    values: dict[str, Any] = {"last_error": repr(error)[:2000]}
    if delivery.attempts >= MAX_ATTEMPTS:
        values["parked_at"] = Now()
    _held(delivery).update(**values)


def _held(delivery: Delivery) -> QuerySet[Delivery]:
    """Its row, as long as nobody has taken the delivery again."""
    return Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, done_at=None, parked_at=None)
