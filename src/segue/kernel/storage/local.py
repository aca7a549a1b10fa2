"""Objects in a local folder: copied to a draft, synced, then renamed, so a name is always whole."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from segue.kernel.ids import new_id
from segue.kernel.storage.store import (
    NoSpace,
    ObjectDamaged,
    ObjectMissing,
    StoredKey,
    StoredObject,
    key_of,
    sha256_of,
)

CHUNK_BYTES = 1024 * 1024


class LocalStorage:
    """`root/objects/ab/cd/<sha256>`; a draft that a crash left in `root/drafts` is nobody's.

    `floor_bytes`: what stays free on its disk; nothing is taken in that would leave less.
    """

    def __init__(self, root: Path, *, floor_bytes: int = 0) -> None:
        self.root = root
        self.floor_bytes = floor_bytes

    def put_file(self, source: Path) -> StoredObject:
        draft = self.root / "drafts" / new_id().hex
        with _disk_errors():
            try:
                self._require_room(source.stat().st_size)
                make_folder(draft.parent)
                return self._place(draft, _copy(source, draft))
            finally:
                draft.unlink(missing_ok=True)

    def adopt_file(self, source: Path, *, sha256: str | None = None) -> StoredObject:
        """A rename, when `source` lies on the same disk."""
        with _disk_errors():
            make_folder(self.root)
            if source.stat().st_dev != self.root.stat().st_dev:
                stored = self.put_file(source)
            else:
                self._require_room(0)
                sync(source)
                stored = self._place(source, sha256 or digest_of(source))
            source.unlink(missing_ok=True)
            return stored

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        path = self.root / key
        if not path.is_file():
            raise ObjectMissing(key)
        yield path

    def local_path(self, sha256: str) -> Path:
        return self.root / key_of(sha256)

    def signed_url(
        self,
        sha256: str,
        *,
        content_type: str,
        ttl_s: int,
        file_name: str | None = None,
        method: str = "GET",
    ) -> str | None:
        return None

    def exists(self, key: str) -> bool:
        return (self.root / key).is_file()

    def verify(self, key: str) -> None:
        try:
            sha256 = digest_of(self.root / key)
        except FileNotFoundError as error:
            raise ObjectMissing(key) from error
        if key_of(sha256) != key:
            raise ObjectDamaged(key)

    def delete(self, key: str) -> None:
        (self.root / key).unlink(missing_ok=True)

    def delete_unused(self, key: str, *, before: datetime) -> bool:
        path = self.root / key
        if not path.is_file():
            return False
        with self._lock(fcntl.LOCK_EX):
            try:
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) >= before:
                    return False
                path.unlink()
            except FileNotFoundError:
                return False
            return True

    def stored_keys(self) -> Iterator[StoredKey]:
        for outer in _entries(self.root / "objects"):
            for inner in _entries(outer):
                for path in _entries(inner):
                    key = str(path.relative_to(self.root))
                    if sha256_of(key) and (facts := _facts(path)):
                        yield StoredKey(key, facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC))

    def remove_drafts(self, *, before_s: float) -> None:
        for draft in (self.root / "drafts").glob("*"):
            try:
                if draft.stat().st_mtime < before_s:
                    draft.unlink()
            except FileNotFoundError:
                continue  # its writer was alive after all, and has just renamed it

    def free_bytes(self) -> int:
        self.root.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free

    def _place(self, draft: Path, sha256: str) -> StoredObject:
        """Give a synced file its name, unless its content is there already: then that one is young again."""
        stored = StoredObject(key_of(sha256), sha256, draft.stat().st_size)
        path = self.root / stored.key
        make_folder(path.parent)
        with self._lock(fcntl.LOCK_SH):
            os.utime(draft)
            if path.is_file():
                os.utime(path)
                return stored
            draft.rename(path)
        sync(path.parent)
        return stored

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        """Shared by writers, exclusive for whoever deletes what nobody uses; the kernel frees what the dead held."""
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)

    def _require_room(self, size_bytes: int) -> None:
        if self.free_bytes() - size_bytes < self.floor_bytes:
            raise NoSpace


def make_folder(path: Path) -> None:
    """With its parents, each new name synced into the folder above."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync(path.parent)


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make a file's content, or a folder's names, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(source: Path, draft: Path) -> str:
    """Copy and sync; the SHA-256 (hex) of what was copied. Never a hard link: whoever owns `source` may yet
    write into it (people edit tags in place), and the object's content must stay what its name says."""
    digest = hashlib.sha256()
    with source.open("rb") as reader, draft.open("xb") as writer:
        while chunk := reader.read(CHUNK_BYTES):
            digest.update(chunk)
            writer.write(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    return digest.hexdigest()


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise (NoSpace() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error) from error


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _facts(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None  # deleted since its folder was read
