"""The combined file is an exact M4A to simple players and an exact set of byte ranges to HLS players."""

import struct
from pathlib import Path

import av
import numpy as np
import pytest

from segue.media.processing import prepare, probe
from segue.media.processing.combined_file import write_combined
from segue.media.processing.fragments import read_fragmented
from segue.media.processing.isobmff import Box, MalformedBox, iter_boxes, require, uint32
from segue.media.processing.tests.sounds import RATE_HZ, chord, decode, encode, run_ffmpeg, write_wav
from segue.media.types import RenditionFile, RungSpec

FRAME_COUNT = 9 * RATE_HZ + 321
LADDER = (RungSpec("flac", "flac"), RungSpec("aac-160", "aac", 160), RungSpec("opus-96", "opus", 96))
FRAGMENT_FRAMES = 43 * 4096


@pytest.fixture(scope="module")
def renditions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RenditionFile]:
    """The three rungs of nine seconds of stereo, by codec name."""
    folder = tmp_path_factory.mktemp("combined")
    source = write_wav(folder / "source.wav", chord(FRAME_COUNT))
    work = folder / "work"
    work.mkdir()
    made = prepare(source, probe(source, work), LADDER, work).renditions
    return {rung.name.split("-")[0]: rung for rung in made}


def top_level(content: bytes) -> dict[bytes, Box]:
    """The outer boxes by type, in order."""
    return {box.type: box for box in iter_boxes(content, 0, len(content))}


@pytest.mark.parametrize("codec", ["flac", "aac", "opus"])
def test_outside_it_is_a_fast_start_m4a(codec: str, renditions: dict[str, RenditionFile]) -> None:
    content = renditions[codec].path.read_bytes()
    boxes = top_level(content)
    assert list(boxes) == [b"ftyp", b"moov", b"mdat"]
    assert content[boxes[b"ftyp"].body :][:4] == b"M4A "
    children = [box.type for box in iter_boxes(content, boxes[b"moov"].body, boxes[b"moov"].end)]
    assert children[:2] == [b"mvhd", b"trak"]
    assert b"mvex" not in children


@pytest.mark.parametrize("codec", ["flac", "aac", "opus"])
def test_the_outer_moov_states_the_exact_length(codec: str, renditions: dict[str, RenditionFile]) -> None:
    content, index = renditions[codec].path.read_bytes(), renditions[codec].index
    moov = top_level(content)[b"moov"]
    mvhd, tkhd = require(content, moov, b"mvhd"), require(content, moov, b"trak", b"tkhd")
    mdhd = require(content, moov, b"trak", b"mdia", b"mdhd")
    assert [uint32(content, mvhd.body + at) for at in (12, 16)] == [index.timescale, index.sample_count]
    assert uint32(content, tkhd.body + 20) == index.sample_count
    media_duration = index.sample_count + index.priming_samples
    assert [uint32(content, mdhd.body + at) for at in (12, 16)] == [index.timescale, media_duration]
    elst = require(content, moov, b"trak", b"edts", b"elst")
    edit = [uint32(content, elst.body + at) for at in (4, 8, 12)]
    assert edit == [1, index.sample_count, index.priming_samples]


@pytest.mark.parametrize("codec", ["flac", "aac", "opus"])
def test_the_outer_tables_and_the_inner_fragments_hold_the_same_samples(
    codec: str, renditions: dict[str, RenditionFile]
) -> None:
    content, index = renditions[codec].path.read_bytes(), renditions[codec].index
    stbl = require(content, top_level(content)[b"moov"], b"trak", b"mdia", b"minf", b"stbl")
    inner = content[index.init[0] :]
    fragmented = read_fragmented(inner, len(inner))
    stsz, stco = require(content, stbl, b"stsz"), require(content, stbl, b"stco")
    count = uint32(content, stsz.body + 8)
    assert list(struct.unpack_from(f">{count}I", content, stsz.body + 12)) == list(fragmented.samples.sizes)
    offsets = [uint32(content, stco.body + 8 + 4 * n) for n in range(uint32(content, stco.body + 4))]
    assert offsets == [index.init[0] + offset for offset, _ in fragmented.samples.chunks]
    stts = require(content, stbl, b"stts")
    entries = [stts.body + 8 + 8 * n for n in range(uint32(content, stts.body + 4))]
    durations = sum(uint32(content, at) * uint32(content, at + 4) for at in entries)
    assert durations == index.sample_count + index.priming_samples
    # The resampler gave Opus one sample more than the exact length: only the tables and the index leave it out.
    assert sum(fragmented.samples.durations) - durations == (1 if codec == "opus" else 0)


@pytest.mark.parametrize("codec", ["flac", "aac", "opus"])
def test_the_index_names_whole_adjoining_ranges(codec: str, renditions: dict[str, RenditionFile]) -> None:
    content, index = renditions[codec].path.read_bytes(), renditions[codec].index
    assert index.bytes == len(content)
    offset, length = index.init
    inner = [box.type for box in iter_boxes(content, offset, offset + length)]
    assert inner == [b"ftyp", b"moov"]
    end = index.fragments[-1][0] + index.fragments[-1][1]
    assert end == len(content)
    for (at, size, _), following in zip(index.fragments, [*index.fragments[1:], (end, 0, 0)], strict=True):
        assert at + size == following[0]
        assert [box.type for box in iter_boxes(content, at, at + size)] == [b"moof", b"mdat"]
    assert sum(duration for _, _, duration in index.fragments) == index.sample_count


