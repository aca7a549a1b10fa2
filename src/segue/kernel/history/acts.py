"""One act: any number of edits of one root, checked against what others changed meanwhile, and put on record."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from segue.kernel.history.errors import EditConflict
from segue.kernel.history.rows import AbstractEdit, Versioned
from segue.kernel.ids import new_id

Values = Mapping[str, Any]
"""Fields of a subject, as JSON."""


RootT = TypeVar("RootT", bound=Versioned)


@dataclass
class Act(Generic[RootT]):
    """The caller has locked `root`, and calls `finish` in the same transaction. `base_version`: the root's when the
    actor last looked, None to overwrite whatever is there."""

    root: RootT
    actor_id: uuid.UUID | None
    base_version: int | None = None
    undoes: uuid.UUID | None = None
    id: uuid.UUID = field(default_factory=new_id)
    edits: list[AbstractEdit] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)

    def set(self, row: Model, **values: Any) -> bool:
        """Columns of the root or of something on it; False when all of them had these values already."""
        before = {name: as_json(getattr(row, name)) for name in values}
        after = {name: as_json(value) for name, value in values.items()}
        if not self.change(kind_of(row), row.pk, before, after):
            return False
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        return True

    def change(self, kind: str, subject_id: uuid.UUID, before: Values | None, after: Values | None) -> bool:
        """Put on record what the caller changes; False when it is no change. `before` is None of what is added,
        `after` of what is removed."""
        if before is not None and after is not None:
            after = {name: value for name, value in after.items() if value != before[name]}
            before = {name: before[name] for name in after}
            if not after:
                return False
            self._find_conflicts(kind, subject_id, before, after)
        self.edits.append(self._edit(kind, subject_id, before, after))
        return True

    def disagree(self, kind: str, subject_id: uuid.UUID, name: str, *, yours: Any, theirs: Any) -> None:
        """Somebody changed this field meanwhile: `finish` will refuse the act."""
        subject = {"subject_kind": kind, "subject_id": str(subject_id), "field": name}
        conflict = {**subject, "yours": yours, "theirs": theirs}
        if conflict not in self.conflicts:
            self.conflicts.append(conflict)

    def later(self, kind: str) -> QuerySet[AbstractEdit]:
        """What others changed of this kind since the actor looked."""
        edits: QuerySet[AbstractEdit] = self.root.edits.filter(subject_kind=kind)
        if self.base_version is None or self.base_version >= self.root.version:
            return edits.none()
        return edits.filter(version__gt=self.base_version)

    def finish(self) -> bool:
        """Whether anything changed. Raises EditConflict; then nothing of the act is kept."""
        if self.conflicts:
            raise EditConflict(members={"conflicts": self.conflicts, "version": self.root.version})
        if not self.edits:
            return False
        self.root.edits.bulk_create(self.edits)
        self.root.version += 1
        self.root.save(update_fields=["version"])
        return True

    def _edit(
        self, kind: str, subject_id: uuid.UUID, before: Values | None, after: Values | None
    ) -> AbstractEdit:
        edit: AbstractEdit = self.root.edits.model(
            **{self.root.edits.field.name: self.root},
            actor_id=self.actor_id,
            act=self.id,
            version=self.root.version + 1,
            subject_kind=kind,
            subject_id=subject_id,
            before=before,
            after=after,
            undoes=self.undoes,
        )
        return edit

    def _find_conflicts(self, kind: str, subject_id: uuid.UUID, before: Values, after: Values) -> None:
        later = self.later(kind).filter(subject_id=subject_id)
        touched = {name for changed in later.values_list("after", flat=True) for name in changed or ()}
        for name in sorted(touched & set(after)):
            self.disagree(kind, subject_id, name, yours=after[name], theirs=before[name])


def kind_of(row: Model) -> str:
    return str(row._meta.model_name)


def as_json(value: Any) -> Any:
    """Of a column's value; moments in ISO 8601, rows and ids as text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Model):
        return str(value.pk)
    return str(value) if isinstance(value, uuid.UUID) else value
