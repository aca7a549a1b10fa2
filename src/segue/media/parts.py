"""The file of an upload while it grows: one writer at a time, across processes; bytes count as soon as written."""

import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segue.media.errors import UploadBusy, UploadNotFound
from segue.media.incoming import CHUNK_BYTES, full_disk_told, incoming_path

if TYPE_CHECKING:
    from hashlib import _Hash

MAX_REMEMBERED = 256


@dataclass
class Digest:
    """SHA-256 of a file's first `count` bytes, last written at `mtime_ns`: another process may have written since."""

    state: "_Hash"
    count: int = 0
    mtime_ns: int = 0


# By upload. Each request hashes what it writes, so that a file which comes in many is not read again at its end.
# A lost entry costs that reading, no more. Only the holder of an upload's lock touches its entry.
_digests: dict[uuid.UUID, Digest] = {}


class Part:
    """Open and locked. Its methods block: none of them belongs on an event loop."""

    def __init__(self, upload_id: uuid.UUID, path: Path, descriptor: int) -> None:
        self.upload_id = upload_id
        self.path = path
        self._descriptor = descriptor
        known, found = _digests.pop(upload_id, None), os.fstat(descriptor)
        is_current = known and (known.count, known.mtime_ns) == (found.st_size, found.st_mtime_ns)
        self._digest = known if is_current else self._empty_digest()

    @property
    def size(self) -> int:
        return os.fstat(self._descriptor).st_size

    def append(self, content: bytes) -> None:
        """Raises NoSpace; what was written until then stays."""
        rest = memoryview(content)
        while rest:
            with full_disk_told():
                written = os.write(self._descriptor, rest)
            if self._digest:
                self._digest.state.update(rest[:written])
                self._digest.count += written
            rest = rest[written:]

    def truncate(self, size: int) -> None:
        os.ftruncate(self._descriptor, size)
        self._digest = self._empty_digest()

    def sync(self) -> None:
        with full_disk_told():
            os.fsync(self._descriptor)

    def sha256(self) -> str:
        """Hex; reads the file again when it came through other hands."""
        if self._digest is None or self._digest.count != self.size:
            self._digest = self._reread()
        return self._digest.state.hexdigest()

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self.forget()

    def forget(self) -> None:
        """No more bytes will come: its digest isn't needed again."""
        self._digest = None

    def close(self) -> None:
        """The lock goes with the descriptor."""
        found = os.fstat(self._descriptor)
        if self._digest and self._digest.count == found.st_size > 0:
            self._digest.mtime_ns = found.st_mtime_ns
            _remember(self.upload_id, self._digest)
        os.close(self._descriptor)

    def _empty_digest(self) -> Digest | None:
        return Digest(hashlib.sha256()) if self.size == 0 else None

    def _reread(self) -> Digest:
        digest = Digest(hashlib.sha256())
        while chunk := os.pread(self._descriptor, CHUNK_BYTES, digest.count):
            digest.state.update(chunk)
            digest.count += len(chunk)
        return digest


def open_part(upload_id: uuid.UUID) -> Part:
    """Made when it isn't there. Close it. Raises UploadBusy while somebody else holds it."""
    return _open(upload_id, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC)


@contextmanager
def locked_part(upload_id: uuid.UUID) -> Iterator[Part]:
    """One that is there. Raises UploadNotFound, UploadBusy."""
    try:
        part = _open(upload_id, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
    except FileNotFoundError:
        raise UploadNotFound from None
    with closing(part):
        yield part


def _open(upload_id: uuid.UUID, flags: int) -> Part:
    path = incoming_path(upload_id)
    while True:
        descriptor = os.open(path, flags, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise UploadBusy from None
        if _is_file_at(path, descriptor):
            return Part(upload_id, path, descriptor)
        os.close(descriptor)  # moved or removed before we had its lock


def _is_file_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _remember(upload_id: uuid.UUID, digest: Digest) -> None:
    if len(_digests) >= MAX_REMEMBERED:
        _digests.clear()
    _digests[upload_id] = digest
