"""Plain values that the media pipeline passes around: facts of a file, tags, rungs, renditions and their indexes."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

ByteRange = tuple[int, int]
"""Offset and length in bytes, both from the start of the file."""
Fragment = tuple[int, int, int]
"""Offset and length in bytes, and duration in units of the index's timescale."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What decoding the whole file showed; `duration_ms` is counted from samples, never read from a header."""

    container: str
    codec: str
    sample_rate_hz: int
    channels: int
    bits_per_sample: int | None
    duration_ms: int
    is_lossless: bool


@dataclass(frozen=True, slots=True)
class Tags:
    """Cleaned text from the file's own tags; an empty string means absent."""

    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    track_number: int | None = None
    disc_number: int | None = None
    released_on: str = ""
    genre: str = ""
    isrc: str = ""
    has_cover: bool = False


@dataclass(frozen=True, slots=True)
class RungSpec:
    """One quality that listeners can be given; FLAC has no fixed bit rate."""

    name: str
    codec: Literal["aac", "opus", "flac"]
    bitrate_kbps: int | None = None


DEFAULT_LADDER: tuple[RungSpec, ...] = (
    RungSpec("flac", "flac"),
    RungSpec("aac-160", "aac", 160),
    RungSpec("opus-96", "opus", 96),
)


@dataclass(frozen=True, slots=True)
class RenditionIndex:
    """Where everything lies inside a combined file, so that playlists need not open it.

    The fragments adjoin, and their durations add up to `sample_count`: the first one's is what is heard of it, after
    the `priming_samples` that a player skips (the init section's edit list says so).
    """

    init: ByteRange
    timescale: int
    sample_count: int
    priming_samples: int
    fragments: tuple[Fragment, ...]
    bytes: int

    def to_json(self) -> str:
        """A compact JSON document."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The index that `to_json` wrote. Raises KeyError, TypeError or ValueError on anything else."""
        document = json.loads(text)
        offset, length = document["init"]
        return cls(
            init=(int(offset), int(length)),
            timescale=int(document["timescale"]),
            sample_count=int(document["sample_count"]),
            priming_samples=int(document["priming_samples"]),
            fragments=tuple(
                (int(start), int(size), int(span)) for start, size, span in document["fragments"]
            ),
            bytes=int(document["bytes"]),
        )


@dataclass(frozen=True, slots=True)
class RenditionFile:
    """One finished, verified rung; `codec` is the RFC 6381 string for playlists."""

    name: str
    codec: str
    bitrate_kbps: int
    is_lossless: bool
    path: Path
    index: RenditionIndex


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R 128 figures; None where there is no sound to measure."""

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    range_lu: float | None


@dataclass(frozen=True, slots=True)
class Covers:
    """Square sRGB JPEG files without metadata, at most as wide as their names say."""

    path_256: Path
    path_512: Path
    path_1024: Path


@dataclass(frozen=True, slots=True)
class StoredRendition:
    """A rung in storage: its object (SHA-256, hex) and where everything lies inside it."""

    name: str
    codec: str
    bitrate_kbps: int
    is_lossless: bool
    sha256: str
    index: RenditionIndex


@dataclass(frozen=True, slots=True)
class Measured:
    """What a player shows and levels by; `peaks` is 400 bytes, loudest moment of each part, 255 is full scale."""

    duration_ms: int
    sample_rate_hz: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    peaks: bytes
