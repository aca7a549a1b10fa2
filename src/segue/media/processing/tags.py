"""Reads a file's own tags and embedded cover; strange tags are dropped, they never fail a track."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from segue.media.processing import child, ffmpeg
from segue.media.processing.errors import ProcessingError, tags_unreadable
from segue.media.processing.tag_text import MAX_TEXT_CHARACTERS as MAX_TEXT_CHARACTERS
from segue.media.processing.tag_text import clean_text as clean_text
from segue.media.processing.tag_values import tags_of
from segue.media.types import Note, RawTagFields, TagReading, Tags

_MAX_COVER_BYTES = 20 << 20
_LIMITS = child.Limits(cpu_s=10, wall_s=60.0, memory_bytes=512 << 20, file_bytes=_MAX_COVER_BYTES)


def read_tags(source: Path, workdir: Path) -> tuple[Tags, Path | None, list[Note]]:
    """Cleaned tags, the file of the embedded cover's raw bytes (not yet known to be an image), and what was wrong.

    Raises ProcessingError only if the reader can't be run, or was killed by someone else: then trying again helps.
    """
    reading = read_all_tags(source, workdir)
    return reading.tags, reading.cover, list(reading.notes)


def read_all_tags(source: Path, workdir: Path) -> TagReading:
    """With the raw ones. Raises ProcessingError as `read_tags` does."""
    try:
        output = _parse(_read(source, workdir))
    except ProcessingError as error:
        if error.kind != "permanent" and error.code != "media.timed_out":
            raise
        unreadable = tags_unreadable()
        return TagReading(Tags(), RawTagFields(), None, (Note(unreadable.code, unreadable.message),))
    cover = workdir / "cover"
    has_cover = cover.is_file() and cover.stat().st_size > 0
    raw = RawTagFields(str(output.get("format", ""))[:40], raw_fields(output.get("fields")))
    tags = tags_of(raw, latin1_fields(output), has_cover=has_cover)
    return TagReading(tags, raw, cover if has_cover else None)


def raw_fields(document: Any) -> dict[str, list[Any]]:
    """Raises ProcessingError: a reader that a file took over could say anything."""
    if not isinstance(document, dict) or not {list}.issuperset(map(type, document.values())):
        raise tags_unreadable(repr(document)[:300])
    return document


def latin1_fields(document: dict[str, Any]) -> Sequence[str]:
    names = document.get("latin1")
    return [str(name) for name in names] if isinstance(names, list) else []


def _read(source: Path, workdir: Path) -> bytes:
    with ffmpeg.open_source(source) as descriptor:
        command = [str(descriptor)]
        return child.run_python(
            "tags_child.py", command, workdir=workdir, limits=_LIMITS, pass_fds=(descriptor,)
        )


def _parse(output: bytes) -> dict[str, Any]:
    try:
        document = json.loads(output)
    except ValueError as error:
        raise tags_unreadable(repr(output[:300])) from error
    if not isinstance(document, dict):
        raise tags_unreadable(repr(output[:300]))
    return document
