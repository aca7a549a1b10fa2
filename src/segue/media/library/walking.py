"""Walks a folder tree in the order of its paths' bytes, so that it can be laid beside the rows of an earlier walk."""

import functools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from segue.media.file_names import ENDINGS
from segue.media.models import LibraryFolder

_ENDINGS = frozenset(b"." + ending.encode() for ending in ENDINGS)
_IMAGE_ENDINGS = (b".jpg", b".jpeg", b".png", b".webp")
_IMAGE_STEMS = (b"cover", b"folder", b"front", b"album", b"albumart", b"albumartlarge")
_DEEPEST = 100
Path = bytes
"""As the file system has it."""
_DISC = re.compile(r"(?:cd|dis[ck]|dvd|lp|диск)[\s._-]*0*([1-9]\d?)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """What else is in a file's folder: its cover's name, or none, and the names of lyrics by their stems."""

    image: bytes
    lyrics: dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """`path` is below the root, as the file system has it."""

    path: Path
    bytes: int
    modified_ns: int
    beside: Beside

    @property
    def folder(self) -> Path:
        return self.path.rpartition(b"/")[0]

    @property
    def album_folder(self) -> Path:
        """Its folder, or the one above where the folder is one disc of several."""
        return album_folder(self.path)

    @property
    def disc_number(self) -> int | None:
        """As its folder says."""
        return _of_album(self.folder)[1]

    @property
    def name(self) -> str:
        """For people; bytes that aren't UTF-8 are surrogates (PEP 383)."""
        return os.fsdecode(self.path.rpartition(b"/")[2])

    @property
    def lyrics(self) -> Path:
        """The path of the LRC file beside it, or none."""
        folder, slash, name = self.path.rpartition(b"/")
        found = self.beside.lyrics.get(name.rpartition(b".")[0].lower())
        return folder + slash + found if found else b""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that can't be listed, or a file that can't be looked at: what is below it isn't missing."""

    path: bytes
    reason: str


def album_folder(path: Path) -> Path:
    """See `FoundFile.album_folder`."""
    return _of_album(path.rpartition(b"/")[0])[0]


@functools.lru_cache(maxsize=1024)
def _of_album(folder: bytes) -> tuple[bytes, int | None]:
    above, _, name = folder.rpartition(b"/")
    disc = _DISC.fullmatch(os.fsdecode(name))
    return (above, int(disc[1])) if disc else (folder, None)


def walk(root: bytes, below: bytes = b"", depth: int = 0) -> Iterator[FoundFile | Unreadable]:
    """Music files. Hidden ones (copies from a Mac bring `._` names that hold no music) and symbolic links are left
    out, so no loop is ever entered."""
    try:
        with os.scandir(os.path.join(root, below) if below else root) as listing:  # noqa: PTH118  (bytes)
            entries = [entry for entry in listing if not entry.name.startswith(b".")]
    except OSError as error:
        yield Unreadable(below, error.strerror or "it can't be listed")
        return
    beside = _beside(entry.name for entry in entries)
    prefix = below + b"/" if below else b""
    for name, entry in _in_order(entries):
        if name.endswith(b"/"):
            if depth < _DEEPEST:
                yield from walk(root, prefix + entry.name, depth + 1)
        else:
            yield _found(prefix + name, entry, beside)


def _in_order(entries: list["os.DirEntry[bytes]"]) -> list[tuple[bytes, "os.DirEntry[bytes]"]]:
    """Folders have their slash at the end, which sorts what is in them where the whole path belongs."""
    named: list[tuple[bytes, os.DirEntry[bytes]]] = []
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            named.append((entry.name + b"/", entry))
        elif _is_music(entry.name) and entry.is_file(follow_symlinks=False):
            named.append((entry.name, entry))
    return sorted(named, key=lambda pair: pair[0])


def _found(path: bytes, entry: "os.DirEntry[bytes]", beside: Beside) -> FoundFile | Unreadable:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Unreadable(path, error.strerror or "it can't be looked at")
    return FoundFile(path, facts.st_size, facts.st_mtime_ns, beside)


def _beside(names: Iterator[bytes]) -> Beside:
    lyrics: dict[bytes, bytes] = {}
    images: list[tuple[int, bytes]] = []
    for name in names:
        stem, dot, ending = name.lower().rpartition(b".")
        if dot + ending == b".lrc":
            lyrics[stem] = name
        elif dot + ending in _IMAGE_ENDINGS and stem in _IMAGE_STEMS:
            images.append((_IMAGE_STEMS.index(stem) * 10 + _IMAGE_ENDINGS.index(dot + ending), name))
    return Beside(min(images)[1] if images else b"", lyrics)


def image_in(folder: bytes) -> bytes:
    """The name of the cover's image among the files of a folder; empty if there is none."""
    try:
        with os.scandir(folder) as listing:
            return _beside(entry.name for entry in listing if entry.is_file(follow_symlinks=False)).image
    except OSError:
        return b""


def count_music(library: LibraryFolder, below: bytes = b"") -> int:
    """How many files `walk` would find, for who wants to know how far it is."""
    count, waiting = 0, [(os.path.join(bytes(library.path), below), 0)]  # noqa: PTH118  (bytes)
    while waiting:
        place, depth = waiting.pop()
        try:
            with os.scandir(place) as listing:
                for entry in listing:
                    if entry.name.startswith(b"."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting += [(entry.path, depth + 1)] if depth < _DEEPEST else []
                    elif _is_music(entry.name):
                        count += 1
        except OSError:
            continue
    return count


def _is_music(name: bytes) -> bool:
    return os.path.splitext(name)[1].lower() in _ENDINGS  # noqa: PTH122  (bytes)
