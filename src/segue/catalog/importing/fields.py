"""What the tags of an album's files say, as columns of releases and tracks."""

import functools
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from segue.catalog.fields import language_tag
from segue.catalog.importing.grouping import Album, artist_line, place_of, title_of
from segue.catalog.licenses import find_license
from segue.kernel.text import one_line
from segue.media.services import ScannedFile

MAX_DISC, MAX_NUMBER = 99, 9999


def release_columns(album: Album) -> dict[str, Any]:
    """Where files differ, what most of them say."""
    tags = [file.tags for file in album.files]
    return {
        "title": album.title,
        "credit": album.credit,
        "kind": "compilation" if album.is_compilation else "",
        "released_on": _most(each.original_on or each.released_on for each in tags),
        "label_name": line(_most(each.label for each in tags), 200),
        "catalog_number": line(_most(each.catalog_number for each in tags), 100),
        "upc": product_code(_most(each.barcode for each in tags)),
        "language": language(_most(each.language for each in tags)),
        "license": license_of(_most(each.license for each in tags)),
        "copyright_line": line(_most(each.copyright_line for each in tags), 300),
        "disc_titles": _disc_titles(album),
        "musicbrainz_release_id": mbid(_most(each.release_mbid for each in tags)),
        "musicbrainz_group_id": mbid(_most(each.group_mbid for each in tags)),
    }


def track_columns(file: ScannedFile, release_line: str) -> dict[str, Any]:
    """`release_line`: the artists of the release, whom a track names only where its own are others."""
    tags = file.tags
    credit = artist_line(tags)
    return {
        "title": title_of(file),
        "version_title": line(tags.version_title, 200),
        "credit": credit if credit != release_line else "",
        "work": line(tags.work, 300),
        "isrc": tags.isrc,
        "language": language(tags.language),
        "explicit": tags.explicit,
        "license": license_of(tags.license),
        "copyright_line": line(tags.copyright_line, 300),
        "bpm": tags.bpm,
        "key": tags.key[:4],
        "musicbrainz_recording_id": mbid(tags.recording_mbid),
        "musicbrainz_track_id": mbid(tags.track_mbid),
        "musicbrainz_work_id": mbid(tags.work_mbid),
    }


def disc_and_number(file: ScannedFile, fallback: int) -> tuple[int, int]:
    disc = place_of(file)[0]
    return disc, min(file.tags.track_number or fallback, MAX_NUMBER)


def _most(texts: Iterable[str]) -> str:
    """The most frequent one that isn't empty; of several the first."""
    counts = Counter(text for text in texts if text)
    return counts.most_common(1)[0][0] if counts else ""


def _disc_titles(album: Album) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in album.files:
        if file.tags.disc_title:
            found.setdefault(str(place_of(file)[0]), line(file.tags.disc_title, 300))
    return found


def line(text: str, most: int) -> str:
    return one_line(text)[:most].rstrip() if text else ""


def mbid(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


def product_code(text: str) -> str:
    """UPC or EAN; what isn't one stays in the raw tags."""
    digits = "".join(sign for sign in text if sign not in " -")
    return digits if digits.isascii() and digits.isdigit() and 12 <= len(digits) <= 14 else ""


@functools.lru_cache(maxsize=1024)
def language(text: str) -> str:
    """BCP 47, or nothing."""
    try:
        return language_tag(text) if text else ""
    except ValueError:
        return ""


@functools.lru_cache(maxsize=1024)
def license_of(text: str) -> str:
    return find_license(text) if text else ""
