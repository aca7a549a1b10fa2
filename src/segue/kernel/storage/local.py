"""Objects in a local folder: copied to a draft, synced, then renamed, so a name is always whole."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue.kernel.ids import new_id
from segue.kernel.storage.store import NoSpace, ObjectMissing, StoredObject, key_of

CHUNK_BYTES = 1024 * 1024


class LocalStorage:
    """`root/objects/ab/cd/<sha256>`; a draft that a crash left in `root/drafts` is nobody's."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put_file(self, source: Path) -> StoredObject:
        draft = self.root / "drafts" / new_id().hex
        try:
            make_folder(draft.parent)
            sha256 = _copy(source, draft)
            key = key_of(sha256)
            stored = StoredObject(key=key, sha256=sha256, bytes=draft.stat().st_size)
            if not self.exists(key):
                make_folder((self.root / key).parent)
                draft.rename(self.root / key)
                sync((self.root / key).parent)
            return stored
        except OSError as error:
            raise (NoSpace() if error.errno in (errno.ENOSPC, errno.EDQUOT) else error) from error
        finally:
            draft.unlink(missing_ok=True)

    @contextmanager
    def as_file(self, key: str) -> Iterator[Path]:
        path = self.root / key
        if not path.is_file():
            raise ObjectMissing(key)
        yield path

    def local_path(self, sha256: str) -> Path:
        """Where the object lies, or would lie."""
        return self.root / key_of(sha256)

    def exists(self, key: str) -> bool:
        return (self.root / key).is_file()

    def delete(self, key: str) -> None:
        (self.root / key).unlink(missing_ok=True)

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


def make_folder(path: Path) -> None:
    """With its parents, each new name synced into the folder above."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync(path.parent)


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


def sync(path: Path) -> None:
    """Make a file's content, or a folder's names, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
