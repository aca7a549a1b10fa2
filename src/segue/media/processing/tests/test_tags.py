"""Tags are read from every format, cleaned, and never a reason to fail."""

import base64
import os
import signal
import struct
import sys
import threading
import time
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, TALB, TCON, TDRC, TIT2, TPE1, TPE2, TPOS, TRCK, TSRC
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from segue.media.processing import ProcessingError, child, read_tags
from segue.media.processing import tags as tags_module
from segue.media.processing.child import Limits
from segue.media.processing.tags import MAX_TEXT_CHARACTERS, clean_text
from segue.media.processing.tests.sounds import chord, encode, write_wav
from segue.media.types import Note, Tags

FULL = Tags(
    title="Été",
    artist="Ana",
    album="Leaves",
    album_artist="Various",
    track_number=3,
    disc_number=1,
    released_on="2021-05-07",
    genre="Ambient",
    isrc="USRC17607839",
    has_cover=True,
    artists=("Ana",),
    album_artists=("Various",),
    genres=("Ambient",),
    track_total=12,
)
COVER = b"\xff\xd8\xff raw cover bytes"
VORBIS = {
    "title": "E\u0301te\u0301",
    "artist": "Ana",
    "album": "Leaves",
    "albumartist": "Various",
    "tracknumber": "3/12",
    "discnumber": "1",
    "date": "2021-05-07",
    "genre": "Ambient",
    "isrc": "us-rc1-76-07839",
}


def picture() -> Picture:
    """A front cover."""
    result = Picture()
    result.type, result.mime, result.data = 3, "image/jpeg", COVER
    return result


def tag_id3(path: Path, kind: type[MP3] | type[WAVE]) -> None:
    audio: Any = kind(path)
    if audio.tags is None:
        audio.add_tags()
    frames = [
        TIT2(text="Été"),
        TPE1(text="Ana"),
        TALB(text="Leaves"),
        TPE2(text="Various"),
        TRCK(text="3/12"),
    ]
    frames += [TPOS(text="1"), TDRC(text="2021-05-07"), TCON(text="(26)"), TSRC(text="USRC17607839")]
    for frame in [*frames, APIC(mime="image/jpeg", type=3, data=COVER)]:
        audio.tags.add(frame)
    audio.save()


def tag_vorbis(path: Path, kind: type[OggVorbis] | type[OggOpus]) -> None:
    audio: Any = kind(path)
    audio.update(VORBIS)
    audio["metadata_block_picture"] = ["not base64", base64.b64encode(picture().write()).decode()]
    audio.save()


def tag_flac(path: Path) -> None:
    audio = FLAC(path)
    audio.update(VORBIS)
    audio.add_picture(picture())
    audio.save()


def tag_mp4(path: Path) -> None:
    audio = MP4(path)
    audio.update(
        {"\xa9nam": "Été", "\xa9ART": "Ana", "\xa9alb": "Leaves", "aART": "Various", "trkn": [(3, 12)]}
    )
    audio.update({"disk": [(1, 0)], "\xa9day": "2021-05-07T07:00:00Z", "\xa9gen": "Ambient"})
    audio["----:com.apple.iTunes:ISRC"] = [MP4FreeForm(b"USRC17607839")]
    audio["covr"] = [MP4Cover(COVER)]
    audio.save()


@pytest.fixture
def short_wav(tmp_path: Path) -> Path:
    """A fifth of a second."""
    return write_wav(tmp_path / "source.wav", chord(8_820))


