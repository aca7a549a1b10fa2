"""Gapless by numbers: every rung has its source's length, and halves joined through their indexes are the whole."""

from pathlib import Path

import pytest

from segue.media.processing import encode, prepare, probe
from segue.media.processing.rungs import sample_count_at
from segue.media.processing.tests.sounds import RATE_HZ, Samples, chord, decode, run_ffmpeg, write_wav
from segue.media.processing.tests.sounds import encode as make
from segue.media.types import RenditionFile, RungSpec

LADDER = (RungSpec("flac", "flac"), RungSpec("opus-96", "opus", 96), RungSpec("aac-160", "aac", 160))
WHOLE = chord(9 * RATE_HZ + 1000)
CUT_AT = 4 * RATE_HZ + 147 * 3  # a multiple of 147 frames is a whole number of frames at 48 kHz, too
OPUS_HZ = 48_000


def rungs_of(samples: Samples, folder: Path) -> list[RenditionFile]:
    folder.mkdir()
    source = write_wav(folder / "source.wav", samples)
    facts = probe(source, folder)
    made = prepare(source, facts, LADDER[:2], folder)
    later = folder / "later"
    later.mkdir()
    return [*made.renditions, *encode(source, facts, made.facts, LADDER[2:], later)]


def heard(rendition: RenditionFile) -> bytes:
    """16-bit stereo frames as a player gets them from the byte ranges: decoded, then trimmed by the index alone.

    Decoders of MP4 files leave out the priming that the init section's edit list names.
    """
    index = rendition.index
    content = rendition.path.read_bytes()
    parts = [index.init, *((at, size) for at, size, _ in index.fragments)]
    stream = rendition.path.with_suffix(".mp4")
    stream.write_bytes(b"".join(content[at : at + size] for at, size in parts))
    samples = decode(stream)
    assert len(samples) // 4 >= index.sample_count
    return samples[: 4 * index.sample_count]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[RenditionFile]]:
    """The rungs of a recording, and of its two halves."""
    folder = tmp_path_factory.mktemp("gapless")
    parts = {"whole": WHOLE, "first": WHOLE[:CUT_AT], "second": WHOLE[CUT_AT:]}
    return {name: rungs_of(samples, folder / name) for name, samples in parts.items()}


@pytest.mark.parametrize("number", range(3), ids=[rung.name for rung in LADDER])
def test_halves_joined_through_their_indexes_are_as_long_as_the_whole(
    number: int, pieces: dict[str, list[RenditionFile]]
) -> None:
    whole, first, second = (pieces[name][number] for name in ("whole", "first", "second"))
    joined = heard(first) + heard(second)
    assert len(joined) == len(heard(whole)) == 4 * whole.index.sample_count
    expected = sample_count_at(whole.index.timescale, len(WHOLE), RATE_HZ)
    assert whole.index.sample_count == expected
    assert first.index.sample_count + second.index.sample_count == expected
    if whole.codec == "fLaC":
        assert joined == WHOLE.tobytes()


@pytest.mark.parametrize("frame_count", [RATE_HZ // 4, 44_099, 44_100, 44_101, 45_056, 61_439, 61_440])
def test_any_length_is_kept_to_the_sample(frame_count: int, tmp_path: Path) -> None:
    for rung in rungs_of(WHOLE[:frame_count], tmp_path / "a"):
        rate_hz = OPUS_HZ if rung.codec == "opus" else RATE_HZ
        assert rung.index.sample_count == int(frame_count * rate_hz / RATE_HZ + 0.5)
        assert sum(duration for _, _, duration in rung.index.fragments) == rung.index.sample_count
        assert len(heard(rung)) == 4 * rung.index.sample_count


def test_opus_counts_are_rounded_to_the_nearest() -> None:
    assert [sample_count_at(OPUS_HZ, count, 96_000) for count in (1, 2, 3)] == [1, 1, 2]
    assert sample_count_at(OPUS_HZ, 44_100 * 3600 * 6, 44_100) == 48_000 * 3600 * 6
    assert sample_count_at(44_100, 12_345, 44_100) == 12_345


@pytest.mark.parametrize(
    ("file_name", "options"), [("a.mp3", ("-b:a", "192k")), ("a.m4a", ("-b:a", "192k")), ("a.opus", ())]
)
def test_a_sources_own_priming_and_padding_are_left_out(
    file_name: str, options: tuple[str, ...], tmp_path: Path, workdir: Path
) -> None:
    """An MP3's LAME tag, an M4A's edit list and Opus' pre-skip and granule position say what was encoded."""
    frame_count = 3 * RATE_HZ + 50
    wav = write_wav(tmp_path / "a.wav", WHOLE[:frame_count])
    source = make(wav, tmp_path / file_name, *options)
    made = prepare(source, probe(source, workdir), LADDER, workdir)
    expected = -(-frame_count * OPUS_HZ // RATE_HZ) if file_name == "a.opus" else frame_count
    assert made.facts.sample_count == expected
    flac, opus, aac = made.renditions
    assert flac.index.sample_count == expected
    assert opus.index.sample_count == sample_count_at(OPUS_HZ, expected, made.facts.sample_rate_hz)
    assert aac.index.sample_count == expected
    assert heard(flac) == run_ffmpeg("-i", str(source), "-f", "s16le", "-")
