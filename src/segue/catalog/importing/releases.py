"""Releases of earlier imports that an album's files belong to, and the order of their tracks."""

import uuid

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.importing.grouping import Album
from segue.catalog.locks import lock_release
from segue.catalog.models import Release, Track
from segue.catalog.ordering import is_ordered_by_hand


def find_release(
    actor: Viewer, library_id: uuid.UUID, album: Album, artist_id: uuid.UUID
) -> uuid.UUID | None:
    """By MusicBrainz' id, else one of that name by that artist with tracks in the same folder."""
    own = Release.objects.where(actor, Ability.EDIT)
    if album.key[0] == "mbid":
        found = own.filter(musicbrainz_release_id=album.key[1]).order_by("pk")
        return found.values_list("pk", flat=True).first()
    if album.key[0] == "file":
        return None
    below = album.folder + b"/" if album.folder else b""
    tracks = Track.objects.filter(
        release__artist_id=artist_id,
        release__title__iexact=album.title,
        release__in=own,
        asset__library_file__folder_id=library_id,
        asset__library_file__path__gte=below,
    )
    if below:
        tracks = tracks.filter(asset__library_file__path__lt=album.folder + b"0")  # "0" follows "/"
    return tracks.order_by("release_id").values_list("release_id", flat=True).first()


def arrange(release_id: uuid.UUID) -> None:
    """By disc, number and file name, unless somebody ordered the tracks by hand: then new ones stay at the end."""
    release = lock_release(release_id)
    if release is None or is_ordered_by_hand(release):
        return
    tracks = list(release.tracks.select_related("asset"))
    tracks.sort(key=lambda track: (track.disc_number, track.number, track.asset.file_name))
    moved = [track for position, track in enumerate(tracks, start=1) if track.position != position]
    for position, track in enumerate(tracks, start=1):
        track.position = position
    Track.objects.bulk_update(moved, ["position"])
