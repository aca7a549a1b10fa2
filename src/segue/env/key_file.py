"""A ring of keys in a file, one a line, newest first; it can be changed while Segue runs."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue.env.keys import Key, Reading, make_key, parse_keys
from segue.env.secrets import SECRET_BYTES, MissingSecret, sync_folder

Stamp = tuple[int, int, int]


class KeyFile:
    """Reads again when the file's stamp is another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.label = str(path)
        self._stamp: Stamp | None = None
        self._reading = Reading("", 0.0)

    def read(self, *, is_urgent: bool = False) -> Reading:
        """Raises MissingSecret."""
        stamp = _stamp(self.path)
        if stamp != self._stamp:
            self._reading = Reading(_text(self.path), stamp[0] / 1e9)
            self._stamp = stamp
        return self._reading


def read_keys(path: Path) -> dict[str, Key]:
    """By id, newest first. Raises MissingSecret when the file is absent, empty or holds a short key."""
    return dict(parse_keys(_text(path), str(path)))


def rotate(path: Path, *, most_keys: int, is_dropping_old: bool = False) -> tuple[str, list[str]]:
    """Put a new key in front; of the others `most_keys - 1` stay, or none. Returns its id, and those of the others.

    Raises MissingSecret.
    """
    with _locked(path.parent):
        others = [] if is_dropping_old else list(read_keys(path).values())[: most_keys - 1]
        new = make_key(new_secret())
        _replace(path, [new, *others])
    return new.id, [key.id for key in others]


def drop_old(path: Path) -> list[str]:
    """Keep the newest key alone. Returns the ids of the others. Raises MissingSecret."""
    with _locked(path.parent):
        newest, *others = read_keys(path).values()
        if others:
            _replace(path, [newest])
    return [key.id for key in others]


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError as error:
        raise _missing(path, error) from None


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError as error:
        raise _missing(path, error) from None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _missing(path: Path, error: OSError) -> MissingSecret:
    if isinstance(error, FileNotFoundError):
        return MissingSecret(f"The secret {path} is missing. Start Segue with `segue up` to create it.")
    return MissingSecret(f"The secret {path} can't be read: {error.strerror}.")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Two rotations at once would lose one of the new keys, and what it has signed by then."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _missing(folder, error) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(path: Path, keys: list[Key]) -> None:
    """Whole or not at all, with the owner that it has."""
    owner = path.stat()
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
        file.write(b"".join(key.secret + b"\n" for key in keys))
        file.flush()
        os.fsync(descriptor)
    draft.rename(path)
    sync_folder(path.parent)
