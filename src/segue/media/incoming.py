"""Bytes on their way in: written to a draft, counted, synced, then renamed; a name is always a whole file."""

import errno
import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

from segue.kernel.ids import new_id
from segue.kernel.storage import NoSpace, sync
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
    """On the disk of the data folder, until the first step has put the file into storage."""
    folder: Path = settings.SEGUE.data_dir / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def incoming_path(asset_id: uuid.UUID) -> Path:
    return incoming_folder() / asset_id.hex


@contextmanager
def received(body: Readable, *, expected_bytes: int) -> Iterator[Draft]:
    """The body in a draft that is gone afterwards, unless it is kept. Raises WrongLength, NoSpace."""
    path = incoming_folder() / f".{new_id().hex}.part"
    try:
        yield _draft(path, body, expected_bytes)
    finally:
        path.unlink(missing_ok=True)


def _draft(path: Path, body: Readable, expected_bytes: int) -> Draft:
    try:
        sha256 = _write(path, body, expected_bytes)
        sync(path)
    except OSError as error:
        raise (NoSpace() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error) from error
    return Draft(path, sha256)


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
