"""Formats that ffmpeg can read but not write: small files made by code, and real ones where the test data is."""

import struct
from pathlib import Path

import pytest

from segue.media.processing import ProcessingError, prepare, probe
from segue.media.types import RungSpec

DATA = Path(__file__).resolve().parents[6] / "shared" / "data"
FLAC = (RungSpec("flac", "flac"),)
DSD_HZ = 2_822_400


def dsf(seconds: int) -> bytes:
    """A stereo DSF file of DSD64 silence (Sony's DSF File Format Specification 1.01): bits that take turns."""
    blocks = -(-DSD_HZ // 8 * seconds // 4096)
    sound = b"\x69" * (blocks * 4096 * 2)
    form = struct.pack("<4sQIIIIIIQII", b"fmt ", 52, 1, 0, 2, 2, DSD_HZ, 1, DSD_HZ * seconds, 4096, 0)
    data = b"data" + struct.pack("<Q", 12 + len(sound)) + sound
    return struct.pack("<4sQQQ", b"DSD ", 28, 28 + len(form) + len(data), 0) + form + data


def dff(seconds: int) -> bytes:
    """The same as a DSDIFF file (Philips' DSDIFF 1.5): FRM8, properties, sound."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return name + struct.pack(">Q", len(content)) + content

    channels = chunk(b"CHNL", struct.pack(">H", 2) + b"SLFTSRGT")
    kind = chunk(b"CMPR", b"DSD \x0enot compressed\x00")
    properties = chunk(b"PROP", b"SND " + chunk(b"FS  ", struct.pack(">I", DSD_HZ)) + channels + kind)
    sound = chunk(b"DSD ", b"\x69" * (DSD_HZ // 8 * seconds * 2))
    return chunk(b"FRM8", b"DSD " + chunk(b"FVER", b"\x01\x05\0\0") + properties + sound)


@pytest.mark.parametrize(("name", "content"), [("dsf", dsf(2)), ("dff", dff(2))], ids=["dsf", "dff"])
def test_dsd_becomes_pcm_of_88_khz(name: str, content: bytes, tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / f"a.{name}"
    source.write_bytes(content)
    facts = probe(source, workdir)
    assert (facts.container, facts.sample_rate_hz, facts.channels) == (name, 88_200, 2)
    assert (facts.bits_per_sample, facts.is_lossless) == (1, True)
    made = prepare(source, facts, FLAC, workdir)
    assert made.facts.sample_count == pytest.approx(
        2 * 88_200, abs=4096 * 8 // 32
    )  # DSF fills its last block
    assert made.renditions[0].index.timescale == 88_200
    assert made.renditions[0].is_lossless is False


@pytest.mark.parametrize(("name", "content"), [("dsf", dsf(2)), ("dff", dff(2))], ids=["dsf", "dff"])
def test_cut_dsd_is_damaged(name: str, content: bytes, tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / f"a.{name}"
    source.write_bytes(content[: len(content) * 11 // 20])
    with pytest.raises(ProcessingError) as caught:
        prepare(source, probe(source, workdir), FLAC, workdir)
    assert caught.value.message == "This file is damaged after 0:01. Export it again and upload the new file."
    assert list(workdir.glob("*.m4a")) == []


def protracker(row_count: int = 64) -> bytes:
    """A module of one pattern (31 samples, "M.K."): a square wave on the first row."""
    names = b"tide".ljust(20, b"\0")
    first = b"square".ljust(22, b"\0") + struct.pack(">HBBHH", 32, 0, 64, 0, 32)
    others = (bytes(22) + struct.pack(">HBBHH", 0, 0, 0, 0, 1)) * 30
    order = bytes([1, 127]) + bytes(128) + b"M.K."
    note = struct.pack(">HBB", 428, 0x10, 0) + bytes(12)
    pattern = note + bytes(16 * (row_count - 1))
    return names + first + others + order + pattern + b"\x40" * 32 + b"\xc0" * 32


def test_tracker_modules_are_played_once(tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / "a.mod"
    source.write_bytes(protracker())
    facts = probe(source, workdir)
    assert (facts.container, facts.sample_rate_hz, facts.channels) == ("tracker", 48_000, 2)
    made = prepare(source, facts, FLAC, workdir)
    assert made.facts.duration_ms == pytest.approx(64 * 6 * 20, abs=200)  # rows, ticks, ms a tick
    assert made.loudness.integrated_lufs is not None
    assert made.renditions[0].is_lossless is False


REAL = {
    "D_odd_audio/beets/test/rsrc/full.ape": ("ape", "ape", 44_100),
    "D_odd_audio/beets/test/rsrc/full.mpc": ("mpc", "musepack7", 44_928),
    "D_odd_audio/mutagen/tests/data/sv8_header.mpc": ("mpc", "musepack8", 66_816),
    "D_odd_audio/beets/test/rsrc/full.wv": ("wv", "wavpack", 44_100),
    "C_music/pingus-data/gd-myla.it": ("tracker", "pcm_f32le", 2_235_200),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_read_in_full(name: str, workdir: Path) -> None:
    source = DATA / name
    if not source.exists():
        pytest.skip(f"{source} isn't there")
    container, codec, sample_count = REAL[name]
    facts = probe(source, workdir)
    assert (facts.container, facts.codec) == (container, codec)
    made = prepare(source, facts, FLAC, workdir)
    assert made.facts.sample_count == sample_count
    assert made.renditions[0].index.sample_count == sample_count