def test_flac_and_aac_are_cut_at_the_same_places(renditions: dict[str, RenditionFile]) -> None:
    flac, aac = renditions["flac"].index.fragments, renditions["aac"].index.fragments
    rest = FRAME_COUNT - 2 * FRAGMENT_FRAMES
    assert [duration for _, _, duration in flac] == [FRAGMENT_FRAMES, FRAGMENT_FRAMES, rest]
    assert [duration for _, _, duration in aac] == [FRAGMENT_FRAMES - 1024, FRAGMENT_FRAMES, rest + 1024]


def test_ffmpeg_decodes_the_exact_samples(renditions: dict[str, RenditionFile]) -> None:
    assert decode(renditions["flac"].path) == chord(FRAME_COUNT).tobytes()
    aac = np.frombuffer(decode(renditions["aac"].path), "<i2").reshape(-1, 2)
    assert aac.shape == (FRAME_COUNT, 2)
    error = (aac.astype(int) - chord(FRAME_COUNT))[2048:-2048]
    assert np.sqrt(np.mean(error**2)) < 250  # in place: a shift by one sample alone would give more


def test_pyav_reads_the_length_and_seeks(renditions: dict[str, RenditionFile]) -> None:
    for codec in ("flac", "aac", "opus"):
        index = renditions[codec].index
        with av.open(str(renditions[codec].path)) as container:
            stream = container.streams.audio[0]
            assert container.duration == round(index.sample_count * 1_000_000 / index.timescale)
            container.seek(5_000_000)
            frame = next(container.decode(stream))
            assert frame.time is not None
            assert 4.5 < frame.time <= 5.0


def playlist(rendition: RenditionFile) -> str:
    """A media playlist over byte ranges of the one file (RFC 8216)."""
    index = rendition.index
    name = rendition.path.name
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:5", "#EXT-X-PLAYLIST-TYPE:VOD"]
    lines.append(f'#EXT-X-MAP:URI="{name}",BYTERANGE="{index.init[1]}@{index.init[0]}"')
    for at, size, duration in index.fragments:
        lines += [f"#EXTINF:{duration / index.timescale:.6f},", f"#EXT-X-BYTERANGE:{size}@{at}", name]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


@pytest.mark.parametrize("codec", ["flac", "aac", "opus"])
def test_an_hls_player_decodes_the_byte_ranges(codec: str, renditions: dict[str, RenditionFile]) -> None:
    rendition = renditions[codec]
    path = rendition.path.with_suffix(".m3u8")
    path.write_text(playlist(rendition))
    samples = decode(path, "-protocol_whitelist", "file", "-allowed_extensions", "ALL")
    if codec == "flac":
        assert samples == chord(FRAME_COUNT).tobytes()
    # Lossy codecs pad their last frame; an HLS player cuts it off by the playlist's durations.
    assert 0 <= len(samples) // 4 - rendition.index.sample_count < 1024


def test_a_sliver_at_the_end_joins_the_fragment_before(tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "a.wav", chord(FRAGMENT_FRAMES + 3))
    flac = prepare(source, probe(source, workdir), LADDER[:1], workdir).renditions[0]
    (at, size, duration) = flac.index.fragments[0]
    assert len(flac.index.fragments) == 1
    assert duration == FRAGMENT_FRAMES + 3
    assert at + size == flac.index.bytes


def test_a_file_of_another_length_is_refused(renditions: dict[str, RenditionFile], tmp_path: Path) -> None:
    index = renditions["flac"].index
    inner = tmp_path / "inner.mp4"
    inner.write_bytes(renditions["flac"].path.read_bytes()[index.init[0] :])
    assert write_combined(inner, tmp_path / "a.m4a", FRAME_COUNT).sample_count == FRAME_COUNT
    with pytest.raises(MalformedBox, match=f"{FRAME_COUNT} samples, not {FRAME_COUNT + 2}"):
        write_combined(inner, tmp_path / "b.m4a", FRAME_COUNT + 2)
    assert not (tmp_path / "b.m4a").exists()


def test_a_flac_source_is_copied_bit_by_bit(tmp_path: Path, workdir: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", chord(FRAME_COUNT))
    source = encode(wav, tmp_path / "a.flac", "-frame_size", "1152")
    flac = prepare(source, probe(source, workdir), LADDER[:1], workdir).renditions[0]
    assert flac.is_lossless
    assert decode(flac.path) == chord(FRAME_COUNT).tobytes()
    with av.open(str(flac.path)) as container:
        assert next(container.demux(container.streams.audio[0])).duration == 1152


def test_an_ordinary_mp4_is_no_fragmented_file(tmp_path: Path) -> None:
    ordinary = tmp_path / "a.m4a"
    run_ffmpeg("-f", "lavfi", "-i", "sine=d=1", str(ordinary))
    with pytest.raises(MalformedBox, match="0 boxes b'sidx'"):
        write_combined(ordinary, tmp_path / "out.m4a")
    assert not (tmp_path / "out.m4a").exists()
