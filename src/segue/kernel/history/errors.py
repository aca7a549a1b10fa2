"""What is refused about edits."""

from segue.kernel.errors import DomainError, Refusal


class EditConflict(DomainError):
    """`members["conflicts"]`: `{subject_kind, subject_id, field, yours, theirs}` of each field; `members["version"]`:
    the present one."""

    code = "history.edit_conflict"
    refusal = Refusal.CONFLICT
    title = "Somebody else has changed this meanwhile. Look at both and choose"


class NothingToUndo(DomainError):
    code = "history.nothing_to_undo"
    refusal = Refusal.CONFLICT
    title = "This change can't be undone: it isn't of this, or it has been undone already"


class FormerValueGone(DomainError):
    code = "history.former_value_gone"
    refusal = Refusal.CONFLICT
    title = (
        "This change can't be undone: what stood there before, a picture or a page, is gone. Choose another"
    )