@pytest.mark.parametrize("name", ["a.mp3", "a.wav", "a.ogg", "a.opus", "a.flac", "a.m4a"])
def test_tags_and_cover_are_read_from(name: str, short_wav: Path, tmp_path: Path, workdir: Path) -> None:
    options = ("-c:a", "libvorbis") if name == "a.ogg" else ()
    source = encode(short_wav, tmp_path / name, "-map_metadata", "-1", "-fflags", "+bitexact", *options)
    if name in ("a.mp3", "a.wav"):
        tag_id3(source, MP3 if name == "a.mp3" else WAVE)
    elif name in ("a.ogg", "a.opus"):
        tag_vorbis(source, OggVorbis if name == "a.ogg" else OggOpus)
    else:
        (tag_flac if name == "a.flac" else tag_mp4)(source)
    tags, cover, notes = read_tags(source, workdir)
    assert (tags, notes) == (FULL, [])
    assert cover is not None
    assert cover.parent == workdir
    assert cover.read_bytes() == COVER


def info_list(*chunks: tuple[bytes, bytes]) -> bytes:
    """A RIFF chunk LIST/INFO of these texts, each ended by a zero and padded to even length."""
    padded = [(name, text + b"\0" + b"\0" * ((len(text) + 1) % 2)) for name, text in chunks]
    body = b"INFO" + b"".join(name + struct.pack("<I", len(text)) + text for name, text in padded)
    return b"LIST" + struct.pack("<I", len(body)) + body


def append_chunk(wav: Path, chunk: bytes) -> None:
    content = wav.read_bytes() + chunk
    wav.write_bytes(content[:4] + struct.pack("<I", len(content) - 8) + content[8:])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_wav_files_may_have_an_info_list_only(short_wav: Path, workdir: Path, encoding: str) -> None:
    texts = ((b"INAM", "Été"), (b"IART", "Ana"), (b"IPRD", "Leaves"), (b"ITRK", "3"), (b"ICRD", "2021"))
    append_chunk(short_wav, info_list(*((name, text.encode(encoding)) for name, text in texts)))
    tags, cover, _ = read_tags(short_wav, workdir)
    assert tags == Tags(
        title="Été", artist="Ana", artists=("Ana",), album="Leaves", track_number=3, released_on="2021"
    )
    assert cover is None


def test_id3_overrules_an_info_list(short_wav: Path, workdir: Path) -> None:
    append_chunk(short_wav, info_list((b"INAM", b"Old"), (b"IGNR", b"Drone")))
    audio: Any = WAVE(short_wav)
    audio.add_tags()
    audio.tags.add(TIT2(text="New"))
    audio.save()
    assert read_tags(short_wav, workdir)[0] == Tags(title="New", genre="Drone", genres=("Drone",))


@pytest.mark.parametrize(
    "chunk", [b"LIST\xff\xff\xff\xffINFOINAM\xff\xff\xff\xffab", b"LIST\x02\0\0\0IN", b"LI"]
)
def test_broken_info_lists_are_harmless(chunk: bytes, short_wav: Path, workdir: Path) -> None:
    append_chunk(short_wav, chunk)
    assert read_tags(short_wav, workdir)[0].artist == ""


def test_no_tags_are_empty_tags(short_wav: Path, workdir: Path) -> None:
    assert read_tags(short_wav, workdir) == (Tags(), None, [])
    assert list(workdir.iterdir()) == []


