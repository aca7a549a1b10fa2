"""The rows of a library's files, written in bulk."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.functions import Now

from segue.kernel.db.copying import copy_rows
from segue.kernel.ids import new_id
from segue.media.file_names import shown_name
from segue.media.library.changes import KnownFile
from segue.media.library.walking import FoundFile
from segue.media.models import Asset, AssetState, LibraryFile, LibraryFolder, RawTags
from segue.media.on_demand import forget_sound

if TYPE_CHECKING:
    from segue.media.library.scanning import ScannedFile

_MAX_NAME = 255
_AT_ONCE = 5000


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@transaction.atomic
def store_new(folder: LibraryFolder, files: "Iterable[ScannedFile]") -> dict[bytes, uuid.UUID]:
    """The assets of those that aren't refused, by path. Rows of what was refused before are written anew."""
    files = list(files)
    LibraryFile.objects.filter(pk__in=[file.known.id for file in files if file.known]).delete()
    ids = {file.found.path: new_id() for file in files if not file.refusal}
    taken = [file for file in files if not file.refusal]
    copy_rows(
        Asset, ({"id": ids[file.found.path], "owner_id": folder.owner_id} | _asset(file) for file in taken)
    )
    copy_rows(
        RawTags,
        ({"asset_id": ids[file.found.path], "format": file.raw_format, "fields": file.raw} for file in taken),
    )
    copy_rows(LibraryFile, (_file(folder, file, ids.get(file.found.path)) for file in files))
    return ids


def _asset(file: "ScannedFile") -> dict[str, Any]:
    sound = file.sound
    assert sound is not None  # noqa: S101 (of refused files alone nothing is known)
    return {
        "file_name": shown_name(file.found.name)[:_MAX_NAME],
        "bytes": file.found.bytes,
        "state": AssetState.ON_DEMAND.value,
        "container": sound.container,
        "codec": sound.codec,
        "sample_rate_hz": sound.sample_rate_hz,
        "channels": sound.channels,
        "bits_per_sample": sound.bits_per_sample,
        "duration_ms": sound.duration_ms,
        "is_lossless": sound.is_lossless,
        "tags": file.tags.as_json(),
    }


def _file(folder: LibraryFolder, file: "ScannedFile", asset_id: uuid.UUID | None) -> dict[str, Any]:
    return {
        "folder_id": folder.pk,
        "path": file.found.path,
        "bytes": file.found.bytes,
        "modified_ns": file.found.modified_ns,
        "asset_id": asset_id,
        "refusal": file.refusal,
    }


@transaction.atomic
def store_changed(files: "Collection[ScannedFile]") -> None:
    """Other bytes at the same place: what was made of the old ones goes. A file that can't be used any more keeps its
    track, and says why it is silent."""
    known: dict[uuid.UUID, ScannedFile] = {
        file.known.asset_id: file for file in files if file.known and file.known.asset_id
    }
    forget_sound(list(known))
    for asset_id, file in known.items():
        LibraryFile.objects.filter(asset_id=asset_id).update(
            bytes=file.found.bytes,
            modified_ns=file.found.modified_ns,
            sha256="",
            missing_at=None,
            refusal=file.refusal,
        )
        if file.refusal:
            continue
        Asset.objects.filter(pk=asset_id).update(**_asset(file), sha256="", master_key="")
        RawTags.objects.update_or_create(
            asset_id=asset_id, defaults={"format": file.raw_format, "fields": json.loads(file.raw)}
        )


def of_sizes(folder: LibraryFolder, sizes: Collection[int]) -> Mapping[int, list[KnownFile]]:
    """Rows that have a track, by size."""
    found: defaultdict[int, list[KnownFile]] = defaultdict(list)
    files = LibraryFile.objects.filter(folder=folder, bytes__in=sizes, asset__isnull=False).order_by("path")
    for row in files if sizes else ():
        known = KnownFile(
            row.pk,
            bytes(row.path),
            row.bytes,
            row.modified_ns,
            row.sha256,
            row.asset_id,
            row.missing_at is not None,
        )
        found[row.bytes].append(known)
    return found


def move(moves: Mapping[bytes, tuple[KnownFile, FoundFile]]) -> None:
    """Their tracks go with them."""
    if not moves:
        return
    with transaction.atomic():
        for row, found in moves.values():
            LibraryFile.objects.filter(pk=row.id).update(path=found.path, modified_ns=found.modified_ns)
        bring_back([row for row, _ in moves.values() if row.is_missing])


def bring_back(files: Collection[KnownFile]) -> None:
    """There again: those whose sound couldn't be made meanwhile get another chance."""
    if not files:
        return
    with transaction.atomic():
        asset_ids = [file.asset_id for file in files if file.asset_id]
        failed = Asset.objects.filter(pk__in=asset_ids, state=AssetState.FAILED)
        forget_sound(list(failed.values_list("pk", flat=True)))
        LibraryFile.objects.filter(pk__in=[file.id for file in files]).update(missing_at=None)


def touch(known: KnownFile, found: FoundFile) -> None:
    """The same bytes with another time."""
    LibraryFile.objects.filter(pk=known.id).update(modified_ns=found.modified_ns, missing_at=None)


def mark_missing(ids: list[uuid.UUID]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        rows = LibraryFile.objects.filter(pk__in=ids[start : start + _AT_ONCE], missing_at=None)
        rows.update(missing_at=Now())
