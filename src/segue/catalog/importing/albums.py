"""Writes what a scan found, album by album: artists, releases and tracks with all that hangs on them."""

import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.artists import services as artist_services
from segue.artists.services import NamedArtist
from segue.artists.types import Ability
from segue.catalog.genres import named_genres, split_names
from segue.catalog.importing.beside import lyrics_beside
from segue.catalog.importing.changed import change_tracks
from segue.catalog.importing.grouping import Album, Key, albums_of
from segue.catalog.importing.releases import arrange, find_release
from segue.catalog.importing.track_rows import (
    NewRows,
    Sources,
    Styles,
    add_release,
    add_track,
    named_by,
    style_names,
)
from segue.catalog.models import GenreKind, Track
from segue.kernel import clock
from segue.media import services as media_services
from segue.media.services import LibraryFolder, ScannedFile


class AlbumWriter:
    """For one import: what it has found or made is known by its name from then on."""

    def __init__(self, actor: Viewer, library: LibraryFolder, *, publish: bool, is_first: bool) -> None:
        self._actor, self._library = actor, library
        self._publish, self._is_first = publish, is_first
        self._root = Path(str(library))
        self._artists: dict[NamedArtist, uuid.UUID] = {}
        self._releases: dict[Key, uuid.UUID] = {}
        self._last: dict[uuid.UUID, int] = {}
        self._styles: Styles = {}
        self.touched: set[uuid.UUID] = set()
        """Releases that got tracks."""

    @transaction.atomic
    def write(self, files: Sequence[ScannedFile]) -> None:
        """All of them or none: who is stopped goes on with the rest."""
        media_services.begin_changes(self._library)
        known = [file for file in files if file.known and file.known.asset_id]
        new = [file for file in files if not (file.known and file.known.asset_id)]
        assets = media_services.store_new(self._library, new)
        albums = albums_of(file for file in new if not file.refusal)
        self._meet_artists(named_by(albums))
        self._meet_styles(new)
        by_name = {artist.name: pk for artist, pk in self._artists.items()}
        sources = Sources(assets, self._styles, by_name, lambda file: lyrics_beside(self._root, file))
        if known:
            change_tracks(known, sources)  # first: what they say now is what new ones belong to
        self._write_albums(albums, sources)

    def _write_albums(self, albums: Sequence[Album], sources: Sources) -> None:
        rows, added_to = NewRows(), set[uuid.UUID]()
        public = self._publishable({self._artists[album.artist] for album in albums})
        moment = clock.database_now()
        for album in albums:
            artist_id = self._artists[album.artist]
            release_id = self._find(album, artist_id)
            if release_id is None:
                more = {
                    "publish_at": moment if artist_id in public else None,
                    "is_published_when_ready": False,
                }
                release_id = add_release(rows, album, artist_id, sources, **more)
                self._last[release_id] = 0
            else:
                added_to.add(release_id)
            self._releases[album.key] = release_id
            for position, file in enumerate(album.files, start=self._last_position(release_id) + 1):
                add_track(rows, release_id, file, album, position, sources)
                self._last[release_id] = position
            self.touched.add(release_id)
        rows.write()
        artist_services.list_from({row["artist_id"] for row in rows.releases} & public, moment)
        for release_id in added_to:
            arrange(release_id)

    def _publishable(self, artist_ids: set[uuid.UUID]) -> set[uuid.UUID]:
        """Artists for whom the actor may publish."""
        if not self._publish:
            return set()
        allowed = artist_queries.artists_where(self._actor, Ability.PUBLISH).filter(pk__in=artist_ids)
        return set(allowed.values_list("pk", flat=True))

    def _find(self, album: Album, artist_id: uuid.UUID) -> uuid.UUID | None:
        if album.key in self._releases:
            return self._releases[album.key]
        if self._is_first:
            return None
        return find_release(self._actor, self._library.pk, album, artist_id, publish=self._publish)

    def _last_position(self, release_id: uuid.UUID) -> int:
        if release_id not in self._last:
            tracks = Track.objects.filter(release=release_id)
            self._last[release_id] = tracks.aggregate(last=Max("position"))["last"] or 0
        return self._last[release_id]

    def _meet_artists(self, named: Iterable[NamedArtist]) -> None:
        """Those of one name are one, unless MusicBrainz tells them apart."""
        wanted = sorted(
            (artist for artist in named if artist not in self._artists), key=lambda one: not one.mbid
        )
        self._artists |= artist_services.known_artists(self._actor, wanted) if wanted else {}
        missing: list[NamedArtist] = []
        for artist in wanted:
            if artist not in self._artists and not _same(artist, missing) and not self._known(artist):
                missing.append(artist)
        if missing:
            self._artists |= artist_services.make_artists(self._actor, missing)
        for artist in wanted:
            if artist not in self._artists:
                self._artists[artist] = self._artists[_same(artist, self._artists)[0]]

    def _known(self, artist: NamedArtist) -> bool:
        return bool(_same(artist, self._artists))

    def _meet_styles(self, files: Iterable[ScannedFile]) -> None:
        for style in dict.fromkeys(style for file in files for style in style_names(file)):
            if style not in self._styles:
                kind = GenreKind(style[0])
                genres = named_genres(split_names([style[1]], kind), kind)
                self._styles[style] = [genre.pk for genre in genres]


def _same(artist: NamedArtist, among: Iterable[NamedArtist]) -> list[NamedArtist]:
    return [
        other
        for other in among
        if other.name == artist.name and (not artist.mbid or not other.mbid or artist.mbid == other.mbid)
    ]
