"""Tracks as the API shows them."""

import uuid
from collections.abc import Iterable
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.catalog.models import Track
from segue.catalog.schemas.refs import ArtistRef, ReleaseRef, Showing, Title, artist_ref, slug_of
from segue.media.models import Image
from segue.media.queries import UploadProgress, progress_of
from segue.media.schemas import AssetStanding, CoverOut, UploadOut, show_cover, show_upload, standing


class NewTrack(Schema):
    model_config = ConfigDict(extra="forbid")
    file_name: Annotated[str, Field(min_length=1, max_length=255)]
    bytes: Annotated[int, Field(ge=0, le=2**53)]
    sha256: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-fA-F]{64}$")] | None = None


class TrackChanges(Schema):
    model_config = ConfigDict(extra="forbid")
    title: Title


class TrackOut(Schema):
    id: uuid.UUID
    slug: str
    title: str
    position: int
    duration_ms: int | None
    state: AssetStanding
    is_playable: bool
    artist: ArtistRef
    release: ReleaseRef
    cover: CoverOut | None
    upload: UploadOut | None
    can_edit: bool


def show_tracks(tracks: Iterable[Track], showing: Showing) -> list[TrackOut]:
    """Uploads only to those who may edit."""
    found = list(tracks)
    own = [track.asset for track in found if showing.can_edit(track.release)]
    progress = progress_of(own, viewer_id=showing.viewer_id)
    return [_show_track(track, progress.get(track.asset_id), showing) for track in found]


def _show_track(track: Track, progress: UploadProgress | None, showing: Showing) -> TrackOut:
    asset, release = track.asset, track.release
    return TrackOut(
        id=track.pk,
        slug=str(track.pk),
        title=track.title,
        position=track.position or 0,
        duration_ms=asset.duration_ms,
        state=standing(asset),
        is_playable=track.is_playable,
        artist=artist_ref(release),
        release=ReleaseRef(id=release.pk, slug=slug_of(release), title=release.title),
        cover=show_cover(_cover_of(track), viewer_key=showing.viewer_key),
        upload=show_upload(progress) if progress else None,
        can_edit=showing.can_edit(release),
    )


def _cover_of(track: Track) -> Image | None:
    """What the team chose for the release goes before what the file brought."""
    release = track.release
    return release.cover if release.has_chosen_cover else track.asset.cover or release.cover
