"""Reads a file's own tags and embedded cover; strange tags are dropped, they never fail a track."""

import json
import re
import unicodedata
from pathlib import Path

from segue.media.processing import child, ffmpeg
from segue.media.processing.errors import tool_failed
from segue.media.types import Tags

MAX_TEXT_CHARACTERS = 500
_MAX_COVER_BYTES = 20 << 20
_LIMITS = child.Limits(cpu_s=20, wall_s=60.0, memory_bytes=512 << 20, file_bytes=_MAX_COVER_BYTES)
_TEXT_FIELDS = ("title", "artist", "album", "album_artist", "genre")
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")  # ISO 3901
_NUMBER = re.compile(r"\s*0*([1-9]\d{0,3})\s*(?:/.*)?", re.DOTALL)
# Controls, format characters (with them the bidirectional overrides), surrogates, private use, unassigned.
_UNWANTED_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_JOINERS = frozenset("\u200c\u200d")  # some scripts and many emoji need these two


def read_tags(source: Path, workdir: Path) -> tuple[Tags, Path | None]:
    """Cleaned tags, and the file of the embedded cover's raw bytes (not yet known to be an image).

    Raises ProcessingError only if the reader can't be run at all.
    """
    with ffmpeg.open_source(source) as descriptor:
        command = [str(descriptor)]
        output = child.run_python(
            "tags_child.py", command, workdir=workdir, limits=_LIMITS, pass_fds=(descriptor,)
        )
    cover = workdir / "cover"
    has_cover = cover.is_file() and cover.stat().st_size > 0
    return _clean(_parse(output), has_cover=has_cover), cover if has_cover else None


def clean_text(raw: str) -> str:
    """Plain text: NFC, no control or direction-changing characters, single spaces, a bounded length."""
    spaced = " ".join(raw.split())
    kept = "".join(c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _UNWANTED_CATEGORIES)
    return unicodedata.normalize("NFC", kept)[:MAX_TEXT_CHARACTERS].strip()


def _parse(output: bytes) -> dict[str, str]:
    try:
        document = json.loads(output)
    except ValueError as error:
        raise tool_failed(repr(output[:300]), "permanent") from error
    if not isinstance(document, dict):
        raise tool_failed(repr(output[:300]), "permanent")
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
