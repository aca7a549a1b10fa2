"""Each accepted format goes through the whole chain and comes out with exact figures."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from segue.media.processing import encode, prepare, probe, read_tags
from segue.media.processing.tests.conftest import FRAME_COUNT
from segue.media.processing.tests.sounds import chord, decode, run_ffmpeg, write_wav
from segue.media.processing.tests.sounds import encode as make
from segue.media.types import DEFAULT_LADDER, Note, Probe, RungSpec, Tags

OPUS_RATE_HZ = 48_000
FRAMES_AT_48_KHZ = 240_134  # what the encoder's resampler made of FRAME_COUNT
ADTS_FRAMES = 1024 + 216 * 1024  # no edit list: priming and padding stay
FIRST, LATER = DEFAULT_LADDER[:2], DEFAULT_LADDER[2:]
FLAC = (RungSpec("flac", "flac"),)
RUNGS = (*FLAC, RungSpec("aac-160", "aac", 160), RungSpec("opus-96", "opus", 96))


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
    declares_length: bool = True
    is_exact: bool = True

    @property
    def is_lossless(self) -> bool:
        return self.bits_per_sample is not None


COMMON = [
    Format("a.wav", ("-c:a", "pcm_s24le"), "wav", "pcm_s24le", 24),
    Format("a.mp3", ("-b:a", "192k"), "mp3", "mp3", None),
    Format("a.m4a", ("-b:a", "192k"), "mp4", "aac", None),
    Format("a.ogg", ("-c:a", "libvorbis"), "ogg", "vorbis", None),
]
FORMATS = [
    *COMMON,
    Format("a.wav", ("-c:a", "pcm_u8"), "wav", "pcm_u8", 8, is_exact=False),
    Format("a.wav", ("-c:a", "pcm_s32le"), "wav", "pcm_s32le", 32),
    Format("a.wav", ("-c:a", "pcm_f32le"), "wav", "pcm_f32le", 32),
    Format("a.wav", ("-c:a", "pcm_f64le"), "wav", "pcm_f64le", 64),
    Format("a.wav", ("-c:a", "pcm_mulaw"), "wav", "pcm_mulaw", None),
    Format("rf64.wav", ("-rf64", "always"), "wav", "pcm_s16le", 16),
    # ffmpeg pads the sound of W64 files to eight bytes, and declares too little of ALAC in CAF files.
    Format(
        "a.w64",
        (),
        "w64",
        "pcm_s16le",
        16,
        frame_count=FRAME_COUNT + 1,
        declares_length=False,
        is_exact=False,
    ),
    Format("alac.caf", ("-c:a", "alac"), "caf", "alac", 16, frame_count=220_062, is_exact=False),
    Format("a.aiff", (), "aiff", "pcm_s16be", 16),
    Format("a.aifc", ("-f", "aiff", "-c:a", "pcm_s16le"), "aiff", "pcm_s16le", 16),
    Format("a.caf", ("-c:a", "pcm_s24be"), "caf", "pcm_s24be", 24, declares_length=False),
    Format("a.flac", (), "flac", "flac", 16),
    Format("alac.m4a", ("-c:a", "alac"), "mp4", "alac", 16),
    Format("a.aac", ("-b:a", "192k"), "adts", "aac", None, frame_count=ADTS_FRAMES, declares_length=False),
    Format("flac.ogg", ("-c:a", "flac"), "ogg", "flac", 16),
    Format("a.opus", (), "ogg", "opus", None, OPUS_RATE_HZ, FRAMES_AT_48_KHZ),
    Format("a.wv", (), "wv", "wavpack", 16),
    Format("float.wv", ("-sample_fmt", "fltp"), "wv", "wavpack", 32),
    Format("a.tta", (), "tta", "tta", 16),
]


def source_of(form: Format, wav: Path, folder: Path) -> Path:
    return make(wav, folder / form.file_name, "-map_metadata", "-1", "-fflags", "+bitexact", *form.options)


def names(form: Format) -> str:
    return f"{form.file_name}-{form.codec}"


@pytest.mark.parametrize("form", FORMATS, ids=names)
def test_every_format_is_read_and_kept_in_full(
    form: Format, wav: Path, tmp_path: Path, workdir: Path
) -> None:
    source = source_of(form, wav, tmp_path)
    facts = probe(source, workdir)
    claimed_ms = form.frame_count * 1000 / form.sample_rate_hz if form.declares_length else 0
    assert facts.duration_ms == pytest.approx(claimed_ms, abs=60)
    assert facts == Probe(
        container=form.container,
        codec=form.codec,
        sample_rate_hz=form.sample_rate_hz,
        channels=2,
        bits_per_sample=form.bits_per_sample,
        duration_ms=facts.duration_ms,
        is_lossless=form.is_lossless,
    )
    assert list(workdir.iterdir()) == []

    made = prepare(source, facts, FLAC, workdir)
    (flac,) = made.renditions
    assert (made.facts.sample_count, made.facts.sample_rate_hz) == (form.frame_count, form.sample_rate_hz)
    assert made.facts.duration_ms == round(form.frame_count * 1000 / form.sample_rate_hz)
    assert (made.facts.channels, made.notes) == (2, [])
    assert (flac.index.timescale, flac.index.sample_count) == (form.sample_rate_hz, form.frame_count)
    assert flac.is_lossless is (form.bits_per_sample in (8, 16, 24))
    if form.is_lossless and form.is_exact:
        assert decode(flac.path) == chord(FRAME_COUNT).tobytes()
    assert made.loudness.integrated_lufs == pytest.approx(-11.0, abs=0.5)
    assert made.loudness.true_peak_dbtp == pytest.approx(-10.5, abs=0.7)
    assert len(made.peaks) == 400
    assert set(made.peaks[10:-10]) <= set(range(70, 84))
    assert len(made.fingerprint) == pytest.approx(19, abs=2)  # 8 a second, but for the first 2.6 s


@pytest.mark.parametrize("form", COMMON, ids=names)
def test_the_whole_ladder_has_the_length_of_its_source(
    form: Format, wav: Path, tmp_path: Path, workdir: Path
) -> None:
    source = source_of(form, wav, tmp_path)
    assert read_tags(source, workdir) == (Tags(), None, [])
    facts = probe(source, workdir)
    made = prepare(source, facts, FIRST, workdir)
    later = tmp_path / "later"
    later.mkdir()
    rungs = [*made.renditions, *encode(source, facts, made.facts, LATER, later)]
    assert [(rung.name, rung.codec, rung.bitrate_kbps) for rung in rungs[1:]] == [
        ("opus-96", "opus", 96),
        ("opus-160", "opus", 160),
        ("aac-160", "mp4a.40.2", 160),
        ("aac-256", "mp4a.40.2", 256),
    ]
    assert [rung.is_lossless for rung in rungs] == [facts.is_lossless, False, False, False, False]
    opus_count = round(FRAME_COUNT * OPUS_RATE_HZ / 44_100)
    counts = [FRAME_COUNT, opus_count, opus_count, FRAME_COUNT, FRAME_COUNT]
    assert [rung.index.sample_count for rung in rungs] == counts
    assert [rung.index.priming_samples for rung in rungs] == [0, 312, 312, 1024, 1024]
    assert sorted(path.name for path in later.iterdir()) == ["rung-0.m4a", "rung-1.m4a", "rung-2.m4a"]


@pytest.mark.parametrize(("channels", "layout"), [(3, "3.0"), (4, "quad"), (6, "5.1"), (8, "7.1")])
@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_f32le"])
def test_surround_is_mixed_down_without_clipping(
    channels: int, layout: str, codec: str, tmp_path: Path, workdir: Path
) -> None:
    source = tmp_path / "a.wav"
    tone = f"aevalsrc={'|'.join(['sin(2*PI*440*t)'] * channels)}:s=44100:d=1:c={layout}"
    run_ffmpeg("-f", "lavfi", "-i", tone, "-c:a", codec, str(source))
    facts = probe(source, workdir)
    assert facts.channels == channels
    made = prepare(source, facts, RUNGS, workdir)
    message = f"This file has {channels} channels. Listeners hear a stereo mix of them."
    assert made.notes == [Note("media.downmixed", message)]
    assert made.facts.channels == 2
    assert [rung.is_lossless for rung in made.renditions] == [False, False, False]
    assert [len(decode(rung.path)) // 4 for rung in made.renditions[:2]] == [44_100, 44_100]
    # All channels at full scale, in phase: exactly full scale, but for those that a side hears none of (LFE).
    assert made.loudness.true_peak_dbtp == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize(("only", "left", "right"), [(0, 106, 0), (2, 75, 75), (3, 0, 0), (4, 75, 0)])
def test_the_downmix_has_the_standards_coefficients(
    only: int, left: int, right: int, tmp_path: Path, workdir: Path
) -> None:
    parts = ["0.999" if channel == only else "0" for channel in range(6)]
    source = tmp_path / "a.wav"
    run_ffmpeg("-f", "lavfi", "-i", f"aevalsrc={'|'.join(parts)}:s=44100:d=1:c=5.1(side)", str(source))
    (flac,) = prepare(source, probe(source, workdir), FLAC, workdir).renditions
    middle = decode(flac.path)[80_000:80_004]
    levels = [int.from_bytes(middle[at : at + 2], "little", signed=True) for at in (0, 2)]
    assert [round(level * 255 / 32767) for level in levels] == [left, right]  # 1 or 0.707, of a sum of 2.414


@pytest.mark.parametrize(
    ("rate_hz", "lossy_rate_hz"),
    [(8_000, 48_000), (22_050, 44_100), (96_000, 48_000), (176_400, 44_100), (192_000, 48_000)],
)
def test_lossy_rungs_take_the_rate_that_players_know(
    rate_hz: int, lossy_rate_hz: int, tmp_path: Path, workdir: Path
) -> None:
    frame_count = rate_hz + 321
    source = write_wav(tmp_path / "a.wav", chord(frame_count, rate_hz=rate_hz), rate_hz=rate_hz)
    flac, aac, opus = prepare(source, probe(source, workdir), RUNGS, workdir).renditions
    assert (flac.index.timescale, flac.index.sample_count, flac.is_lossless) == (rate_hz, frame_count, True)
    assert aac.index.timescale == lossy_rate_hz
    assert opus.index.timescale == OPUS_RATE_HZ
    assert aac.index.sample_count == int(frame_count * lossy_rate_hz / rate_hz + 0.5)
    assert opus.index.sample_count == int(frame_count * OPUS_RATE_HZ / rate_hz + 0.5)


def test_the_same_file_gives_the_same_bytes(wav: Path, tmp_path: Path) -> None:
    results = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        results.append(prepare(wav, probe(wav, folder), RUNGS, folder))
    first, second = ([rung.path.read_bytes() for rung in result.renditions] for result in results)
    assert first == second
    assert results[0].facts == results[1].facts


def test_tags_after_the_last_sound_of_an_mp3_do_no_harm(wav: Path, tmp_path: Path, workdir: Path) -> None:
    source = make(wav, tmp_path / "a.mp3", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0")
    plain = prepare(source, probe(source, workdir), FLAC, workdir)
    assert plain.notes == []
    with source.open("ab") as file:
        file.write(b"\xff\xfb\x90\x00" + b"not a frame" * 3)
    folder = tmp_path / "again"
    folder.mkdir()
    made = prepare(source, probe(source, folder), FLAC, folder)
    assert made.facts == plain.facts
    assert [note.code for note in made.notes] == ["media.trailing_junk"]
    (later,) = encode(source, probe(source, folder), made.facts, LATER[:1], tmp_path)
    assert later.index.sample_count == round(made.facts.sample_count * OPUS_RATE_HZ / 44_100)
