"""Many files are read by few confined readers; a file that ends its reader costs itself alone."""

import os
from pathlib import Path

import pytest

from segue.media.library.readers import TagReaders, Wanted
from segue.media.library.walking import FoundFile, Unreadable, walk
from segue.media.tests.factories import flac_file


def wanted(path: Path) -> Wanted:
    facts = path.stat()
    return Wanted(os.fsencode(path), facts.st_size, facts.st_mtime_ns)


@pytest.fixture
def bomb(tmp_path: Path) -> Path:
    """So many ID3 frames that reading them takes more than a file may."""
    frames = b"TXXX\0\0\0\x04\0\0\0a\0b" * 1_500_000
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path = tmp_path / "bomb.mp3"
    path.write_bytes(b"ID3\x04\0\0" + size + frames)
    return path


def test_files_around_a_deadly_one_are_read(tmp_path: Path, bomb: Path) -> None:
    good = [
        flac_file(tmp_path / f"{number}.flac", frame_count=11_025, tags={"title": f"T{number}"})
        for number in range(4)
    ]
    work = tmp_path / "work"
    work.mkdir()
    with TagReaders(work) as readers:
        found = list(readers.read(map(wanted, [*good[:2], bomb, *good[2:]])))
    assert [reading.tags.title for reading in found] == ["T0", "T1", "", "T2", "T3"]
    assert [reading.is_lost for reading in found] == [False, False, True, False, False]
    sound = found[0].sound
    assert sound is not None
    assert (sound.codec, sound.duration_ms, sound.channels, sound.bits_per_sample) == ("flac", 250, 2, 16)


def test_what_changes_or_is_gone_is_told(tmp_path: Path) -> None:
    song = flac_file(tmp_path / "a.flac", frame_count=11_025)
    seen = wanted(song)
    os.utime(song, ns=(1, 1))
    with TagReaders(tmp_path) as readers:
        changed, gone = readers.read([seen, Wanted(b"/nowhere/a.flac", 1, 1)])
    assert (changed.is_changing, gone.problem) == (True, "No such file or directory")


def test_a_folder_is_walked_in_the_order_of_whole_paths(tmp_path: Path) -> None:
    for name in ("a/2.flac", "a/1.FLAC", "a.flac", "b/.hidden.mp3", "b/Disc 02/x.mp3", "b/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b" / "Disc 02" / "X.lrc").write_text("words")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [entry for entry in walk(os.fsencode(tmp_path)) if isinstance(entry, FoundFile)]
    assert [entry.path for entry in found] == [b"a.flac", b"a/1.FLAC", b"a/2.flac", b"b/Disc 02/x.mp3"]
    assert (found[3].album_folder, found[3].disc_number, found[3].lyrics) == (b"b", 2, b"b/Disc 02/X.lrc")
    assert list(walk(b"/nowhere")) == [Unreadable(b"", "No such file or directory")]
