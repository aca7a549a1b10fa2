"""Tracks as the API shows them."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, field_validator

from segue.catalog import fields
from segue.catalog.models import Track
from segue.catalog.schemas.changes import Changes
from segue.catalog.schemas.descriptions import TrackDescription, describe_tracks
from segue.catalog.schemas.refs import ArtistRef, ReleaseRef, Showing, artist_ref, slug_of
from segue.kernel.history.reading import Version
from segue.media.models import Asset, Image
from segue.media.queries import UploadProgress, progress_of
from segue.media.schemas import AssetStanding, CoverOut, UploadOut, show_cover, show_upload, standing

Explicit = Literal["", "explicit", "clean"]


DiscNumber = Annotated[int, Field(ge=1, le=fields.MAX_DISC)]


class NewTrack(Schema):
    model_config = ConfigDict(extra="forbid")
    file_name: Annotated[str, Field(min_length=1, max_length=255)]
    bytes: Annotated[int, Field(ge=0, le=2**53)]
    sha256: Annotated[str, Field(max_length=64, pattern=r"^[0-9a-fA-F]{64}$")] | None = None
    disc_number: DiscNumber | None = None
    """Where its folder says so; else it comes after the last track."""


class TrackFields(Changes):
    """What is left out, or null, stays as it is; an empty text empties a field, null the BPM and MusicBrainz ids."""

    nullable = frozenset({"bpm", "musicbrainz_recording_id", "musicbrainz_track_id", "musicbrainz_work_id"})

    title: fields.Title | None = None
    version_title: fields.ShortLine | None = None
    credit: fields.CreditLine | None = None
    work: fields.Line | None = None
    isrc: fields.RecordingCode | None = None
    language: fields.LanguageTag | None = None
    explicit: Explicit | None = None
    license: fields.LicenseCode | None = None
    copyright_line: fields.Line | None = None
    phonographic_line: fields.Line | None = None
    bpm: fields.BeatsPerMinute | None = None
    key: fields.MusicalKey | None = None
    number: fields.TrackNumber | None = None
    musicbrainz_recording_id: fields.MusicBrainzId | None = None
    musicbrainz_track_id: fields.MusicBrainzId | None = None
    musicbrainz_work_id: fields.MusicBrainzId | None = None


class TrackChanges(TrackFields):
    """With the release's `version` that was looked at, what others changed since isn't overwritten."""

    version: Version | None = None


class OneOfTracks(TrackFields):
    """As for one track alone."""

    id: uuid.UUID


class TracksChanges(Schema):
    """Of 1 to 1,000 tracks, all or none."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    tracks: Annotated[list[OneOfTracks], Field(min_length=1, max_length=fields.MAX_NAMED)]

    @field_validator("tracks")
    @classmethod
    def _each_once(cls, tracks: list[OneOfTracks]) -> list[OneOfTracks]:
        if len({track.id for track in tracks}) < len(tracks):
            raise ValueError("Name each track once.")
        return tracks


class Disc(Schema):
    """Its tracks in order; `title` is mostly empty. Without a `number` it follows the one before."""

    model_config = ConfigDict(extra="forbid")
    number: DiscNumber | None = None
    title: fields.ShortLine = ""
    track_ids: fields.TrackIds


class TrackOrder(Schema):
    """All tracks of the release, each once."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    discs: Annotated[list[Disc], Field(min_length=1, max_length=fields.MAX_DISC)]

    @field_validator("discs")
    @classmethod
    def _number_upwards(cls, discs: list[Disc]) -> list[Disc]:
        last = 0
        for disc in discs:
            disc.number = last + 1 if disc.number is None else disc.number
            if not last < disc.number <= fields.MAX_DISC:
                raise ValueError(f"Number discs upwards, from 1 to {fields.MAX_DISC}, each once.")
            last = disc.number
        return discs


class TrackOut(TrackDescription):
    """`position` counts over all discs, `number` is what the disc prints. `credit` names the artists where they aren't
    the release's; `version_title` is such as "live". `next_upload`: a file that
    is to take the place of the present one, for those who may edit."""

    id: uuid.UUID
    slug: str
    title: str
    version_title: str
    credit: str
    position: int
    disc_number: int
    number: int
    work: str
    isrc: str
    language: str
    explicit: Explicit
    license: str
    copyright_line: str
    phonographic_line: str
    bpm: float | None
    key: str
    musicbrainz_recording_id: uuid.UUID | None
    musicbrainz_track_id: uuid.UUID | None
    musicbrainz_work_id: uuid.UUID | None
    duration_ms: int | None
    state: AssetStanding
    is_playable: bool
    artist: ArtistRef
    release: ReleaseRef
    cover: CoverOut | None
    upload: UploadOut | None
    next_upload: UploadOut | None
    can_edit: bool


_AS_KEPT = (
    *("title", "version_title", "credit", "disc_number", "number", "work", "isrc", "language", "explicit"),
    *("license", "copyright_line", "phonographic_line", "bpm", "key", "musicbrainz_recording_id"),
    *("musicbrainz_track_id", "musicbrainz_work_id"),
)


def show_tracks(tracks: Iterable[Track], showing: Showing) -> list[TrackOut]:
    """Uploads only to those who may edit."""
    found = list(tracks)
    own = [track for track in found if showing.can_edit(track.release)]
    assets = [track.asset for track in own] + next_assets(own)
    progress = progress_of(assets, viewer_id=showing.viewer_id)
    described = describe_tracks(found, showing.roles)
    return [_show_track(track, progress, described[track.pk], showing) for track in found]


def next_assets(tracks: Iterable[Track]) -> list[Asset]:
    """Files on their way to take the place of the tracks' present ones."""
    return list(Asset.objects.filter(pk__in=[track.next_asset_id for track in tracks if track.next_asset_id]))


def _show_track(
    track: Track, uploads: Mapping[Any, UploadProgress], described: dict[str, Any], showing: Showing
) -> TrackOut:
    asset, release = track.asset, track.release
    return TrackOut(
        id=track.pk,
        slug=str(track.pk),
        **{name: getattr(track, name) for name in _AS_KEPT},
        position=track.position or 0,
        duration_ms=asset.duration_ms,
        state=standing(asset),
        is_playable=track.is_playable,
        artist=artist_ref(release),
        release=ReleaseRef(id=release.pk, slug=slug_of(release), title=release.title),
        cover=show_cover(_cover_of(track), viewer_key=showing.viewer_key),
        upload=_show_upload(uploads.get(track.asset_id)),
        next_upload=_show_upload(uploads.get(track.next_asset_id)),
        **described,
        can_edit=showing.can_edit(release),
    )


def _show_upload(progress: UploadProgress | None) -> UploadOut | None:
    return show_upload(progress) if progress else None


def _cover_of(track: Track) -> Image | None:
    """What the team chose for the release goes before what the file brought."""
    release = track.release
    return release.cover if release.has_chosen_cover else track.asset.cover or release.cover
