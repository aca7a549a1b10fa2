"""The folders that are libraries: whose they are, and one import of each at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from segue.accounts.types import Viewer, person_id
from segue.kernel import clock
from segue.media.errors import LibraryBusy, LibraryElsewhere
from segue.media.file_names import shown_name
from segue.media.models import LibraryFolder


@transaction.atomic
def open_library(
    actor: Viewer, path: Path, *, is_copied: bool | None, is_ahead: bool | None
) -> LibraryFolder:
    """Made when it is new; None leaves how its files are kept as it is. Raises LibraryElsewhere."""
    place = os.fsencode(os.path.realpath(path))
    _require_apart(actor, place)
    folder, _ = LibraryFolder.objects.get_or_create(path=place, defaults={"owner_id": person_id(actor)})
    wanted = {"is_copied": is_copied, "is_ahead": is_ahead}
    changes = {name: value for name, value in wanted.items() if value not in (None, getattr(folder, name))}
    if changes:
        for name, value in changes.items():
            setattr(folder, name, value)
        folder.save(update_fields=list(changes))
    return folder


def _require_apart(actor: Viewer, place: bytes) -> None:
    """No file belongs to two libraries, nor to two people's."""
    for path, owner_id in LibraryFolder.objects.values_list("path", "owner_id"):
        other = bytes(path)
        if other == place and owner_id == person_id(actor):
            continue
        if other == place:
            raise LibraryElsewhere("This folder is somebody else's library. Name its owner with --user.")
        if place.startswith(other.rstrip(b"/") + b"/") or other.startswith(place.rstrip(b"/") + b"/"):
            shown = shown_name(os.fsdecode(other))
            raise LibraryElsewhere(
                f"This folder and {shown}, which is a library, contain each other. Import that one."
            )


@contextmanager
def alone(folder: LibraryFolder) -> Iterator[None]:
    """Two imports of one folder at a time would make every track twice. Raises LibraryBusy."""
    key = f"library {folder.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        if not cursor.fetchone()[0]:
            raise LibraryBusy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def begin_changes(folder: LibraryFolder) -> None:
    """Until `settle`, what the last import began may be undone: its covers, for one."""
    if folder.scanned_at is not None:
        folder.scanned_at = None
        folder.save(update_fields=["scanned_at"])


def settle(folder: LibraryFolder) -> None:
    """All of it has been done. Nothing is written when nothing was."""
    if folder.scanned_at is None:
        folder.scanned_at = clock.database_now()
        folder.save(update_fields=["scanned_at"])
