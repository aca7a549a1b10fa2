"""Taking an act back: what it changed gets its former values, unless somebody has changed that since."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model

from segue.kernel.history.acts import Act, Values, as_json
from segue.kernel.history.errors import FormerValueGone, NothingToUndo
from segue.kernel.history.rows import AbstractEdit, Versioned

Hook = Callable[[Act[Any], AbstractEdit], object]
"""Takes one edit back within the act; `Act.disagree` says what stands in the way."""


@dataclass(frozen=True)
class OwnField:
    """A field of a history that is no plain column: a list of rows, an address. `write` changes it within the act,
    and puts that on record."""

    read: Callable[[Any], Any]
    write: Callable[[Act[Any], Any, Any], object]


def undo(act: Act[Any], hooks: Mapping[str, Hook]) -> None:
    """Takes back `act.undoes`, from its last edit to its first. `hooks`: by the kind of the subject. Raises
    NothingToUndo; `act.finish` raises EditConflict."""
    edits = list(act.root.edits.filter(act=act.undoes).order_by("-pk"))
    if not edits or act.undoes in undone_acts(act.root, [act.undoes]):
        raise NothingToUndo
    for edit in edits:
        hook = hooks.get(edit.subject_kind)
        if hook is None:
            raise NothingToUndo
        hook(act, edit)
    if not act.edits and not act.conflicts:
        raise NothingToUndo("All of this is as it was before already.")


def restore(
    act: Act[Any], edit: AbstractEdit, row: Model | None, own: Mapping[str, OwnField] | None = None
) -> None:
    """The hook for a subject that was changed: `row` is locked and as it is now. Raises NothingToUndo, when it is gone
    or was added or removed, which only a hook of its own can take back; FormerValueGone."""
    if row is None or edit.before is None or edit.after is None:
        raise NothingToUndo
    fields = own or {}
    agreed = [name for name in edit.before if _is_to_undo(act, edit, row, name, fields)]
    columns = {name: _value(row, name, edit.before[name]) for name in agreed if name not in fields}
    if columns:
        act.set(row, **columns)
    for name in agreed:
        if name in fields:
            fields[name].write(act, row, edit.before[name])


def undone_acts(root: Versioned, acts: Iterable[uuid.UUID | None]) -> set[uuid.UUID]:
    """Those of `acts` that have been taken back, and not brought back by undoing that."""
    pairs = root.edits.exclude(undoes=None).order_by("version").values_list("undoes", "act", "version")
    undone: set[uuid.UUID] = set()
    for undoes, act, _ in reversed(list(pairs.distinct())):
        if act not in undone:
            undone.add(undoes)
    return undone & set(acts)


def _is_to_undo(
    act: Act[Any], edit: AbstractEdit, row: Model, name: str, own: Mapping[str, OwnField]
) -> bool:
    """Not what stands there as before already. What is neither as before nor as the act left it is somebody's later
    wish, and is put among the conflicts."""
    before: Values = edit.before or {}
    after: Values = edit.after or {}
    present = own[name].read(row) if name in own else as_json(getattr(row, name))
    if present not in (before[name], after[name]):
        act.disagree(edit.subject_kind, edit.subject_id, name, yours=before[name], theirs=present)
    return bool(present == after[name])


def _value(row: Model, name: str, kept: Any) -> Any:
    """Of a column, as its model has it, from its JSON. Raises FormerValueGone."""
    column = row._meta.get_field(name)
    if kept is None or not isinstance(column, Field):
        return kept
    if column.related_model is None:
        return column.to_python(kept)
    related: Any = column.related_model
    rows = related._base_manager.select_for_update(no_key=True)  # it might be just going
    found = rows.filter(pk=kept).first()
    if found is None:
        raise FormerValueGone
    return found
