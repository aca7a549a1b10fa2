"""The log of every privileged act: written beside the change itself, and never changed afterwards."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection
from structlog.contextvars import get_contextvars

from segue.kernel.audit.address import current_address

Facts = Mapping[str, Any]


class RecordedOutsideTransaction(Exception):
    """An entry must commit or roll back together with the change that it speaks of."""


def record(
    actor: Any | None,
    action: str,
    *,
    subject: tuple[str, uuid.UUID | str],
    reason: str = "",
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Write one entry. `actor`: the user who acts; None for a command on the server's own terminal. `action`:
    `app.past_tense`. `subject`: its kind and its id. `before` and `after`: what changed, as JSON, without secrets, and
    with people by their ids alone: an entry can't be changed when one of them is erased.
    Raises RecordedOutsideTransaction."""
    from segue.kernel.audit.models import AuditEntry  # this package is imported before Django has its models

    if not connection.in_atomic_block:
        raise RecordedOutsideTransaction(action)
    kind, identity = subject
    AuditEntry.objects.create(
        actor_id=actor.pk if actor else None,
        action=action,
        subject_kind=kind,
        subject_id=str(identity),
        reason=reason,
        before=dict(before or {}),
        after=dict(after or {}),
        request_id=str(get_contextvars().get("request_id", "")),
        address=current_address(),
    )
