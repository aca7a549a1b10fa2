"""Tracks with the same sound as the API shows them, side by side."""

import uuid
from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import ConfigDict

from segue.catalog.models import Track
from segue.catalog.schemas.refs import ArtistRef, ReleaseRef, artist_ref, slug_of
from segue.media.models import Asset, DuplicatePair, LibraryFile
from segue.media.schemas import AssetStanding, standing
from segue.media.types import Keep

Kind = Literal["same_file", "same_recording"]


class SideOut(Schema):
    """`place`: where a library's file lies on this server, for who imported it. `bitrate_kbps` is the file's own, on
    average, null until its length is known."""

    track_id: uuid.UUID
    title: str
    artist: ArtistRef
    release: ReleaseRef
    file_name: str
    place: str | None
    state: AssetStanding
    container: str
    codec: str
    sample_rate_hz: int | None
    bits_per_sample: int | None
    channels: int | None
    is_lossless: bool | None
    bitrate_kbps: int | None
    bytes: int
    duration_ms: int | None
    added_at: datetime


class DuplicatePairOut(Schema):
    """`similarity` is 0..1; `decision` is null until there is one."""

    id: uuid.UUID
    kind: Kind
    similarity: float
    decision: Keep | None
    decided_at: datetime | None
    earlier: SideOut
    later: SideOut


class DuplicateDecision(Schema):
    model_config = ConfigDict(extra="forbid")
    keep: Keep


class DecidedOut(Schema):
    id: uuid.UUID
    decision: Keep
    decided_at: datetime


def show_pair(
    pair: DuplicatePair, tracks: dict[uuid.UUID, Track], viewer_id: uuid.UUID | None
) -> DuplicatePairOut:
    return DuplicatePairOut.model_validate(
        {
            "id": pair.pk,
            "kind": pair.kind,
            "similarity": pair.similarity,
            "decision": pair.decision or None,
            "decided_at": pair.decided_at,
            "earlier": _show_side(tracks[pair.earlier_id], viewer_id),
            "later": _show_side(tracks[pair.later_id], viewer_id),
        }
    )


def _show_side(track: Track, viewer_id: uuid.UUID | None) -> SideOut:
    asset, release = track.asset, track.release
    return SideOut(
        track_id=track.pk,
        title=track.title,
        artist=artist_ref(release),
        release=ReleaseRef(id=release.pk, slug=slug_of(release), title=release.title),
        file_name=asset.file_name,
        place=_place(asset, viewer_id),
        state=standing(asset),
        container=asset.container,
        codec=asset.codec,
        sample_rate_hz=asset.sample_rate_hz,
        bits_per_sample=asset.bits_per_sample,
        channels=asset.channels,
        is_lossless=asset.is_lossless,
        bitrate_kbps=round(asset.bytes * 8 / asset.duration_ms) if asset.duration_ms else None,
        bytes=asset.bytes,
        duration_ms=asset.duration_ms,
        added_at=asset.created_at,
    )


def _place(asset: Asset, viewer_id: uuid.UUID | None) -> str | None:
    file: LibraryFile | None = getattr(asset, "library_file", None)
    return file.shown_path if file and file.folder.owner_id == viewer_id else None
