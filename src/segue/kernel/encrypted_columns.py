"""Which columns hold encrypted values, so that all of them can be renewed under the newest key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from segue.kernel import encryption

BATCH_ROWS = 200
TRIES = 5

_columns: list["EncryptedColumn"] = []


@dataclass(frozen=True)
class EncryptedColumn:
    """Texts, or JSON with encrypted texts in it. `context(row)`: what they are encrypted with (kernel.encryption)."""

    model: type[Model]
    name: str
    context: Callable[[Any], str]


def register(column: EncryptedColumn) -> None:
    """Apps call this once, when all models are loaded."""
    if column not in _columns:
        _columns.append(column)


def renew_all() -> int:
    """Encrypts anew what an older key did, so that this key can be dropped. Returns how many rows.

    Raises encryption.Unreadable.
    """
    return sum(_renew_column(column) for column in _columns)


def _renew_column(column: EncryptedColumn) -> int:
    rows = column.model._default_manager.order_by("pk")
    return sum(_renew_row(column, row) for row in rows.iterator(chunk_size=BATCH_ROWS))


def _renew_row(column: EncryptedColumn, row: Model) -> bool:
    """Looks again when somebody changed the row meanwhile."""
    same_row = column.model._default_manager.filter(pk=row.pk)
    for _ in range(TRIES):
        stored = getattr(row, column.name)
        renewed = _renewed(stored, column.context(row))
        if renewed == stored:
            return False
        if same_row.filter(**{column.name: stored}).update(**{column.name: renewed}):
            return True
        found = same_row.first()
        if found is None:
            return False
        row = found
    return False


def _renewed(value: Any, context: str) -> Any:
    match value:
        case str() if encryption.is_encrypted(value) and encryption.needs_renewal(value):
            return encryption.encrypt(encryption.decrypt(value, context), context)
        case list():
            return [_renewed(inner, context) for inner in value]
        case dict():
            return {name: _renewed(inner, context) for name, inner in value.items()}
    return value
