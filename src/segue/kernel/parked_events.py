"""Parked events over HTTP, for operators: what a handler failed at too often, and another try."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Schema, Status

from segue.kernel.events import services
from segue.kernel.events.models import Delivery
from segue.kernel.http import Page, PageQuery, Router, operators, paginate

router = Router(tags=["operation"])


class ParkedEventOut(Schema):
    """One event on its way to one handler."""

    id: uuid.UUID
    event_name: str
    handler: str
    payload: dict[str, Any]
    attempts: int
    last_error: str
    created_at: datetime
    parked_at: datetime


@router.get("/events/parked", auth=operators, response=Page[ParkedEventOut])
def list_parked_events(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first."""
    rows = Delivery.objects.exclude(parked_at=None)
    return paginate(rows, query, order=("parked_at", "id"), show=ParkedEventOut.from_orm)


@router.post("/events/parked/{event_id}/retry", auth=operators, response={204: None})
def retry_parked_event(request: HttpRequest, event_id: uuid.UUID) -> Status[None]:
    """Deliver it again, with as many attempts as a new one."""
    services.retry_parked(request.user, event_id)
    return Status(204, None)
