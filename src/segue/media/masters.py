"""Where an asset's own bytes are: in storage, or, of a library that is kept in place, in its folder.

A library's files are read, and nothing else: never written, moved or deleted. Below the folder no symbolic link is
followed, and bytes that aren't those that were measured are refused.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from segue.kernel.storage import media_storage
from segue.media.models import Asset, LibraryFile
from segue.media.processing.errors import ProcessingError

MENDED_IN_PLACE = frozenset(("media.library_file_missing", "media.library_file_changed"))
"""Verdicts on a file that its owner can mend where it is, and then try again."""
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
_DESCRIPTORS = Path("/proc/self/fd")


def is_in_place(asset: Asset) -> bool:
    """Of a library, and not (or not yet) copied into storage."""
    return asset.master_key == "" and is_of_library(asset)


def is_of_library(asset: Asset) -> bool:
    return LibraryFile.objects.filter(asset=asset).exists()


@contextmanager
def master_of(asset: Asset) -> Iterator[Path]:
    """The file as it came, only to be read. Raises ProcessingError of a library's file that isn't as it was, and what
    `Storage.as_file` raises."""
    file = None
    if asset.master_key == "":
        file = LibraryFile.objects.select_related("folder").filter(asset=asset).first()
    if file is None:
        with media_storage().as_file(asset.master_key) as path:
            yield path
    else:
        with _in_place(file) as path:
            yield path


def hash_of(path: Path) -> str:
    """SHA-256 (hex)."""
    with os.fdopen(os.open(path, _OPEN), "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _in_place(file: LibraryFile) -> Iterator[Path]:
    """Whoever worked with it may have read what somebody was just writing, so it is looked at again afterwards."""
    with ExitStack() as opened:
        place = _place(file, opened)
        _require_unchanged(file, place)
        yield place
        _require_unchanged(file, place)


def _place(file: LibraryFile, opened: ExitStack) -> Path:
    """The file's name in its own folder, which has been reached step by step and stays the one that was reached."""
    folder = _open_folder(file, opened)
    *folders, name = Path(os.fsdecode(bytes(file.path))).parts
    try:
        for part in folders:
            if part == os.pardir:
                raise _missing(file)
            folder = os.open(part, _OPEN | os.O_DIRECTORY, dir_fd=folder)
            opened.callback(os.close, folder)
    except OSError as error:
        raise _missing(file) from error
    if _DESCRIPTORS.is_dir():
        return _DESCRIPTORS / str(folder) / name
    return Path(str(file.folder), *folders, name)  # a Mac has no such names


def _open_folder(file: LibraryFile, opened: ExitStack) -> int:
    """An empty one is what a disk leaves behind that isn't there."""
    try:
        folder = os.open(bytes(file.folder.path), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        opened.callback(os.close, folder)
        with os.scandir(folder) as entries:
            if next(entries, None) is not None:
                return folder
    except OSError as error:
        raise _unreachable(file) from error
    raise _unreachable(file)


def _require_unchanged(file: LibraryFile, place: Path) -> None:
    try:
        found = place.lstat()
    except OSError as error:
        raise _missing(file) from error
    if not stat.S_ISREG(found.st_mode):
        raise _missing(file)
    if (found.st_size, found.st_mtime_ns) != (file.bytes, file.modified_ns):
        message = (
            f"The file at {file.shown_path} has changed since its folder was imported. "
            "Import the folder again, and the new version is read."
        )
        raise ProcessingError("media.library_file_changed", message, "permanent")


def _missing(file: LibraryFile) -> ProcessingError:
    message = f"The file is no longer at {file.shown_path}. Put it back and try again, or remove the track."
    return ProcessingError("media.library_file_missing", message, "permanent")


def _unreachable(file: LibraryFile) -> ProcessingError:
    message = (
        f"The folder {file.folder.shown_path} can't be reached from here. Mount it at the same place on every "
        "machine that runs a worker; the sound is made then."
    )
    return ProcessingError("media.library_unreachable", message, "resource")
