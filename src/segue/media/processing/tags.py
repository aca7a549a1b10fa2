"""Reads a file's own tags and embedded cover; strange tags are dropped, they never fail a track."""

import json
import re
import unicodedata
from pathlib import Path

from segue.media.processing import child, ffmpeg
from segue.media.processing.errors import ProcessingError, tags_unreadable
from segue.media.types import Note, Tags

MAX_TEXT_CHARACTERS = 500
_MAX_COVER_BYTES = 20 << 20
_LIMITS = child.Limits(cpu_s=10, wall_s=60.0, memory_bytes=512 << 20, file_bytes=_MAX_COVER_BYTES)
_TEXT_FIELDS = ("title", "artist", "album", "album_artist", "genre")
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")  # ISO 3901
_NUMBER = re.compile(r"\s*0*([1-9]\d{0,3})\s*(?:/.*)?", re.DOTALL)
# Controls, format characters (with them the bidirectional overrides), surrogates, private use, unassigned.
_UNWANTED_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_JOINERS = frozenset("\u200c\u200d")  # some scripts and many emoji need these two


def read_tags(source: Path, workdir: Path) -> tuple[Tags, Path | None, list[Note]]:
    """Cleaned tags, the file of the embedded cover's raw bytes (not yet known to be an image), and what was wrong.

    Raises ProcessingError only if the reader can't be run, or was killed by someone else: then trying again helps.
    """
    try:
        output = _parse(_read(source, workdir))
    except ProcessingError as error:
        if error.kind != "permanent" and error.code != "media.timed_out":
            raise
        unreadable = tags_unreadable()
        return Tags(), None, [Note(unreadable.code, unreadable.message)]
    cover = workdir / "cover"
    has_cover = cover.is_file() and cover.stat().st_size > 0
    return _clean(output, has_cover=has_cover), cover if has_cover else None, []


def _read(source: Path, workdir: Path) -> bytes:
    with ffmpeg.open_source(source) as descriptor:
        command = [str(descriptor)]
        return child.run_python(
            "tags_child.py", command, workdir=workdir, limits=_LIMITS, pass_fds=(descriptor,)
        )


def clean_text(raw: str) -> str:
    """Plain text: NFC, no control or direction-changing characters, single spaces, a bounded length."""
    allowed = (c for c in raw if c.isspace() or c in _JOINERS or not _is_unwanted(c))
    spaced = " ".join("".join(allowed).split())
    return unicodedata.normalize("NFC", spaced)[:MAX_TEXT_CHARACTERS].strip()


def _is_unwanted(character: str) -> bool:
    return unicodedata.category(character) in _UNWANTED_CATEGORIES


def _parse(output: bytes) -> dict[str, str]:
    try:
        document = json.loads(output)
    except ValueError as error:
        raise tags_unreadable(repr(output[:300])) from error
    if not isinstance(document, dict):
        raise tags_unreadable(repr(output[:300]))
    return {str(name): value for name, value in document.items() if isinstance(value, str)}


def _clean(raw: dict[str, str], *, has_cover: bool) -> Tags:
    texts = {name: clean_text(raw.get(name, "")) for name in _TEXT_FIELDS}
    date = _DATE.match(raw.get("released_on", ""))
    isrc = re.sub(r"[\s-]", "", raw.get("isrc", "")).upper()
    return Tags(
        **texts,
        track_number=_number(raw.get("track_number", "")),
        disc_number=_number(raw.get("disc_number", "")),
        released_on=date[0] if date else "",
        isrc=isrc if _ISRC.fullmatch(isrc) else "",
        has_cover=has_cover,
    )


def _number(raw: str) -> int | None:
    found = _NUMBER.fullmatch(raw)
    return int(found[1]) if found else None
