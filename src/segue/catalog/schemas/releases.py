"""Releases as the API shows them."""

import uuid
from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict

from segue.artists.types import Ability
from segue.catalog import fields
from segue.catalog.models import Release, Visibility
from segue.catalog.schemas.changes import Changes
from segue.catalog.schemas.descriptions import Description, describe_release
from segue.catalog.schemas.gallery import PictureOut, show_gallery
from segue.catalog.schemas.refs import ArtistRef, Showing, Title, artist_ref, slug_of
from segue.catalog.schemas.tracks import TrackOut, show_tracks
from segue.catalog.types import ReleaseState
from segue.kernel.history.reading import Version
from segue.media.schemas import CoverOut, show_cover

EP_TRACKS = range(2, 7)
Kind = Literal["single", "ep", "album", "compilation", "live"]


class NewRelease(Schema):
    model_config = ConfigDict(extra="forbid")
    artist_id: uuid.UUID
    title: Title | None = None
    publish_when_ready: bool = True


class ReleaseChanges(Changes):
    """What is left out, or null, stays as it is; an empty text empties a field, null a MusicBrainz id. `kind` is empty
    to go by the number of tracks. With the `version` that was looked at, what others changed since isn't overwritten.
    """

    nullable = frozenset({"musicbrainz_release_id", "musicbrainz_group_id"})

    version: Version | None = None
    title: fields.Title | None = None
    credit: fields.CreditLine | None = None
    kind: Literal["", "single", "ep", "album", "compilation", "live"] | None = None
    released_on: fields.PartialDate | None = None
    label_name: fields.ShortLine | None = None
    catalog_number: fields.CatalogNumber | None = None
    upc: fields.ProductCode | None = None
    language: fields.LanguageTag | None = None
    license: fields.LicenseCode | None = None
    copyright_line: fields.Line | None = None
    phonographic_line: fields.Line | None = None
    description: fields.Description | None = None
    disc_titles: fields.DiscTitles | None = None
    musicbrainz_release_id: fields.MusicBrainzId | None = None
    musicbrainz_group_id: fields.MusicBrainzId | None = None
    publish_when_ready: bool | None = None


class ReleaseOut(Schema):
    """`abilities`: what the viewer may do with this release as it stands; `can_edit`: `edit` is one of them. `credit`
    names the artists as on the cover, empty for the artist alone."""

    id: uuid.UUID
    slug: str
    title: str
    credit: str
    kind: Kind
    state: ReleaseState
    visibility: Visibility
    published_at: datetime | None
    released_on: str
    publish_when_ready: bool
    track_count: int
    duration_ms: int
    artist: ArtistRef
    cover: CoverOut | None
    abilities: list[Ability]
    can_edit: bool


class ReleaseDetailOut(ReleaseOut, Description):
    """Loudness and true peak are of all tracks as one piece, null until one of them has been measured. `chosen_kind` is
    empty while `kind` goes by the number of tracks. `disc_titles`: by the number of the disc. `version` goes with
    changes, null for others than the team."""

    version: int | None
    publish_at: datetime | None
    chosen_kind: Literal["", "single", "ep", "album", "compilation", "live"]
    label_name: str
    catalog_number: str
    upc: str
    language: str
    license: str
    copyright_line: str
    phonographic_line: str
    description: str
    disc_titles: dict[str, str]
    musicbrainz_release_id: uuid.UUID | None
    musicbrainz_group_id: uuid.UUID | None
    album_loudness_lufs: float | None
    album_true_peak_dbtp: float | None
    gallery: list[PictureOut]
    tracks: list[TrackOut]


_AS_KEPT = (
    *("publish_at", "label_name", "catalog_number", "upc", "language", "license", "copyright_line"),
    *("phonographic_line", "description", "disc_titles", "musicbrainz_release_id", "musicbrainz_group_id"),
    *("album_loudness_lufs", "album_true_peak_dbtp"),
)


def show_release(release: Release, showing: Showing) -> ReleaseOut:
    """Read `with_counts`."""
    counts = vars(release)
    return ReleaseOut(
        **_summary(release, showing, int(counts["track_count"] or 0), int(counts["duration_ms"] or 0))
    )


def show_release_detail(release: Release, showing: Showing) -> ReleaseDetailOut:
    """Its visible tracks have been fetched with it."""
    tracks = show_tracks(release.tracks.all(), showing)
    duration_ms = sum(track.duration_ms or 0 for track in tracks)
    return ReleaseDetailOut(
        **_summary(release, showing, len(tracks), duration_ms),
        **_kept(release, showing),
        gallery=show_gallery(release, showing.viewer_key),
        **describe_release(release, showing.roles),
        tracks=tracks,
    )


def _summary(release: Release, showing: Showing, track_count: int, duration_ms: int) -> dict[str, Any]:
    abilities = showing.abilities_on(release)
    return {
        "id": release.pk,
        "slug": slug_of(release),
        "title": release.title,
        "credit": release.credit,
        "kind": release.kind or _kind(track_count),
        "state": release.state,
        "visibility": release.visibility,
        "published_at": release.publish_at,
        "released_on": release.released_on,
        "publish_when_ready": release.is_published_when_ready,
        "track_count": track_count,
        "duration_ms": duration_ms,
        "artist": artist_ref(release),
        "cover": show_cover(release.cover, viewer_key=showing.viewer_key),
        "abilities": abilities,
        "can_edit": Ability.EDIT in abilities,
    }


def _kept(release: Release, showing: Showing) -> dict[str, Any]:
    """A version tells that its team works on it, so that is for the team."""
    return {
        **{name: getattr(release, name) for name in _AS_KEPT},
        "version": release.version if showing.abilities_on(release) else None,
        "chosen_kind": release.kind,
    }


def _kind(track_count: int) -> Kind:
    if track_count < EP_TRACKS.start:
        return "single"
    return "ep" if track_count in EP_TRACKS else "album"
