"""The audit log over HTTP, for operators; nothing writes to it from outside."""

import uuid
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Schema

from segue.kernel.audit.models import AuditEntry
from segue.kernel.audit.names import TERMINAL, Names, done_by, names_in, people_in
from segue.kernel.http import Page, PageQuery, Router, operators, paginate

router = Router(tags=["operation"])
# The database can't hold a zero in a text.
Exactly = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]+$")]


class AuditQuery(PageQuery):
    """`actor`: a username or an id. `subject`: an id. Each must match exactly."""

    action: Exactly | None = None
    actor: Exactly | None = None
    subject: Exactly | None = None


class AuditEntryOut(Schema):
    """`actor_id`: null for a command on the server's terminal. `actor_name`: as they are called now, empty for who has
    been erased. `before` and `after` hold what was changed. `names`: the same names by the ids that stand in it."""

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
    names: dict[str, str]


@router.get("/audit-log", auth=operators, response=Page[AuditEntryOut])
def list_audit_log(request: HttpRequest, query: Query[AuditQuery]) -> dict[str, Any]:
    """Newest first."""
    rows = AuditEntry.objects.all()
    if query.action:
        rows = rows.filter(action=query.action)
    if query.actor:
        rows = rows.filter(done_by(query.actor))
    if query.subject:
        rows = rows.filter(subject_id=query.subject)
    page = paginate(rows, query, order=("created_at", "id"), show=lambda entry: entry)
    names = names_in(page["items"])
    return {**page, "items": [_show(entry, names) for entry in page["items"]]}


def _show(entry: AuditEntry, names: Names) -> AuditEntryOut:
    own = {str(person): names[person] for person in people_in(entry) if person in names}
    actor = names.get(entry.actor_id, "") if entry.actor_id else TERMINAL
    told = {
        name: getattr(entry, name) for name in AuditEntryOut.model_fields.keys() - {"actor_name", "names"}
    }
    return AuditEntryOut(**told, actor_name=actor, names=own)
