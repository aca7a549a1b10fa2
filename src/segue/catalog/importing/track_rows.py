"""Rows of new tracks with their people, genres and words, written together."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from segue.artists.services import NamedArtist
from segue.catalog.errors import LyricsUnreadable
from segue.catalog.importing import fields
from segue.catalog.importing.grouping import Album
from segue.catalog.lyrics_text import parse_lyrics
from segue.catalog.models import Credit, GenreKind, Lyrics, Release, Track
from segue.kernel.db.copying import copy_rows
from segue.kernel.ids import new_id
from segue.media.services import ScannedFile
from segue.media.types import TaggedLyrics

MAX_CREDITS = 100
MAX_GENRES = 20
_MAX_NAME = 200
Styles = dict[tuple[str, str], list[uuid.UUID]]
"""By kind and text, which may name several."""


@dataclass
class NewRows:
    """Of one batch, by table; `write` puts them all into the database."""

    releases: list[dict[str, Any]] = field(default_factory=list)
    tracks: list[dict[str, Any]] = field(default_factory=list)
    credits: list[dict[str, Any]] = field(default_factory=list)
    track_genres: list[dict[str, Any]] = field(default_factory=list)
    release_genres: list[dict[str, Any]] = field(default_factory=list)
    lyrics: list[dict[str, Any]] = field(default_factory=list)

    def write(self) -> None:
        copy_rows(Release, self.releases)
        copy_rows(Track, self.tracks)
        copy_rows(Credit, self.credits)
        copy_rows(Track.genres.through, self.track_genres)
        copy_rows(Release.genres.through, self.release_genres)
        copy_rows(Lyrics, self.lyrics)


@dataclass(frozen=True)
class Sources:
    """What rows of tracks refer to: assets by path, styles by kind and name, pages of artists by name, and the text of
    lyrics files."""

    assets: dict[bytes, uuid.UUID]
    styles: Styles
    artists: dict[str, uuid.UUID]
    lyrics_beside: Callable[[ScannedFile], str]


def add_release(
    rows: NewRows, album: Album, artist_id: uuid.UUID, sources: Sources, **more: Any
) -> uuid.UUID:
    release_id = new_id()
    rows.releases.append({"id": release_id, "artist_id": artist_id, **fields.release_columns(album), **more})
    if album.credit:
        rows.credits += _main_credits(release_id, None, _release_artists(album), sources)
    counts = Counter(style for file in album.files for style in styles_of(file, sources.styles))
    rows.release_genres += [
        {"release_id": release_id, "genre_id": genre_id} for genre_id, _ in counts.most_common(MAX_GENRES)
    ]
    return release_id


def add_track(
    rows: NewRows, release_id: uuid.UUID, file: ScannedFile, album: Album, position: int, sources: Sources
) -> uuid.UUID:
    track_id = new_id()
    columns = fields.track_columns(file, album.credit or album.artist.name)
    disc_number, number = fields.disc_and_number(file, position)
    rows.tracks.append(
        {
            "id": track_id,
            "release_id": release_id,
            "asset_id": sources.assets[file.found.path],
            "position": position,
            "disc_number": disc_number,
            "number": number,
            **columns,
        }
    )
    add_details(rows, release_id, track_id, file, sources, is_by_others=bool(columns["credit"]))
    return track_id


def add_details(
    rows: NewRows,
    release_id: uuid.UUID,
    track_id: uuid.UUID,
    file: ScannedFile,
    sources: Sources,
    *,
    is_by_others: bool,
) -> None:
    """People, genres, words."""
    if is_by_others or file.tags.credits:
        rows.credits += _credits(release_id, track_id, file, sources, is_by_others=is_by_others)
    rows.track_genres += [
        {"track_id": track_id, "genre_id": genre_id} for genre_id in styles_of(file, sources.styles)
    ]
    rows.lyrics += lyrics_rows(track_id, file, sources)


def styles_of(file: ScannedFile, styles: Styles) -> list[uuid.UUID]:
    found = (genre_id for style in style_names(file) for genre_id in styles.get(style, ()))
    return list(dict.fromkeys(found))[: 2 * MAX_GENRES]


def style_names(file: ScannedFile) -> Iterable[tuple[str, str]]:
    """As the file has them, several in one text maybe."""
    yield from ((GenreKind.GENRE.value, text) for text in file.tags.genres)
    yield from ((GenreKind.MOOD.value, text) for text in file.tags.moods)


def _release_artists(album: Album) -> tuple[str, ...]:
    tags = next((file.tags for file in album.files if file.tags.album_artists), album.files[0].tags)
    return tags.album_artists or (album.artist.name,)


def _main_credits(
    release_id: uuid.UUID, track_id: uuid.UUID | None, names: Iterable[str], sources: Sources
) -> list[dict[str, Any]]:
    return _credit_rows(release_id, track_id, [("main", name, "") for name in names], sources)


def _credits(
    release_id: uuid.UUID, track_id: uuid.UUID, file: ScannedFile, sources: Sources, *, is_by_others: bool
) -> list[dict[str, Any]]:
    people = [("main", name, "") for name in file.tags.artists] if is_by_others else []
    people += [(credited.role, credited.name, credited.detail) for credited in file.tags.credits]
    return _credit_rows(release_id, track_id, people, sources)


def _credit_rows(
    release_id: uuid.UUID,
    track_id: uuid.UUID | None,
    people: Iterable[tuple[str, str, str]],
    sources: Sources,
) -> list[dict[str, Any]]:
    cleaned = (
        (role, fields.line(name, _MAX_NAME), fields.line(detail, 100)) for role, name, detail in people
    )
    unique = dict.fromkeys(person for person in cleaned if person[1])
    return [
        {
            "release_id": release_id,
            "track_id": track_id,
            "artist_id": sources.artists.get(name),
            "name": name,
            "role": role,
            "detail": detail,
            "position": position,
        }
        for position, (role, name, detail) in enumerate(list(unique)[:MAX_CREDITS])
    ]


def lyrics_rows(track_id: uuid.UUID, file: ScannedFile, sources: Sources) -> list[dict[str, Any]]:
    """Those in a file beside it count more than those in its tags."""
    beside, found = sources.lyrics_beside(file), dict[str, dict[str, Any]]()
    for lyrics in (*([TaggedLyrics(beside)] if beside else []), *file.tags.lyrics):
        language = fields.language(lyrics.language)
        try:
            parsed = parse_lyrics(lyrics.text)
        except LyricsUnreadable:
            continue  # they stay in the raw tags, or where they are
        row = {"kind": parsed.kind.value, "text": parsed.text, "lines": parsed.lines}
        found.setdefault(language, {"track_id": track_id, "language": language, **row})
    return list(found.values())


def named_by(albums: Iterable[Album]) -> list[NamedArtist]:
    """The artists whose pages the albums stand on, each once."""
    return list(dict.fromkeys(album.artist for album in albums))
