"""What a table of tracks changes, as the API shows it."""

import uuid

from ninja import Schema


class TableChangeOut(Schema):
    """Of one field of the track in this row; the table's head is row 1."""

    row: int
    track_id: uuid.UUID
    title: str
    field: str
    before: str | int | float | None
    after: str | int | float | None


class TableOutcome(Schema):
    """`changes`: the first 1,000 of `change_count`, on `track_count` tracks."""

    is_dry_run: bool
    track_count: int
    change_count: int
    changes: list[TableChangeOut]
