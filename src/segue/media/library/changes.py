"""Lays a folder beside the rows of its last scan, both in the order of their paths, and tells what differs."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from segue.media.library.walking import FoundFile, Unreadable, walk
from segue.media.models import LibraryFile, LibraryFolder

_ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A row of the last scan."""

    id: uuid.UUID
    path: bytes
    bytes: int
    modified_ns: int
    sha256: str
    asset_id: uuid.UUID | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A file to read: a new one, or one that is known with another size or time."""

    found: FoundFile
    known: KnownFile | None


@dataclass(frozen=True, slots=True)
class Back:
    """There again, as it was."""

    known: KnownFile


@dataclass
class Look:
    """What one walk met besides what it told of, filled as it goes: complete once it has ended."""

    found_count: int = 0
    found_bytes: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    gone: list[KnownFile] = field(default_factory=list)
    moved: set[uuid.UUID] = field(default_factory=set)

    @property
    def missing(self) -> list[uuid.UUID]:
        """Rows whose file is gone, and wasn't seen to be gone before."""
        return [row.id for row in self.gone if not row.is_missing and row.id not in self.moved]


def differences(folder: LibraryFolder, look: Look, below: bytes = b"") -> Iterator[Changed | Back]:
    """In the order of the paths, in bounded memory. `below`: only of this folder in it."""
    rows = _known(folder, below)
    row = next(rows, None)
    for found in walk(bytes(folder.path), below):
        if isinstance(found, Unreadable):
            look.unreadable.append(found)
            continue
        look.found_count += 1
        look.found_bytes += found.bytes
        while row and row.path < found.path:
            _miss(look, row)
            row = next(rows, None)
        if row is None or row.path != found.path:
            yield Changed(found, None)
            continue
        if (row.bytes, row.modified_ns) != (found.bytes, found.modified_ns):
            yield Changed(found, row)
        elif row.is_missing:
            yield Back(row)
        row = next(rows, None)
    while row:
        _miss(look, row)
        row = next(rows, None)


def _miss(look: Look, row: KnownFile) -> None:
    """Not below a folder that couldn't be looked into."""
    if not any(_is_below(row.path, place.path) for place in look.unreadable):
        look.gone.append(row)


def _is_below(path: bytes, place: bytes) -> bool:
    return place in (b"", path) or path.startswith(place + b"/")


def _known(folder: LibraryFolder, below: bytes) -> Iterator[KnownFile]:
    """Read in pieces: rows that are added meanwhile stand before those that are still to come."""
    rows = LibraryFile.objects.filter(folder=folder).order_by("path")
    if below:
        rows = rows.filter(path__gte=below + b"/", path__lt=below + b"0")  # "0" follows "/"
    last = b""
    while True:
        values = rows.filter(path__gt=last).values_list(
            "id", "path", "bytes", "modified_ns", "sha256", "asset_id", "missing_at"
        )[:_ROWS_AT_ONCE]
        page = [
            KnownFile(pk, bytes(path), size, modified, sha256, asset_id, missing_at is not None)
            for pk, path, size, modified, sha256, asset_id, missing_at in values
        ]
        yield from page
        if len(page) < _ROWS_AT_ONCE:
            return
        last = page[-1].path


def is_there(folder: LibraryFolder, row: KnownFile) -> bool:
    """Whether a file still is where and as large as it was."""
    try:
        return os.lstat(os.path.join(bytes(folder.path), row.path)).st_size == row.bytes  # noqa: PTH118
    except OSError:
        return False
