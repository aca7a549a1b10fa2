"""A history as its team reads it: acts, newest first, each with all that it changed."""

import uuid
from collections import defaultdict
from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from segue.kernel.history.rows import AbstractEdit, Versioned
from segue.kernel.history.undoing import undone_acts
from segue.kernel.http import PageQuery, paginate

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""The one of what is edited that its editor looked at."""


class HistoryQuery(PageQuery):
    """An act may have changed hundreds of things."""

    limit: Annotated[int, Field(ge=1, le=50)] = 20


class EditorOut(Schema):
    id: uuid.UUID
    username: str
    name: str


class EditOut(Schema):
    """The changed fields alone; of what was added `before` is null, of what was removed `after` is."""

    subject_kind: str
    subject_id: uuid.UUID
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class ActOut(Schema):
    """What one person changed at once. `version`: the one that it made. `actor`: null for an account that is gone, and
    for what Segue did itself. `undoes`: the act that this one took back."""

    act: uuid.UUID
    version: int
    at: datetime
    actor: EditorOut | None
    undoes: uuid.UUID | None
    is_undone: bool
    edits: list[EditOut]


def history_page(root: Versioned, query: PageQuery) -> dict[str, Any]:
    """A Page's fields, of ActOut. Raises BadCursor."""
    # Every act makes one version.
    heads = root.edits.select_related("actor").distinct("version")
    page = paginate(heads, query, order=("version",), show=lambda head: head)
    edits = defaultdict(list)
    versions = [head.version for head in page["items"]]
    for edit in root.edits.filter(version__in=versions).order_by("pk"):
        edits[edit.version].append(edit)
    undone = undone_acts(root, [head.act for head in page["items"]])
    shown = [_show(head, edits[head.version], is_undone=head.act in undone) for head in page["items"]]
    return {**page, "items": shown}


def _show(head: AbstractEdit, edits: list[AbstractEdit], *, is_undone: bool) -> ActOut:
    return ActOut(
        act=head.act,
        version=head.version,
        at=head.created_at,
        actor=_show_editor(head.actor) if head.actor else None,
        undoes=head.undoes,
        is_undone=is_undone,
        edits=[
            EditOut(
                subject_kind=edit.subject_kind,
                subject_id=edit.subject_id,
                before=edit.before,
                after=edit.after,
            )
            for edit in edits
        ],
    )


def _show_editor(actor: Any) -> EditorOut:
    return EditorOut(id=actor.pk, username=actor.get_username(), name=actor.name)
