"""Bytes on their way in: those of an upload grow in a file under its id; a file that comes at once is a draft first."""

import errno
import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from segue.kernel.ids import new_id
from segue.kernel.storage import NoSpace, spool_folder, sync
from segue.media.errors import WrongLength

CHUNK_BYTES = 1024 * 1024


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Draft:
    """A whole file that belongs to no upload yet, and its SHA-256 (hex)."""

    path: Path
    sha256: str

    def keep_for(self, asset_id: uuid.UUID) -> None:
        """Rename it to the upload's file. The caller has made sure that no other file came first."""
        self.path.rename(incoming_path(asset_id))
        sync(self.path.parent)


def incoming_folder() -> Path:
    """Until the first step has put the file into storage, on the same disk if that isn't the database's."""
    return spool_folder("incoming")


def incoming_path(upload_id: uuid.UUID) -> Path:
    """Whole once its asset is no longer waiting; until then its size is what has arrived."""
    return incoming_folder() / upload_id.hex


def arrived_bytes(upload_id: uuid.UUID) -> int:
    with suppress(FileNotFoundError):
        return incoming_path(upload_id).stat().st_size
    return 0


def require_free(size_bytes: int) -> None:
    """Room for that many bytes above the floor. Raises NoSpace."""
    floor = settings.SEGUE.free_space_floor_bytes
    if shutil.disk_usage(incoming_folder()).free - size_bytes < floor:
        raise NoSpace


@contextmanager
def full_disk_told() -> Iterator[None]:
    """Raises NoSpace for a write that found no room."""
    try:
        yield
    except OSError as error:
        raise (NoSpace() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error) from error


@contextmanager
def received(body: Readable, *, expected_bytes: int) -> Iterator[Draft]:
    """The body in a draft that is gone afterwards, unless it is kept. Raises WrongLength, NoSpace."""
    path = incoming_folder() / f".{new_id().hex}.part"
    try:
        with full_disk_told():
            sha256 = _write(path, body, expected_bytes)
            sync(path)
        yield Draft(path, sha256)
    finally:
        path.unlink(missing_ok=True)


def _write(draft: Path, body: Readable, expected_bytes: int) -> str:
    digest = hashlib.sha256()
    count = 0
    with draft.open("wb") as file:
        while chunk := body.read(CHUNK_BYTES):
            count += len(chunk)
            if count > expected_bytes:
                break
            digest.update(chunk)
            file.write(chunk)
    if count != expected_bytes:
        raise WrongLength
    return digest.hexdigest()