def test_hostile_tags_are_plain_short_text(short_wav: Path, tmp_path: Path, workdir: Path) -> None:
    source = encode(short_wav, tmp_path / "a.flac")
    audio = FLAC(source)
    audio["title"] = "a\u202eb\x00c\x1b[31m\nd" + "x" * 5000
    audio["artist"] = "<script>alert(1)</script>"
    audio["tracknumber"] = "99999"
    audio["date"] = "yesterday"
    audio["isrc"] = "nonsense"
    audio.save()
    tags, _, _ = read_tags(source, workdir)
    assert tags.title == ("abc[31m d" + "x" * 500)[:500]
    assert tags.artist == "<script>alert(1)</script>"
    assert (tags.track_number, tags.released_on, tags.isrc) == (None, "", "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + b"TIT2" * 50,
        b"fLaC\x84\xff\xff\xff" + b"x" * 100,
        b"OggS" + bytes(60),
        struct.pack(">I4s", 20, b"ftyp") + b"M4A \0\0\0\0M4A " + struct.pack(">I4s", 0x7FFFFFFF, b"moov"),
        b"RIFF\xff\xff\xff\xffWAVEid3 \xff\xff\xff\x7f",
    ],
    ids=["empty", "id3", "flac", "ogg", "mp4", "riff"],
)
def test_broken_tags_are_no_tags(content: bytes, tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(content)
    assert read_tags(source, workdir) == (Tags(), None, [])


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  two \t\n words ", "two words"),
        ("\u2066hidden\u2069 \u202edirections", "hidden directions"),
        ("e\u0301", "\u00e9"),
        ("\ufeff\x07", ""),
        ("\U0001f469\u200d\U0001f3a4", "\U0001f469\u200d\U0001f3a4"),
        ("lone \ud800", "lone"),
    ],
)
def test_text_is_cleaned(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


BIDIRECTIONAL = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text() | st.text(alphabet="a<>&\"'\0\x1b\x85\n\u200b\u200d\u202e\u2066\u2029\ufeff\u0301\ud800;"))
def test_any_text_comes_out_plain(raw: str) -> None:
    """No control character, nothing that turns the direction around, nothing to fill the page; cleaning again is vain.

    Markup stays as it was typed: pages show it as text.
    """
    clean = clean_text(raw)
    assert len(clean) <= MAX_TEXT_CHARACTERS
    assert unicodedata.is_normalized("NFC", clean)
    assert {unicodedata.category(c) for c in clean} & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} == set()
    assert {unicodedata.bidirectional(c) for c in clean} & BIDIRECTIONAL == set()
    assert (clean.split(" "), clean_text(clean)) == (clean.split() or [""], clean)
    markup = [c for c in clean if c in "<>&"]
    assert markup == [c for c in raw if c in "<>&"][: len(markup)]


UNREADABLE = Note(
    "media.tags_unreadable",
    "The tags in this file can't be read, so its title and other details are left for you to fill in.",
)


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    """So many ID3 frames that reading them takes many seconds."""
    frames = b"TXXX\0\0\0\x04\0\0\0a\0b" * 500_000
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    source = tmp_path / "bomb.mp3"
    source.write_bytes(b"ID3\x04\0\0" + size + frames)
    return source


@pytest.mark.parametrize(
    "limits",
    [
        Limits(cpu_s=1, wall_s=60.0, memory_bytes=512 << 20, file_bytes=1 << 20),
        Limits(cpu_s=20, wall_s=0.5, memory_bytes=512 << 20, file_bytes=1 << 20),
        Limits(cpu_s=20, wall_s=60.0, memory_bytes=60 << 20, file_bytes=1 << 20),
    ],
    ids=["cpu", "clock", "memory"],
)
def test_tags_that_cost_too_much_are_left_out(
    limits: Limits, bomb: Path, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags_module, "_LIMITS", limits)
    assert read_tags(bomb, workdir) == (Tags(), None, [UNREADABLE])


@pytest.mark.skipif(sys.platform != "linux", reason="finds the reader by /proc")
def test_a_reader_that_someone_kills_is_to_be_tried_again(bomb: Path, workdir: Path) -> None:
    child.sandbox_level()  # whose canary is not what the killer waits for
    killer = threading.Thread(target=kill_reader, args=(str(workdir),))
    killer.start()
    with pytest.raises(ProcessingError) as caught:
        read_tags(bomb, workdir)
    killer.join()
    assert (caught.value.code, caught.value.kind) == ("media.tool_failed", "transient")


def kill_reader(workdir: str) -> None:
    """The reader that works in this folder, once it runs."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for process in psutil.Process().children():
            with suppress(psutil.Error):  # it has just ended
                if "tags_child.py" in " ".join(process.cmdline()) and process.cwd() == workdir:
                    os.kill(process.pid, signal.SIGKILL)
                    return
