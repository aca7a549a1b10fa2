"""Keys that sign media addresses: one a line in a secret's file, newest first, so that a key can be replaced
while addresses that an older one signed are still out."""

import fcntl
import hashlib
import logging
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from segue.env.secrets import MIN_LENGTH, SECRET_BYTES, MissingSecret, sync_folder

CAPABILITY_KEY_FILE = "capability_key"
LOOK_EVERY_S = 20.0
MOST_KEYS = 4
"""The longest life of an address is six hours; whoever rotates more often than that means to cut old ones off."""

log = logging.getLogger(__name__)
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Key:
    """`id` stands in every address that the key signed; it is made from the key and tells nothing of it."""

    id: str
    secret: bytes = field(repr=False)


class KeyRing:
    """Signs with the newest key and knows the others until they are dropped.

    A changed file is noticed within LOOK_EVERY_S, and at once when an address names a key that isn't known. If the
    file can't be read later on, the keys that were known stay.
    """

    def __init__(self, path: Path) -> None:
        """Raises MissingSecret."""
        self._path = path
        self._stamp = _stamp(path)
        self._keys = read_keys(path)
        self._looked_at_s = time.monotonic()

    def newest(self) -> Key:
        self._look(LOOK_EVERY_S)
        return next(iter(self._keys.values()))

    def find(self, key_id: str) -> Key | None:
        self._look(LOOK_EVERY_S if key_id in self._keys else 0.0)
        return self._keys.get(key_id)

    def _look(self, after_s: float) -> None:
        now = time.monotonic()
        if now - self._looked_at_s < after_s:
            return
        self._looked_at_s = now
        try:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._keys, self._stamp = read_keys(self._path), stamp
        except MissingSecret as error:
            log.warning("capability_keys_not_read: %s", error)


def read_keys(path: Path) -> dict[str, Key]:
    """By id, newest first. Raises MissingSecret when the file is absent, empty or holds a short key."""
    try:
        lines = path.read_text().split()
    except FileNotFoundError:
        raise _missing(path) from None
    if not lines or min(map(len, lines)) < MIN_LENGTH:
        raise MissingSecret(f"{path} holds a key that is shorter than {MIN_LENGTH} characters.")
    return {key.id: key for key in map(_key, lines)}


def rotate(path: Path, *, is_dropping_old: bool = False) -> tuple[str, list[str]]:
    """Put a new key in front; of the others MOST_KEYS - 1 stay, or none. Returns its id, and those of the others.

    Raises MissingSecret.
    """
    with _locked(path.parent):
        others = [] if is_dropping_old else list(read_keys(path).values())[: MOST_KEYS - 1]
        new = _key(secrets.token_urlsafe(SECRET_BYTES))
        _replace(path, b"".join(key.secret + b"\n" for key in (new, *others)))
    return new.id, [key.id for key in others]


def _key(secret: str) -> Key:
    return Key(hashlib.sha256(b"key id " + secret.encode()).hexdigest()[:8], secret.encode())


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise _missing(path) from None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _missing(path: Path) -> MissingSecret:
    return MissingSecret(f"The secret {path} is missing. Start Segue with `segue up` to create it.")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Two rotations at once would lose one of the new keys, and what it has signed by then."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        raise _missing(folder) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, with the owner that it has."""
    owner = path.stat()
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    draft.rename(path)
    sync_folder(path.parent)
