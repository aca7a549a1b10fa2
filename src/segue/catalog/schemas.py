"""The catalog as the API shows it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.accounts.types import Viewer
from segue.artists.queries import Roles, roles_of
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.models import Release, Track
from segue.media.models import Image
from segue.media.queries import UploadProgress, progress_of
from segue.media.schemas import AssetStanding, CoverOut, UploadOut, show_cover, show_upload, standing

Title = Annotated[str, Field(min_length=1, max_length=300)]
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


class NewTrack(Schema):
    model_config = ConfigDict(extra="forbid")
    file_name: Annotated[str, Field(min_length=1, max_length=255)]
    bytes: Annotated[int, Field(ge=0, le=2**53)]
    sha256: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-fA-F]{64}$")] | None = None


class TrackChanges(Schema):
    model_config = ConfigDict(extra="forbid")
    title: Title


class ArtistRef(Schema):
    id: uuid.UUID
    name: str
    slug: str


class ReleaseRef(Schema):
    id: uuid.UUID
    slug: str
    title: str


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


class ReleaseOut(Schema):
    """`abilities`: what the viewer may do with this release as it stands; `can_edit`: `edit` is one of them."""

    id: uuid.UUID
    slug: str
    title: str
    kind: Literal["single", "ep", "album"]
    state: Literal["draft", "published"]
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


@dataclass(frozen=True)
class Showing:
    """For whom things are shown: their roles, and the browser that media addresses are bound to."""

    viewer_id: uuid.UUID | None
    viewer_key: str
    roles: Roles

    @classmethod
    def to(cls, viewer: Viewer, viewer_key: str) -> "Showing":
        return cls(viewer.pk, viewer_key, roles_of(viewer))

    def abilities_on(self, release: Release) -> list[Ability]:
        found = policies.abilities_on(self.roles, release)
        return [ability for ability in Ability if ability in found]

    def can_edit(self, release: Release) -> bool:
        return Ability.EDIT in self.abilities_on(release)


def show_release(release: Release, showing: Showing) -> ReleaseOut:
    """The release's visible tracks have been fetched with it."""
    tracks = list(release.tracks.all())
    publication = getattr(release, "publication", None)
    return ReleaseOut(
        id=release.pk,
        slug=_slug(release),
        title=release.title,
        kind=_kind(len(tracks)),
        state="published" if publication else "draft",
        published_at=publication.created_at if publication else None,
        publish_when_ready=release.is_published_when_ready,
        track_count=len(tracks),
        duration_ms=sum(track.asset.duration_ms or 0 for track in tracks),
        artist=_artist_ref(release),
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
        position=track.position,
        duration_ms=asset.duration_ms,
        state=standing(asset),
        is_playable=track.is_playable,
        artist=_artist_ref(release),
        release=ReleaseRef(id=release.pk, slug=_slug(release), title=release.title),
        cover=show_cover(_cover_of(track), viewer_key=showing.viewer_key),
        upload=show_upload(progress) if progress else None,
        can_edit=showing.can_edit(release),
    )


def _cover_of(track: Track) -> Image | None:
    """What the team chose for the release goes before what the file brought."""
    release = track.release
    return release.cover if release.has_chosen_cover else track.asset.cover or release.cover


def _slug(release: Release) -> str:
    """What addresses use: the slug, or the id until there is one."""
    return release.slug or str(release.pk)


def _artist_ref(release: Release) -> ArtistRef:
    return ArtistRef(id=release.artist_id, name=release.artist.name, slug=release.artist.slug)


def _kind(track_count: int) -> Literal["single", "ep", "album"]:
    if track_count < EP_TRACKS.start:
        return "single"
    return "ep" if track_count in EP_TRACKS else "album"
