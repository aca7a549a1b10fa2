"""Streams as the API shows them."""

import uuid
from datetime import UTC, datetime

from ninja import Schema

from segue.catalog.models import Track
from segue.kernel import capability
from segue.media.queries import measured, media_path
from segue.media.types import StoredRendition

ENDING = "m4a"


class RenditionOut(Schema):
    name: str
    codec: str
    bitrate_kbps: int
    is_lossless: bool
    url: str
    playlist_url: str


class StreamOut(Schema):
    """`peaks`: 400 values from 0 to 255. `hls_url`: the master playlist. Addresses work until `expires_at`."""

    track_id: uuid.UUID
    duration_ms: int
    sample_rate: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    peaks: list[int]
    hls_url: str
    renditions: list[RenditionOut]
    expires_at: datetime


def show_stream(track: Track, renditions: list[StoredRendition], *, viewer_key: str) -> StreamOut:
    """The track's asset is ready."""
    facts = measured(track.asset)
    shown = [_show_rendition(track, rendition, viewer_key) for rendition in renditions]
    return StreamOut(
        track_id=track.pk,
        duration_ms=facts.duration_ms,
        sample_rate=facts.sample_rate_hz,
        loudness_lufs=facts.loudness_lufs,
        true_peak_dbtp=facts.true_peak_dbtp,
        peaks=list(facts.peaks),
        hls_url=f"/api/v1/tracks/{track.pk}/stream/master.m3u8",
        renditions=shown,
        expires_at=_expiry(shown[0].url),
    )


def _show_rendition(track: Track, rendition: StoredRendition, viewer_key: str) -> RenditionOut:
    return RenditionOut(
        name=rendition.name,
        codec=rendition.codec,
        bitrate_kbps=rendition.bitrate_kbps,
        is_lossless=rendition.is_lossless,
        url=media_path(rendition.sha256, ENDING, viewer_key=viewer_key),
        playlist_url=f"/api/v1/tracks/{track.pk}/stream/{rendition.name}.m3u8",
    )


def _expiry(path: str) -> datetime:
    granted = capability.parse(path)
    return datetime.fromtimestamp(granted.expires_at_s if granted else 0, UTC)
