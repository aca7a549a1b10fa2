"""Releases as the API shows them."""

import uuid
from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import ConfigDict

from segue.artists.types import Ability
from segue.catalog.models import Release
from segue.catalog.schemas.refs import ArtistRef, Showing, Title, artist_ref, slug_of
from segue.catalog.schemas.tracks import TrackOut, show_tracks
from segue.catalog.types import ReleaseState
from segue.media.schemas import CoverOut, show_cover

EP_TRACKS = range(2, 7)


class NewRelease(Schema):
    model_config = ConfigDict(extra="forbid")
    artist_id: uuid.UUID
    title: Title | None = None
    publish_when_ready: bool = True


class ReleaseChanges(Schema):
    model_config = ConfigDict(extra="forbid")
    title: Title | None = None
    publish_when_ready: bool | None = None


class ReleaseOut(Schema):
    """`abilities`: what the viewer may do with this release as it stands; `can_edit`: `edit` is one of them."""

    id: uuid.UUID
    slug: str
    title: str
    kind: Literal["single", "ep", "album"]
    state: ReleaseState
    published_at: datetime | None
    publish_when_ready: bool
    track_count: int
    duration_ms: int
    artist: ArtistRef
    cover: CoverOut | None
    abilities: list[Ability]
    can_edit: bool


class ReleaseDetailOut(ReleaseOut):
    """Loudness and true peak are of all tracks as one piece, null until one of them has been measured."""

    album_loudness_lufs: float | None
    album_true_peak_dbtp: float | None
    tracks: list[TrackOut]


def show_release(release: Release, showing: Showing) -> ReleaseOut:
    """The release's visible tracks have been fetched with it."""
    tracks = list(release.tracks.all())
    return ReleaseOut(
        id=release.pk,
        slug=slug_of(release),
        title=release.title,
        kind=_kind(len(tracks)),
        state=release.state,
        published_at=release.publish_at,
        publish_when_ready=release.is_published_when_ready,
        track_count=len(tracks),
        duration_ms=sum(track.asset.duration_ms or 0 for track in tracks),
        artist=artist_ref(release),
        cover=show_cover(release.cover, viewer_key=showing.viewer_key),
        abilities=showing.abilities_on(release),
        can_edit=showing.can_edit(release),
    )


def show_release_detail(release: Release, showing: Showing) -> ReleaseDetailOut:
    tracks = show_tracks(release.tracks.all(), showing)
    return ReleaseDetailOut(
        **show_release(release, showing).model_dump(),
        album_loudness_lufs=release.album_loudness_lufs,
        album_true_peak_dbtp=release.album_true_peak_dbtp,
        tracks=tracks,
    )


def _kind(track_count: int) -> Literal["single", "ep", "album"]:
    if track_count < EP_TRACKS.start:
        return "single"
    return "ep" if track_count in EP_TRACKS else "album"
