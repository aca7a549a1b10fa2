"""Each accepted format goes through the whole chain and comes out with exact figures."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from segue.media.processing import measure_loudness, measure_peaks, probe, read_tags, transcode
from segue.media.processing.tests.conftest import FRAME_COUNT
from segue.media.processing.tests.sounds import chord, decode, encode, write_wav
from segue.media.types import DEFAULT_LADDER, Probe, Tags

OPUS_RATE_HZ = 48_000
FRAMES_AT_48_KHZ = 240_134  # FRAME_COUNT * 48 / 44.1, rounded up by the resampler
ADTS_FRAMES = 1024 + 216 * 1024  # no edit list: priming and padding stay


@dataclass(frozen=True)
class Format:
    """How to make a file, and what must be found in it."""

    file_name: str
    options: tuple[str, ...]
    container: str
    codec: str
    bits_per_sample: int | None
    sample_rate_hz: int = 44_100
    frame_count: int = FRAME_COUNT


FORMATS = [
    Format("a.wav", ("-c:a", "pcm_s24le"), "wav", "pcm_s24le", 24),
    Format("a.aiff", (), "aiff", "pcm_s16be", 16),
    Format("a.flac", (), "flac", "flac", 16),
    Format("a.mp3", ("-b:a", "192k"), "mp3", "mp3", None),
    Format("a.m4a", ("-b:a", "192k"), "mp4", "aac", None),
    Format("alac.m4a", ("-c:a", "alac"), "mp4", "alac", 16),
    Format("a.aac", ("-b:a", "192k"), "adts", "aac", None, frame_count=ADTS_FRAMES),
    Format("a.ogg", ("-c:a", "libvorbis"), "ogg", "vorbis", None),
    Format("a.opus", (), "ogg", "opus", None, OPUS_RATE_HZ, FRAMES_AT_48_KHZ),
]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: f"{form.container}-{form.codec}")
def test_every_format_goes_through_the_whole_chain(
    form: Format, wav: Path, tmp_path: Path, workdir: Path
) -> None:
    source = encode(
        wav, tmp_path / form.file_name, "-map_metadata", "-1", "-fflags", "+bitexact", *form.options
    )

    facts = probe(source, workdir)
    assert facts == Probe(
        container=form.container,
        codec=form.codec,
        sample_rate_hz=form.sample_rate_hz,
        channels=2,
        bits_per_sample=form.bits_per_sample,
        duration_ms=round(form.frame_count * 1000 / form.sample_rate_hz),
        is_lossless=form.bits_per_sample is not None,
    )
    assert read_tags(source, workdir) == (Tags(), None)
    loudness = measure_loudness(source, workdir)
    assert loudness.integrated_lufs == pytest.approx(-11.0, abs=0.5)
    assert loudness.true_peak_dbtp == pytest.approx(-10.5, abs=0.7)
    peaks = measure_peaks(source, facts, workdir)
    assert len(peaks) == 400
    assert set(peaks[10:-10]) <= set(range(70, 84))

    flac, aac, opus = transcode(source, facts, DEFAULT_LADDER, workdir)
    assert [(rung.name, rung.codec) for rung in (flac, aac, opus)] == [
        ("flac", "fLaC"),
        ("aac-160", "mp4a.40.2"),
        ("opus-96", "opus"),
    ]
    assert (flac.is_lossless, aac.is_lossless, opus.is_lossless) == (facts.is_lossless, False, False)
    assert (aac.bitrate_kbps, opus.bitrate_kbps) == (160, 96)
    assert (flac.index.timescale, flac.index.sample_count) == (form.sample_rate_hz, form.frame_count)
    assert (aac.index.timescale, aac.index.sample_count) == (form.sample_rate_hz, form.frame_count)
    assert opus.index.timescale == OPUS_RATE_HZ
    assert opus.index.sample_count == -(-form.frame_count * OPUS_RATE_HZ // form.sample_rate_hz)
    assert [rung.index.priming_samples for rung in (flac, aac, opus)] == [0, 1024, 312]
    if facts.is_lossless:
        assert decode(flac.path) == chord(FRAME_COUNT).tobytes()
    assert sorted(path.name for path in workdir.iterdir() if path.suffix in (".m4a", ".mp4")) == [
        "rung-0.m4a",
        "rung-1.m4a",
        "rung-2.m4a",
    ]


def test_surround_is_mixed_down_to_stereo(tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "six.wav", chord(44_100, channels=6))
    facts = probe(source, workdir)
    assert facts.channels == 6
    renditions = transcode(source, facts, DEFAULT_LADDER, workdir)
    assert [rung.is_lossless for rung in renditions] == [False, False, False]
    assert [len(decode(rung.path)) // 4 for rung in renditions[:2]] == [44_100, 44_100]
    assert len(measure_peaks(source, facts, workdir)) == 400


@pytest.mark.parametrize(("rate_hz", "lossy_rate_hz"), [(8_000, 48_000), (22_050, 44_100), (96_000, 48_000)])
def test_lossy_rungs_take_the_rate_that_players_know(
    rate_hz: int, lossy_rate_hz: int, tmp_path: Path, workdir: Path
) -> None:
    source = write_wav(tmp_path / "a.wav", chord(2 * rate_hz, rate_hz=rate_hz), rate_hz=rate_hz)
    flac, aac, opus = transcode(source, probe(source, workdir), DEFAULT_LADDER, workdir)
    assert (flac.index.timescale, flac.index.sample_count, flac.is_lossless) == (rate_hz, 2 * rate_hz, True)
    assert aac.index.timescale == lossy_rate_hz
    assert opus.index.timescale == OPUS_RATE_HZ
    assert aac.index.sample_count == pytest.approx(2 * lossy_rate_hz, abs=64)
    assert opus.index.sample_count == pytest.approx(2 * OPUS_RATE_HZ, abs=64)


def test_the_same_file_gives_the_same_bytes(wav: Path, tmp_path: Path) -> None:
    results = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        results.append(transcode(wav, probe(wav, folder), DEFAULT_LADDER, folder))
    assert [rung.path.read_bytes() for rung in results[0]] == [rung.path.read_bytes() for rung in results[1]]


def test_tags_after_the_last_sound_of_an_mp3_do_no_harm(wav: Path, tmp_path: Path, workdir: Path) -> None:
    source = encode(wav, tmp_path / "a.mp3", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0")
    expected = probe(source, workdir)
    with source.open("ab") as file:
        file.write(b"\xff\xfb\x90\x00" + b"not a frame" * 3)
    assert probe(source, workdir) == expected
    assert len(transcode(source, expected, DEFAULT_LADDER, workdir)) == 3
