"""Streams as the API shows them."""

import base64
import uuid
from datetime import UTC, datetime

from ninja import Schema

from segue.catalog.models import Track
from segue.kernel import capability
from segue.media.queries import measured, media_path
from segue.media.types import StoredRendition
from segue.streaming.disposition import song_name
from segue.streaming.init_sections import init_section

ENDING = "m4a"


class RenditionOut(Schema):
    """One file that serves everything: `url` is good for all its ranges, for simple players and for HLS and DASH.

    `sample_rate`: samples per second that `sample_count`, `priming_samples` and `ranges` are counted in. A decoder
    gives `priming_samples` first that aren't part of the sound. `init`: the init section in base64; null when it
    has to be fetched, `init_range` being its offset and length in bytes. `ranges`: offset and length in bytes and
    number of samples of each fragment, in order.
    """

    name: str
    codec: str
    mime: str
    bitrate_kbps: int
    is_lossless: bool
    bytes: int
    sample_rate: int
    sample_count: int
    priming_samples: int
    init: str | None
    init_range: tuple[int, int]
    ranges: list[tuple[int, int, int]]
    url: str
    download_url: str
    playlist_url: str


class StreamOut(Schema):
    """`peaks`: 400 values from 0 to 255. `hls_url`: the master playlist; `lossless_hls_url` and `lossless_dash_url`
    hold the lossless renditions alone, null without any. Addresses work until `expires_at`."""

    track_id: uuid.UUID
    duration_ms: int
    sample_rate: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    album_loudness_lufs: float | None
    album_true_peak_dbtp: float | None
    peaks: list[int]
    hls_url: str
    dash_url: str
    lossless_hls_url: str | None
    lossless_dash_url: str | None
    renditions: list[RenditionOut]
    expires_at: datetime


def show_stream(track: Track, renditions: list[StoredRendition], *, viewer_key: str) -> StreamOut:
    """The track's asset is ready."""
    facts = measured(track.asset)
    shown = [_show_rendition(track, rendition, viewer_key) for rendition in renditions]
    base = f"/api/v1/tracks/{track.pk}/stream"
    has_flac = any(rendition.is_flac for rendition in renditions)
    return StreamOut(
        track_id=track.pk,
        duration_ms=facts.duration_ms,
        sample_rate=facts.sample_rate_hz,
        loudness_lufs=facts.loudness_lufs,
        true_peak_dbtp=facts.true_peak_dbtp,
        album_loudness_lufs=track.release.album_loudness_lufs,
        album_true_peak_dbtp=track.release.album_true_peak_dbtp,
        peaks=list(facts.peaks),
        hls_url=f"{base}/master.m3u8",
        dash_url=f"{base}/manifest.mpd",
        lossless_hls_url=f"{base}/master.m3u8?lossless=true" if has_flac else None,
        lossless_dash_url=f"{base}/manifest.mpd?lossless=true" if has_flac else None,
        renditions=shown,
        expires_at=_expiry(shown[0].url),
    )


def rendition_path(track: Track, rendition: StoredRendition, *, viewer_key: str) -> str:
    return media_path(rendition.sha256, ENDING, viewer_key=viewer_key, track_id=track.pk)


def _show_rendition(track: Track, rendition: StoredRendition, viewer_key: str) -> RenditionOut:
    url = rendition_path(track, rendition, viewer_key=viewer_key)
    index, init = rendition.index, init_section(rendition)
    file_name = song_name(track.release.artist.name, track.title, ENDING)
    return RenditionOut(
        name=rendition.name,
        codec=rendition.codec,
        mime=f'audio/mp4; codecs="{rendition.codec}"',
        bitrate_kbps=rendition.bitrate_kbps,
        is_lossless=rendition.is_lossless,
        bytes=index.bytes,
        sample_rate=index.timescale,
        sample_count=index.sample_count,
        priming_samples=index.priming_samples,
        init=base64.b64encode(init).decode() if init else None,
        init_range=index.init,
        ranges=list(index.fragments),
        url=url,
        download_url=capability.as_download(url, file_name),
        playlist_url=f"/api/v1/tracks/{track.pk}/stream/{rendition.name}.m3u8",
    )


def _expiry(path: str) -> datetime:
    granted = capability.parse(path)
    return datetime.fromtimestamp(granted.expires_at_s if granted else 0, UTC)
