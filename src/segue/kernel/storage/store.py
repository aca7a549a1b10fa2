"""The small interface that every kind of storage has."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from segue.kernel.errors import DomainError, Refusal

_KEY = re.compile(r"objects/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")


class NoSpace(DomainError):
    code = "storage.no_space"
    refusal = Refusal.NO_SPACE
    title = "This server's disk is full. Ask its operator to make room, then try again"


class StorageUnavailable(DomainError):
    code = "storage.unavailable"
    refusal = Refusal.UNAVAILABLE
    title = "The place where this server keeps its music can't be reached just now. Try again in a while"


class ObjectMissing(Exception):
    """The storage has no object of this key."""


class ObjectDamaged(Exception):
    """What the storage gave isn't what the key promises."""


@dataclass(frozen=True)
class StoredObject:
    """`key` is derived from `sha256` (hex), so equal content is kept once."""

    key: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class StoredKey:
    """What a listing tells of an object. `modified_at` (UTC): when it was last put, even if it was there already."""

    key: str
    bytes: int
    modified_at: datetime


class Storage(Protocol):
    """Objects are written whole or not at all, never changed, and named by their SHA-256.

    Any method may raise StorageUnavailable where the storage isn't on a local disk.
    """

    def put_file(self, source: Path) -> StoredObject:
        """Keep a copy of `source`, which stays. Raises NoSpace."""

    def adopt_file(self, source: Path, *, sha256: str | None = None) -> StoredObject:
        """Take `source` over: it is gone afterwards, and nobody may write to it any more. `sha256`: what the caller
        has computed from exactly these bytes, so that they needn't be read again. Raises NoSpace."""

    def as_file(self, key: str) -> AbstractContextManager[Path]:
        """A local file with the object's content, for tools; only to be read. Raises ObjectMissing, ObjectDamaged,
        NoSpace."""

    def local_path(self, sha256: str) -> Path | None:
        """Where the object lies, or would lie, on a local disk; None where objects don't."""

    def signed_url(
        self,
        sha256: str,
        *,
        content_type: str,
        ttl_s: int,
        file_name: str | None = None,
        method: str = "GET",
    ) -> str | None:
        """An address that anybody can read the object at for `ttl_s`, as a download if `file_name` is given; None
        where local_path has it. `method` is GET or HEAD: an address is good for one of them alone."""

    def exists(self, key: str) -> bool: ...

    def verify(self, key: str) -> None:
        """Whether the object is what its key promises, as far as the storage can tell without sending it. Raises
        ObjectMissing, ObjectDamaged."""

    def delete(self, key: str) -> None:
        """Silent when the object is already gone."""

    def delete_unused(self, key: str, *, before: datetime) -> bool:
        """Delete what was last put before this moment; False when it was put since, or is gone. The check and the
        deletion are one: a writer that finds the object in between can't be told that it is there."""

    def stored_keys(self) -> Iterator[StoredKey]:
        """Every object, in the order of keys, as of the time that each is reached."""

    def remove_drafts(self, *, before_s: float) -> None:
        """What writers that were killed before this moment (Unix seconds) left half-written."""

    def free_bytes(self) -> int | None:
        """Room left for what arrives, or None where that isn't known."""


def key_of(sha256: str) -> str:
    """Two levels of folders keep directories small."""
    return f"objects/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def sha256_of(key: str) -> str | None:
    """What `key_of` made the key from; None for what no storage wrote."""
    match = _KEY.fullmatch(key)
    return match[3] if match else None
