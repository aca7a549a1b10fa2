"""How a storage fares, for the health page and the doctor."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from segue.env import Settings
from segue.kernel.storage.location import local_root, open_with, share_disk, spool_root
from segue.kernel.storage.store import NoSpace, ObjectMissing, StorageUnavailable

if TYPE_CHECKING:
    from segue.kernel.storage.s3 import S3Storage

LOW_SPACE_BYTES = 5 * 1000**3


@dataclass(frozen=True)
class StorageState:
    """`text` is for anybody, `place` for the operator."""

    status: Literal["ok", "warn", "fail"]
    text: str
    place: str


def storage_state(segue: Settings, *, with_rules: bool = False) -> StorageState:
    """Asks a bucket whether it is there, and if wanted for its rules too; waits a few seconds at most."""
    root = local_root(segue.storage_url)
    return _of_folder(root, segue) if root else _of_bucket(segue, with_rules=with_rules)


def _of_folder(root: Path, segue: Settings) -> StorageState:
    place = str(root)
    free = shutil.disk_usage(_nearest(root)).free
    if free < segue.free_space_floor_bytes:
        return StorageState("fail", _too_full(free), place)
    if free < LOW_SPACE_BYTES and share_disk(root, segue.data_dir):
        text = f"{free / 1000**3:.1f} GB free, on the database's disk: give media a disk of their own (STORAGE_URL)"
        return StorageState("warn", text, place)
    return StorageState("ok", f"{free // 1024**3} GB free", place)


def _of_bucket(segue: Settings, *, with_rules: bool) -> StorageState:
    from segue.kernel.storage.s3 import S3Storage

    storage = open_with(segue.storage_url, segue)
    assert isinstance(storage, S3Storage)  # noqa: S101 (only its URL leads here)
    place = f"bucket {storage.bucket.name} at {storage.bucket.endpoint or 'Amazon S3'}"
    try:
        storage.look()
        if with_rules and not _sends_from(storage, segue.origin):
            text = "browsers may not send files to it: run `segue media prepare-bucket`"
            return StorageState("warn", text, place)
    except ObjectMissing:
        return StorageState("fail", "The bucket isn't there: create it, or correct STORAGE_URL", place)
    except NoSpace as error:
        return StorageState("fail", str(error), place)
    except StorageUnavailable as error:
        reason = str(error.__cause__).splitlines()[0] if with_rules else ""
        return StorageState("fail", f"The bucket can't be reached{reason and ': '}{reason}", place)
    free = shutil.disk_usage(_nearest(spool_root(segue))).free
    if free < segue.free_space_floor_bytes:
        return StorageState("fail", _too_full(free), place)
    return StorageState("ok", "reachable", place)


def _sends_from(storage: "S3Storage", origin: str) -> bool:
    from segue.kernel.storage.s3_rules import allows_origin

    return allows_origin(storage, origin)


def _too_full(free_bytes: int) -> str:
    return f"Only {free_bytes // 1024**2} MB free: uploads are refused until there is more room"


def _nearest(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())
