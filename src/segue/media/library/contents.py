"""After a library is browsable: each new file is read whole, for its hash and, if wanted, its copy in storage; files
that are the same are told."""

import hashlib
import os
import stat
import uuid
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from segue.kernel.storage import key_of, media_storage
from segue.media.blocks import refusals_of
from segue.media.file_names import shown_name
from segue.media.models import BlockedContent, DuplicatePair, LibraryFile, LibraryFolder
from segue.media.quota import require_disk

_AT_ONCE = 500
_THREADS = 2
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class _Unread:
    id: uuid.UUID
    asset_id: uuid.UUID
    path: bytes
    bytes: int
    modified_ns: int
    is_known: bool
    """It was read before, and is only copied now."""


Forget = Callable[[Collection[uuid.UUID]], object]
"""Whatever holds assets lets go of them for good, in the caller's transaction."""


def take_up_lifted(folder: LibraryFolder) -> None:
    """Files that were blocked when they were read, and aren't any more, are new again."""
    refused = LibraryFile.objects.filter(folder=folder, asset=None).exclude(refusal="").exclude(sha256="")
    refused.exclude(Exists(BlockedContent.objects.filter(sha256=OuterRef("sha256")))).delete()


def count_unread(folder: LibraryFolder) -> tuple[int, int]:
    """How many files are still to be read whole, and their bytes."""
    rows = _unread_rows(folder).values_list("bytes", flat=True)
    return len(rows), sum(rows)


def read_contents(
    folder: LibraryFolder, *, forget: Forget, on_read: Callable[[int], None] = lambda count: None
) -> list[tuple[str, str]]:
    """Goes on where it was stopped. A file that has changed or gone meanwhile is left to the next scan; what moderators
    have blocked is forgotten, and returned: names and reasons. Raises NoSpace."""
    refused: list[tuple[str, str]] = []
    with ThreadPoolExecutor(_THREADS) as pool:
        for page in _pages(folder):
            parts = [page[number::_THREADS] for number in range(_THREADS)]
            hashed = pool.map(lambda part: [(file, _read(folder, file)) for file in part], parts)
            hashes = [(file, sha256) for part in hashed for file, sha256 in part if sha256]
            refused += _keep(folder, hashes, forget)
            on_read(len(page))
    return refused


def _unread_rows(folder: LibraryFolder) -> QuerySet[LibraryFile]:
    unread = Q(sha256="") | Q(asset__sha256="")
    if folder.is_copied:
        unread |= Q(asset__master_key="")
    return LibraryFile.objects.filter(unread, folder=folder, asset__isnull=False, refusal="", missing_at=None)


def _pages(folder: LibraryFolder) -> Iterator[list[_Unread]]:
    last = b""
    while True:
        values = _unread_rows(folder).filter(path__gt=last).order_by("path")
        page = [
            _Unread(pk, asset_id, bytes(path), size, modified, bool(sha256))
            for pk, asset_id, path, size, modified, sha256 in values.values_list(
                "pk", "asset_id", "path", "bytes", "modified_ns", "sha256"
            )[:_AT_ONCE]
        ]
        if not page:
            return
        yield page
        last = page[-1].path


def _hash(folder: LibraryFolder, file: _Unread) -> str:
    """SHA-256 (hex); empty of what isn't as it was scanned, before and after."""
    try:
        with os.fdopen(os.open(_place(folder, file), _OPEN), "rb") as content:
            if not _is_as_scanned(content.fileno(), file):
                return ""
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
            return sha256 if _is_as_scanned(content.fileno(), file) else ""
    except OSError:
        return ""


def _read(folder: LibraryFolder, file: _Unread) -> str:
    return _copied(folder, file) if folder.is_copied else _hash(folder, file)


def _copied(folder: LibraryFolder, file: _Unread) -> str:
    """Raises NoSpace."""
    require_disk(file.bytes)
    sha256 = _hash(folder, file)
    if not sha256:
        return ""
    stored = media_storage().put_file(Path(os.fsdecode(_place(folder, file))))
    return sha256 if stored.sha256 == sha256 else ""


def _place(folder: LibraryFolder, file: _Unread) -> bytes:
    return os.path.join(bytes(folder.path), file.path)  # noqa: PTH118  (bytes)


def _is_as_scanned(descriptor: int, file: _Unread) -> bool:
    facts = os.fstat(descriptor)
    is_same = (facts.st_size, facts.st_mtime_ns) == (file.bytes, file.modified_ns)
    return is_same and stat.S_ISREG(facts.st_mode)


_KEEP = """
WITH known AS (
    SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::text[])
        AS known(id, sha256, key, modified_ns, refusal)
), kept AS (
    UPDATE media_libraryfile AS file SET sha256 = known.sha256, refusal = known.refusal FROM known
    WHERE file.id = known.id AND file.modified_ns = known.modified_ns
    RETURNING file.asset_id, known.sha256, known.key
)
UPDATE media_asset AS asset SET sha256 = kept.sha256, master_key = kept.key FROM kept WHERE asset.id = kept.asset_id
"""


@transaction.atomic
def _keep(folder: LibraryFolder, hashes: list[tuple[_Unread, str]], forget: Forget) -> list[tuple[str, str]]:
    """Unless the file was scanned anew meanwhile. Names and reasons of what is refused."""
    refused = _refused(hashes)
    if refused:
        forget([file.asset_id for file in refused])
    columns: list[Any] = [
        [file.id for file, _ in hashes],
        [sha256 for _, sha256 in hashes],
        [key_of(sha256) if folder.is_copied else "" for _, sha256 in hashes],
        [file.modified_ns for file, _ in hashes],
        [refused.get(file, "") for file, _ in hashes],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, columns)
    _pair([file.asset_id for file, _ in hashes])
    return [(shown_name(os.fsdecode(file.path)), reason) for file, reason in refused.items()]


def _refused(hashes: list[tuple[_Unread, str]]) -> dict[_Unread, str]:
    """With the reason. What is here already stays until moderators act on it."""
    reasons = refusals_of([sha256 for _, sha256 in hashes])
    return {file: reasons[sha256] for file, sha256 in hashes if sha256 in reasons and not file.is_known}


_SAME = """
SELECT first.id, mine.id
FROM media_asset AS mine CROSS JOIN LATERAL (
    SELECT id FROM media_asset AS other
    WHERE other.sha256 = mine.sha256 AND other.owner_id = mine.owner_id ORDER BY id LIMIT 1
) AS first
WHERE mine.id = ANY(%s::uuid[]) AND first.id <> mine.id
ORDER BY mine.id
"""


def _pair(asset_ids: list[uuid.UUID]) -> None:
    """Each file that is the same as an earlier one of its owner's, with the first of these: all are found by it."""
    with connection.cursor() as cursor:
        cursor.execute(_SAME, [asset_ids])
        found = cursor.fetchall()
    pairs = [
        DuplicatePair(earlier_id=first, later_id=pk, kind="same_file", similarity=1.0) for first, pk in found
    ]
    DuplicatePair.objects.bulk_create(pairs, ignore_conflicts=True)
