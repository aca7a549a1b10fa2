"""Covers of a library's albums: an image beside the files, or one inside them."""

import os
from pathlib import Path

from segue.media import processing
from segue.media.images import keep_cover, press_cover
from segue.media.library.walking import image_in
from segue.media.models import Image, LibraryFolder
from segue.media.processing.covers import MAX_BYTES
from segue.media.work_folder import work_folder


def find_image(library: LibraryFolder, folder: bytes) -> bytes:
    """The path, below the library, of the image in one of its folders; empty if there is none."""
    name = image_in(os.path.join(bytes(library.path), folder))  # noqa: PTH118  (bytes)
    return (folder + b"/" + name if folder else name) if name else b""


def keep_image(library: LibraryFolder, path: bytes) -> Image:
    """Raises ProcessingError with a sentence about the image, OSError, NoSpace."""
    with work_folder() as folder:
        source = folder / "source"
        _copy(_whole(library, path), source)
        return _pressed(source, folder)


def keep_embedded_image(library: LibraryFolder, path: bytes) -> Image | None:
    """Of a music file; None if it has none that can be read. Raises ProcessingError, OSError, NoSpace."""
    with work_folder() as folder:
        reading = processing.read_all_tags(_whole(library, path), folder)
        return _pressed(reading.cover, folder) if reading.cover else None


def _pressed(source: Path, folder: Path) -> Image:
    work = folder / "work"
    work.mkdir()
    return keep_cover(press_cover(source, work))


def _whole(library: LibraryFolder, path: bytes) -> Path:
    return Path(os.fsdecode(os.path.join(bytes(library.path), path)))  # noqa: PTH118  (bytes)


def _copy(source: Path, target: Path) -> None:
    """What it is can't change while it is worked with; of too large a one enough to be told so."""
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as content:
        target.write_bytes(content.read(MAX_BYTES + 1))
