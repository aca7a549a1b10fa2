"""Releases of earlier imports that an album's files belong to, and the order of their tracks."""

import uuid

from django.db.models import QuerySet

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.importing.grouping import Album
from segue.catalog.models import Release, Track
from segue.catalog.ordering import is_ordered_by_hand
from segue.media.services import album_folder


def find_release(
    actor: Viewer, library_id: uuid.UUID, album: Album, artist_id: uuid.UUID, *, publish: bool
) -> uuid.UUID | None:
    """By MusicBrainz' id, else one of that name with tracks in the same folder: by that artist, or, whoever's page it
    is on, if its files name no other album artist. Not `publish`: only what isn't public, and has no moment to be."""
    own = Release.objects.where(actor, Ability.EDIT)
    if not publish:
        own = own.filter(publish_at=None)
    if album.key[0] == "mbid":
        found = own.filter(musicbrainz_release_id=album.key[1]).order_by("pk")
        return found.values_list("pk", flat=True).first()
    if album.key[0] == "file":
        return None
    tracks = _tracks_below(library_id, album.folder).filter(
        release__title__iexact=album.title, release__in=own
    )
    fitting = [
        (owner_id != artist_id, release_id)
        for release_id, owner_id, path, named in tracks.values_list(
            "release_id", "release__artist_id", "asset__library_file__path", "asset__tags__album_artist"
        )
        if owner_id == artist_id
        or (album_folder(bytes(path)) == album.folder and _is_one(album, named or ""))
    ]
    return min(fitting)[1] if fitting else None


def _tracks_below(library_id: uuid.UUID, folder: bytes) -> QuerySet[Track]:
    tracks = Track.objects.filter(asset__library_file__folder_id=library_id)
    if not folder:
        return tracks
    paths = {"path__gte": folder + b"/", "path__lt": folder + b"0"}  # "0" follows "/"
    return tracks.filter(**{f"asset__library_file__{name}": value for name, value in paths.items()})


def _is_one(album: Album, named: str) -> bool:
    """As `albums_of` has it: no two album artists."""
    own = {file.tags.album_artist.casefold() for file in album.files}
    return len((own | {named.casefold()}) - {""}) <= 1


def lock_anywhere(release_id: uuid.UUID) -> Release | None:
    """In the bin or not."""
    return Release.all_rows.select_for_update().filter(pk=release_id).first()


def arrange(release_id: uuid.UUID) -> None:
    """By disc, number and file name, unless somebody ordered the tracks by hand: then new ones stay at the end."""
    release = lock_anywhere(release_id)
    if release is None or is_ordered_by_hand(release):
        return
    tracks = list(release.tracks.select_related("asset"))
    tracks.sort(key=lambda track: (track.disc_number, track.number, track.asset.file_name))
    moved = [track for position, track in enumerate(tracks, start=1) if track.position != position]
    for position, track in enumerate(tracks, start=1):
        track.position = position
    Track.objects.bulk_update(moved, ["position"])
