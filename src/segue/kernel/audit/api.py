"""The audit log over HTTP, for operators; nothing writes to it from outside."""

import uuid
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Schema

from segue.kernel.audit.models import AuditEntry
from segue.kernel.http import Page, PageQuery, Router, operators, paginate
from segue.kernel.ids import parse_id

router = Router(tags=["operation"])
# The database can't hold a zero in a text.
Exactly = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]+$")]


class AuditQuery(PageQuery):
    """`actor`: a username or an id. `subject`: an id. Each must match exactly."""

    action: Exactly | None = None
    actor: Exactly | None = None
    subject: Exactly | None = None


class AuditEntryOut(Schema):
    """`actor_id`: null for a command on the server's terminal. `before` and `after` hold what was changed."""

    id: uuid.UUID
    created_at: datetime
    actor_id: uuid.UUID | None
    actor_name: str
    action: str
    subject_kind: str
    subject_id: str
    reason: str
    before: dict[str, Any]
    after: dict[str, Any]
    request_id: str
    address: str


@router.get("/audit-log", auth=operators, response=Page[AuditEntryOut])
def list_audit_log(request: HttpRequest, query: Query[AuditQuery]) -> dict[str, Any]:
    """Newest first."""
    rows = AuditEntry.objects.all()
    if query.action:
        rows = rows.filter(action=query.action)
    if query.actor:
        identity = parse_id(query.actor)
        rows = rows.filter(actor_id=identity) if identity else rows.filter(actor_name=query.actor)
    if query.subject:
        rows = rows.filter(subject_id=query.subject)
    return paginate(rows, query, order=("created_at", "id"), show=AuditEntryOut.from_orm)
