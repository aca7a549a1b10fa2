"""What operators do with events, on record."""

import uuid
from typing import Any

from django.db import transaction

from segue.kernel import audit
from segue.kernel.errors import NotFound
from segue.kernel.events import outbox
from segue.kernel.events.models import Delivery


class EventNotParked(NotFound):
    code = "events.not_parked"
    title = "There is no such parked event"


@transaction.atomic
def retry_parked(actor: Any, delivery_id: uuid.UUID) -> None:
    """Deliver it again, with as many attempts as a new one. Raises EventNotParked."""
    delivery = Delivery.objects.select_for_update().exclude(parked_at=None).filter(pk=delivery_id).first()
    if delivery is None:
        raise EventNotParked
    outbox.retry(delivery)
    about = {"event_name": delivery.event_name, "handler": delivery.handler}
    audit.record(actor, "events.parked_event_retried", subject=("event", delivery_id), before=about)
