"""Finds the files that an inspection was asked about: what is no file, or can't be reached, is found too."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from segue.media.processing.errors import ProcessingError


@dataclass(frozen=True, slots=True)
class Found:
    """`is_named` means that a person wrote this very path; `problem` is why a folder can't be listed."""

    path: str
    is_named: bool
    problem: OSError | None = None


def find(names: Iterable[str]) -> Iterator[Found]:
    """Files in the order of `names`; those in a folder, and in the folders in it, sorted by name."""
    for name in names:
        waiting = [Found(name, is_named=True)]
        while waiting:
            found = waiting.pop()
            inside = _entries(found)
            if inside is None or isinstance(inside, OSError):
                yield Found(found.path, found.is_named, inside)
            else:
                waiting += reversed(inside)


def _entries(found: Found) -> list[Found] | OSError | None:
    """What a folder holds; None for anything but a folder. A link to a folder counts if a person named it."""
    try:
        mode = os.stat(found.path, follow_symlinks=found.is_named).st_mode  # noqa: PTH116 (a Path takes "" for ".")
        if not stat.S_ISDIR(mode):
            return None
        folder = found.path.rstrip("/")
        names = [path.name for path in Path(found.path).iterdir()]
        return [Found(f"{folder}/{name}", is_named=False) for name in sorted(names)]
    except OSError as error:
        return error


def regular_file(found: Found) -> Path:
    """Where to open it. Raises ProcessingError if it is no regular file, or isn't there."""
    try:
        if found.problem:
            raise found.problem
        path = Path(os.path.realpath(found.path, strict=True) if found.is_named else found.path)
        mode = path.lstat().st_mode
    except OSError as error:
        raise unreadable(error) from error
    if stat.S_ISLNK(mode):
        raise _not_a_file("This is a link. Name it itself, or the file that it leads to.")
    if not stat.S_ISREG(mode):
        raise _not_a_file("This is a device, a pipe or a socket. Name a regular file.")
    return path


def open_regular(path: Path) -> BinaryIO:
    """For reading, and never waiting for the other end of a pipe that took the file's place."""
    try:
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except OSError as error:
        raise unreadable(error) from error


def unreadable(error: OSError) -> ProcessingError:
    """The system doesn't let us read it; this says nothing about what is in it."""
    message = f"This file can't be read: {error.strerror}."
    return ProcessingError("media.unreadable", message, "transient", str(error))


def _not_a_file(message: str) -> ProcessingError:
    return ProcessingError("media.not_a_file", message, "permanent")
