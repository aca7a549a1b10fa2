"""Turns the settings of storage into storages, and says where files lie on their way in."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings

from segue.env import Settings
from segue.kernel.storage.local import LocalStorage, make_folder
from segue.kernel.storage.store import Storage
from segue.kernel.storage.tiered import TieredStorage

if TYPE_CHECKING:
    from segue.kernel.storage.s3 import S3Storage

KEPT_OPEN = 16


class UnknownStorage(Exception):
    """A URL names a kind of storage that Segue doesn't know."""


def media_storage() -> Storage:
    """The storage of this installation; while it moves, both."""
    old = old_storage()
    return TieredStorage(new_storage(), old) if old else new_storage()


def new_storage() -> Storage:
    """The one that everything new goes to."""
    return open_storage(settings.SEGUE.storage_url)


def old_storage() -> Storage | None:
    """The one that media move away from, if they do."""
    url = settings.SEGUE.storage_old_url
    return open_storage(url) if url else None


def new_bucket() -> "S3Storage | None":
    """The storage that everything new goes to, if it is a bucket."""
    if urlsplit(settings.SEGUE.storage_url).scheme != "s3":
        return None
    return _bucket(settings.SEGUE.storage_url, settings.SEGUE)


def open_storage(url: str) -> Storage:
    """Raises UnknownStorage."""
    return open_with(url, settings.SEGUE)


def spool_folder(name: str) -> Path:
    """A folder for what is on its way in: uploads, work, drafts."""
    folder = spool_root(settings.SEGUE) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def spool_root(segue: Settings) -> Path:
    """The disk of the media, when they don't share the database's: what comes in must not fill that one."""
    if segue.scratch_dir:
        return segue.scratch_dir
    root = local_root(segue.storage_url)
    return root if root and not share_disk(root, segue.data_dir) else segue.data_dir


def local_root(url: str) -> Path | None:
    """The folder that a storage's URL names, or None."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def share_disk(one: Path, other: Path) -> bool:
    """Also for folders that aren't there yet."""
    return _device(one) == _device(other)


def _device(path: Path) -> int:
    return next(folder for folder in (path, *path.parents) if folder.exists()).stat().st_dev


@lru_cache(KEPT_OPEN)
def open_with(url: str, segue: Settings) -> Storage:
    """With these settings. Raises UnknownStorage."""
    if root := local_root(url):
        return LocalStorage(root, floor_bytes=segue.free_space_floor_bytes)
    if urlsplit(url).scheme == "s3":
        return _bucket(url, segue)
    raise UnknownStorage(
        f"{url.split(':')[0]!r} is no storage that this version knows: file:///folder or s3://bucket."
    )


@lru_cache(KEPT_OPEN)
def _bucket(url: str, segue: Settings) -> "S3Storage":
    """What belongs to S3 is loaded only where it is used, for it is large."""
    from segue.kernel.storage.copies import Copies
    from segue.kernel.storage.s3 import S3Storage
    from segue.kernel.storage.s3_client import Bucket, Credentials

    access_key, secret_key = segue.s3_keys(url)
    root = spool_root(segue) / "copies"
    make_folder(root)
    copies = Copies(root, limit_bytes=segue.s3_copies_bytes, floor_bytes=segue.free_space_floor_bytes)
    return S3Storage(Bucket.parse(url), Credentials(access_key, secret_key), copies)
