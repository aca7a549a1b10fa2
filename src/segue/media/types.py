"""Plain values that the media pipeline passes around: facts of a file, tags, rungs, renditions and their indexes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, Self

ByteRange = tuple[int, int]
"""Offset and length in bytes, both from the start of the file."""
Fragment = tuple[int, int, int]
"""Offset and length in bytes, and duration in units of the index's timescale."""
Keep = Literal["both", "earlier", "later"]
"""Which of two duplicates stay."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What the headers and a moment's decoding showed. `duration_ms` is the headers' claim, 0 where there is none.

    `sample_rate_hz` is the rate that we process at (DSD: of the PCM made from it). `bits_per_sample` is that of
    lossless sources, 32 for floats; `is_lossless` is about the source, not about what is made of it.
    """

    container: str
    codec: str
    sample_rate_hz: int
    channels: int
    bits_per_sample: int | None
    duration_ms: int
    is_lossless: bool


@dataclass(frozen=True, slots=True)
class Credited:
    """Somebody's part in a recording: one of the catalog's roles, and more of it, such as the instrument."""

    role: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TaggedLyrics:
    """Plain or LRC; `language` is ISO 639-2 or empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Tags:
    """Cleaned text from the file's own tags; an empty string means absent.

    `artist`, `album_artist` and `genre` are as one line; the plurals have each by itself. Dates are YYYY, YYYY-MM or
    YYYY-MM-DD. MusicBrainz ids (`mbid`) are UUIDs. Gains are in dB as ReplayGain 2.0 means them, peaks of full scale.
    `explicit` is "explicit", "clean" or empty. Everything else that the file says is in its raw tags.
    """

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
    version_title: str = ""
    artists: tuple[str, ...] = ()
    album_artists: tuple[str, ...] = ()
    artist_sort: str = ""
    album_artist_sort: str = ""
    genres: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    credits: tuple[Credited, ...] = ()
    track_total: int | None = None
    disc_total: int | None = None
    disc_title: str = ""
    original_on: str = ""
    label: str = ""
    catalog_number: str = ""
    barcode: str = ""
    language: str = ""
    work: str = ""
    bpm: float | None = None
    key: str = ""
    license: str = ""
    copyright_line: str = ""
    is_compilation: bool = False
    explicit: str = ""
    comment: str = ""
    lyrics: tuple[TaggedLyrics, ...] = ()
    recording_mbid: str = ""
    track_mbid: str = ""
    release_mbid: str = ""
    group_mbid: str = ""
    work_mbid: str = ""
    artist_mbids: tuple[str, ...] = ()
    album_artist_mbids: tuple[str, ...] = ()
    track_gain_db: float | None = None
    track_peak: float | None = None
    album_gain_db: float | None = None
    album_peak: float | None = None

    def as_json(self) -> dict[str, Any]:
        """What is there, and the titles in any case; lyrics, which may be long, are in the raw tags."""
        kept = {
            name: value
            for name in _KEPT_TAGS
            if (value := getattr(self, name)) or (value == 0 and value is not False)
        }
        if self.credits:
            kept["credits"] = [
                {"role": one.role, "name": one.name, "detail": one.detail} for one in self.credits
            ]
        return {"title": self.title, "album": self.album} | kept

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """What `as_json` wrote, now or in earlier versions."""
        values = {name: document[name] for name in _KEPT_TAGS if name in document}
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        people = tuple(Credited(**credited) for credited in document.get("credits", ()))
        return cls(**(values | lists), credits=people)


_KEPT_TAGS = [field.name for field in fields(Tags) if field.name not in ("credits", "lyrics")]


@dataclass(frozen=True, slots=True)
class RawTagFields:
    """All that the tags say, as they say it: `format` such as "id3v2.4", and lists of values by the format's names."""

    format: str = ""
    fields: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagReading:
    """`cover` is the embedded cover's raw bytes in a file, not yet known to be an image; `notes` what was wrong."""

    tags: Tags
    raw: RawTagFields
    cover: Path | None = None
    notes: tuple["Note", ...] = ()


@dataclass(frozen=True, slots=True)
class RungSpec:
    """One quality that listeners can be given; FLAC has no fixed bit rate."""

    name: str
    codec: Literal["aac", "opus", "flac"]
    bitrate_kbps: int | None = None

    @property
    def recipe(self) -> str:
        """Such as `aac-160/1`: another one means that renditions made by the old one should be made again."""
        return f"{self.codec}-{self.bitrate_kbps or 'exact'}/{RECIPE_VERSION}"


RECIPE_VERSION = 2
"""Raise it when the way of encoding changes so much that catalogs should be encoded again."""

DEFAULT_LADDER: tuple[RungSpec, ...] = (
    RungSpec("flac", "flac"),
    RungSpec("opus-96", "opus", 96),
    RungSpec("opus-160", "opus", 160),
    RungSpec("aac-160", "aac", 160),
    RungSpec("aac-256", "aac", 256),
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
    """EBU R 128 figures; None where there is no sound to measure.

    `histogram` counts the gating blocks of ITU-R BS.1770-4 (400 ms each, 100 ms apart) per tenth of a LUFS, from
    "-70.0" up: what the loudness of several tracks together is computed from.
    """

    integrated_lufs: float | None
    true_peak_dbtp: float | None
    range_lu: float | None
    histogram: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the artist should know about a file that was taken all the same; `message` is a sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What decoding all of the source gave: frames per channel at `sample_rate_hz`, after any downmix.

    `md5` (hex) is of those samples as little-endian integers, interleaved: of 24 bits for lossless sources of 17 to
    24 (so it is FLAC's own), of 32 bits for deeper ones and DSD, of 16 bits for all others.
    """

    sample_count: int
    duration_ms: int
    sample_rate_hz: int
    channels: int
    md5: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that a track needs to be heard: `peaks` are 400 bytes, `fingerprint` is Chromaprint's words, signed."""

    facts: SourceFacts
    renditions: list[RenditionFile]
    loudness: Loudness
    peaks: bytes
    fingerprint: list[int]
    notes: list[Note]


@dataclass(frozen=True, slots=True)
class CoverFile:
    """One square sRGB image without metadata, at most `size_px` wide; `format` is also the file's ending."""

    size_px: int
    format: Literal["avif", "webp", "jpg"]
    path: Path


@dataclass(frozen=True, slots=True)
class CoverColors:
    """OKLCH: `hue` in degrees, `chroma` from 0 (gray) to about 0.4; `gradient` is three CSS colors, from the top left
    corner to the bottom right one."""

    hue: float
    chroma: float
    gradient: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Covers:
    """A cover in every size and format, and its colors."""

    files: tuple[CoverFile, ...]
    colors: CoverColors


@dataclass(frozen=True, slots=True)
class StoredRendition:
    """A rung in storage: its object (SHA-256, hex) and where everything lies inside it."""

    name: str
    codec: str
    bitrate_kbps: int
    is_lossless: bool
    sha256: str
    index: RenditionIndex

    @property
    def is_flac(self) -> bool:
        """As large as lossless audio is, also where its source had more than FLAC can hold."""
        return self.codec == "fLaC"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a player shows and levels by; `peaks` is 400 bytes, loudest moment of each part, 255 is full scale."""

    duration_ms: int
    sample_rate_hz: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    peaks: bytes


@dataclass(frozen=True, slots=True)
class AlbumMeasures:
    """Of several assets as one piece: integrated loudness, and the highest true peak; None of silence."""

    loudness_lufs: float | None
    true_peak_dbtp: float | None
