"""A FLAC source's own frames are the FLAC rung, and are what all measures are taken from."""

from pathlib import Path

import pytest

from segue.media.processing import encode, prepare, probe
from segue.media.processing.errors import ProcessingError
from segue.media.processing.tests.sounds import encode as make
from segue.media.processing.tests.sounds import run_ffmpeg
from segue.media.types import DEFAULT_LADDER

DEPTHS = {"16 bits": ("-sample_fmt", "s16"), "24 bits": ("-sample_fmt", "s32", "-bits_per_raw_sample", "24")}
MD5_AT = 26
"""Of STREAMINFO's last field in the file (RFC 9639, 8.2)."""


@pytest.fixture(params=list(DEPTHS.values()), ids=list(DEPTHS))
def source(request: pytest.FixtureRequest, wav: Path, tmp_path: Path) -> Path:
    return make(wav, tmp_path / "a.flac", *request.param)


def frames(path: Path) -> bytes:
    """A hash of the packets, as they lie in the file."""
    return run_ffmpeg("-i", str(path), "-map", "0:a:0", "-c", "copy", "-f", "streamhash", "-")


def test_the_rung_has_the_frames_of_the_source(source: Path, workdir: Path) -> None:
    made = prepare(source, probe(source, workdir), DEFAULT_LADDER[:2], workdir)
    flac, opus = made.renditions
    assert (flac.name, opus.name) == ("flac", "opus-96")
    assert frames(flac.path) == frames(source)
    assert flac.index.sample_count == made.facts.sample_count


def test_its_md5_is_the_one_in_the_header(source: Path, workdir: Path) -> None:
    made = prepare(source, probe(source, workdir), DEFAULT_LADDER[:1], workdir)
    assert made.facts.md5 == source.read_bytes()[MD5_AT : MD5_AT + 16].hex()


def test_a_header_with_another_md5_is_refused(source: Path, workdir: Path) -> None:
    content = bytearray(source.read_bytes())
    content[MD5_AT] ^= 1
    source.write_bytes(content)
    with pytest.raises(ProcessingError) as caught:
        prepare(source, probe(source, workdir), DEFAULT_LADDER[:2], workdir)
    assert caught.value.code == "media.damaged"


def test_frames_with_junk_after_them_are_encoded_anew(source: Path, workdir: Path, tmp_path: Path) -> None:
    source.write_bytes(source.read_bytes() + bytes(range(256)) * 8)
    facts = probe(source, workdir)
    made = prepare(source, facts, DEFAULT_LADDER[:2], workdir)
    assert [note.code for note in made.notes] == ["media.trailing_junk"]
    again = tmp_path / "again"
    again.mkdir()
    (flac,) = encode(source, facts, made.facts, DEFAULT_LADDER[:1], again)
    assert flac.path.read_bytes() == made.renditions[0].path.read_bytes()
    assert flac.is_lossless
