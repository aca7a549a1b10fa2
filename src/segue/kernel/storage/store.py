"""The small interface that every kind of storage has."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from segue.kernel.errors import DomainError, Refusal


class NoSpace(DomainError):
    code = "storage.no_space"
    refusal = Refusal.NO_SPACE
    title = "This server's disk is full. Ask its operator to make room, then try again"


class ObjectMissing(Exception):
    """The storage has no object of this key."""


@dataclass(frozen=True)
class StoredObject:
    """`key` is derived from `sha256` (hex), so equal content is kept once."""

    key: str
    sha256: str
    bytes: int


class Storage(Protocol):
    """Objects are written whole or not at all, never changed, and named by their SHA-256."""

    def put_file(self, source: Path) -> StoredObject:
        """Keep a copy of `source`, which stays. Raises NoSpace."""

    def as_file(self, key: str) -> AbstractContextManager[Path]:
        """A local file with the object's content, for tools. Raises ObjectMissing."""

    def local_path(self, sha256: str) -> Path:
        """Where delivery finds the object. Only storages on local disks have one."""

    def exists(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Silent when the object is already gone."""

    def remove_drafts(self, *, before_s: float) -> None:
        """What writers that were killed before this moment (Unix seconds) left half-written."""

    def free_bytes(self) -> int | None:
        """Room left, or None where that isn't known."""


def key_of(sha256: str) -> str:
    """Two levels of folders keep directories small."""
    return f"objects/{sha256[:2]}/{sha256[2:4]}/{sha256}"
