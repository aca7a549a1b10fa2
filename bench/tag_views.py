"""Lays what Segue reads of real files beside mutagen's and FFmpeg's view of them: `python -m bench.tag_views`."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import mutagen

from segue.media import processing
from segue.media.file_names import ENDINGS
from segue.media.types import Tags

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "tags.md"
SETS = [ROOT.parent / "shared" / "data" / name for name in ("C_music", "D_odd_audio")]
FIELDS = {
    "title": ("title", "TIT2", "\xa9nam", "Title"),
    "artist": ("artist", "TPE1", "\xa9ART", "Artist"),
    "album": ("album", "TALB", "\xa9alb", "Album"),
    "track": ("tracknumber", "TRCK", "trkn", "Track"),
    "date": ("date", "TDRC", "\xa9day", "Year"),
}
MAX_LISTED = 60
View = dict[str, str]


def main() -> None:
    totals: Counter[tuple[str, str]] = Counter()
    listed: list[str] = []
    for path in _files():
        ours, mutagens, ffmpegs = segue_view(path), mutagen_view(path), ffmpeg_view(path)
        for field in FIELDS:
            values = [view.get(field, "") for view in (ours, mutagens, ffmpegs)]
            totals[field, _verdict(*values)] += any(values)
            if _verdict(*values) in ("others agree, Segue differs", "Segue has none"):
                listed.append(f"| {path.name} | {field} | " + " | ".join(map(_cell, values)) + " |")
    RESULT.write_text(report(totals, listed))


def _files() -> Iterator[Path]:
    for folder in SETS:
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix.lower()[1:] in ENDINGS)


def segue_view(path: Path) -> View:
    with tempfile.TemporaryDirectory() as work:
        tags: Tags = processing.read_all_tags(path, Path(work)).tags
    number = str(tags.track_number or "")
    return {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "track": number,
        "date": tags.released_on,
    }


def mutagen_view(path: Path) -> View:
    try:
        tags: Any = mutagen.File(path).tags or {}
        found = {
            field: next((tags[name] for name in names if name in tags), "") for field, names in FIELDS.items()
        }
    except Exception:  # noqa: BLE001 - it raises errors of any kind
        return {}
    return {field: _compared(field, _joined(value)) for field, value in found.items()}


def _joined(value: Any) -> str:
    values = getattr(value, "text", value)
    values = values if isinstance(values, list) else [values]
    return ", ".join(str(one[0] if isinstance(one, tuple) else one) for one in values)


def ffmpeg_view(path: Path) -> View:
    try:
        with av.open(str(path)) as container:
            tags = dict(container.metadata)
            for stream in container.streams.audio:
                tags |= dict(stream.metadata)
    except Exception:  # noqa: BLE001
        return {}
    lower = {name.lower(): value for name, value in tags.items()}
    return {field: _compared(field, lower.get(field, "")) for field in FIELDS}


def _compared(field: str, text: str) -> str:
    """As far as the views can agree: a track's number without its total, a date without its time."""
    if field == "track":
        return text.partition("/")[0].strip().lstrip("0")
    return text.strip()[:10] if field == "date" else " ".join(text.replace(";", ", ").split())


def _verdict(ours: str, mutagens: str, ffmpegs: str) -> str:
    if ours in (mutagens, ffmpegs) and (ours == mutagens == ffmpegs):
        return "all agree"
    if not ours:
        return "Segue has none"
    if mutagens == ffmpegs:
        return "others agree, Segue differs"
    return "Segue as mutagen" if ours == mutagens else "Segue as FFmpeg" if ours == ffmpegs else "all differ"


def _cell(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text).replace(
        "|", "\\|"
    )[:60]


def report(totals: Counter[tuple[str, str]], listed: list[str]) -> str:
    verdicts = (
        *("all agree", "Segue as mutagen", "Segue as FFmpeg", "others agree, Segue differs"),
        *("Segue has none", "all differ"),
    )
    head = "| field | " + " | ".join(verdicts) + " |\n| --- |" + " ---: |" * len(verdicts)
    rows = "\n".join(
        f"| {field} | " + " | ".join(str(totals[field, verdict]) for verdict in verdicts) + " |"
        for field in FIELDS
    )
    more = f"\n\n… and {len(listed) - MAX_LISTED} more." if len(listed) > MAX_LISTED else ""
    return f"""# What is read of real files, beside mutagen and FFmpeg

Made by `python -m bench.tag_views`. Files that anyone of the three finds something in, by field. FFmpeg's view is
that of PyAV's libraries, as its wheel has no ffprobe; mutagen's is `mutagen.File` with the usual names.

{head}
{rows}

Where Segue differs from both, or has nothing (it drops dates before 1900 and numbers that are none, and reads text that
is wrongly called Latin-1 as what it is):

| file | field | Segue | mutagen | FFmpeg |
| --- | --- | --- | --- | --- |
{chr(10).join(listed[:MAX_LISTED])}{more}
"""


if __name__ == "__main__":
    main()
