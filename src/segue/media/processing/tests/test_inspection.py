"""`segue media inspect` prints one verdict per file, whatever the files are, and leaves nothing behind."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from segue.media.processing.inspection import judge
from segue.media.processing.inspection_paths import Found
from segue.media.processing.tests.conftest import FRAME_COUNT
from segue.media.processing.tests.sounds import chord, encode, run_ffmpeg, write_wav

Line = dict[str, Any]
KEYS = {
    *("path", "verdict", "code", "reason", "format", "duration_ms", "sample_count", "loudness_lufs"),
    *("true_peak_dbtp", "tags", "notes", "sha256", "bytes", "cpu_s", "wall_s", "peak_rss_bytes", "detail"),
}


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where the command makes its work folders."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def start(temporary: Path, *arguments: str | bytes | Path) -> subprocess.Popen[bytes]:
    """The command as people run it."""
    command = [sys.executable, "-m", "segue.runtime.cli", "media", "inspect", *arguments]
    environment = os.environ | {"TMPDIR": str(temporary)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)


def inspect(temporary: Path, *arguments: str | bytes | Path, typed: bytes = b"") -> list[Line]:
    """Its lines; nothing may be said beside them, and nothing left in the temporary folder."""
    with start(temporary, *arguments) as process:
        said, complaints = process.communicate(typed)
    assert (process.returncode, complaints) == (0, b"")
    assert list(temporary.iterdir()) == []
    return [json.loads(line) for line in said.splitlines()]


def test_a_good_file_is_described(wav: Path, tmp_path: Path, temporary: Path) -> None:
    source = encode(wav, tmp_path / "a.flac", "-metadata", "title=Blue", "-metadata", "artist=Ann")
    [line] = inspect(temporary, source)
    assert set(line) == KEYS
    assert (line["verdict"], line["code"], line["path"]) == ("accepted", "", str(source))
    assert line["format"] == {
        "container": "flac",
        "codec": "flac",
        "sample_rate_hz": 44_100,
        "channels": 2,
        "bits_per_sample": 16,
        "is_lossless": True,
    }
    assert (line["sample_count"], line["duration_ms"]) == (FRAME_COUNT, round(FRAME_COUNT / 44.1))
    assert (line["tags"]["title"], line["tags"]["artist"], line["notes"]) == ("Blue", "Ann", [])
    assert -30 < line["loudness_lufs"] < 0
    assert line["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    assert line["bytes"] == source.stat().st_size
    assert 0 < line["cpu_s"] < 60
    assert line["peak_rss_bytes"] > 1 << 20


def test_a_bad_file_is_refused_with_a_sentence(temporary: Path, tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("hello")
    [line] = inspect(temporary, tmp_path / "a.mp3")
    assert (line["verdict"], line["code"]) == ("refused", "media.not_audio")
    assert line["reason"].startswith("This file isn't audio that we can read.")
    assert (line["format"], line["sample_count"]) == (None, None)


def test_a_bad_cover_is_noted(wav: Path, temporary: Path, tmp_path: Path) -> None:
    picture, source = tmp_path / "a.png", tmp_path / "b.flac"
    run_ffmpeg("-f", "lavfi", "-i", "testsrc", "-frames:v", "1", str(picture))
    covered = ("-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic")
    run_ffmpeg("-i", str(wav), "-i", str(picture), *covered, str(source))
    source.write_bytes(source.read_bytes().replace(b"IHDR", b"IHDX"))
    [line] = inspect(temporary, source)
    assert line["verdict"] == "accepted"
    assert [note["code"] for note in line["notes"]] == ["media.bad_cover"]


def test_every_kind_of_name_has_its_line(wav: Path, temporary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "music"
    (folder / "z").mkdir(parents=True)
    names = [b"-x.wav", b"a\nb.wav", b"b\xff.wav", "c ü.wav".encode(), b"d'\"$(ls);.wav", b"z/%d.wav"]
    for name in names:
        shutil.copyfile(wav, os.fsencode(folder) + b"/" + name)
    lines = inspect(temporary, "--jobs", "2", folder)
    assert [os.fsencode(line["path"]) for line in lines] == [
        os.fsencode(folder) + b"/" + name for name in names
    ]
    assert {line["verdict"] for line in lines} == {"accepted"}


def test_what_is_no_file_has_its_line(wav: Path, temporary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    os.mkfifo(folder / "fifo")
    (folder / "link").symlink_to(wav)
    (folder / "loop").symlink_to("loop")
    (folder / "to-itself").symlink_to(folder)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(folder / "socket"))
        named: list[str | Path] = [
            "/dev/zero",
            folder / "loop",
            folder / "missing",
            folder / "link",
            folder / "to-itself",
        ]
        lines = inspect(temporary, folder, *named[:4])
    inside = [("fifo", "media.not_a_file")] + [
        (name, "media.not_a_file") for name in ("link", "loop", "socket")
    ]
    inside.append(("to-itself", "media.not_a_file"))
    assert [(Path(line["path"]).name, line["code"]) for line in lines[:5]] == inside
    assert {line["verdict"] for line in lines[:5]} == {"refused"}
    assert [(line["verdict"], line["code"]) for line in lines[5:]] == [
        ("refused", "media.not_a_file"),
        ("failed", "media.unreadable"),
        ("failed", "media.unreadable"),
        ("accepted", ""),
    ]
    assert lines[7]["reason"] == "This file can't be read: No such file or directory."


def test_a_folder_that_cannot_be_listed_has_its_line(temporary: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may list any folder")
    [line] = inspect(temporary, locked)
    assert (line["verdict"], line["code"]) == ("failed", "media.unreadable")


@pytest.mark.parametrize("separator", [b"\n", b"\0"])
def test_paths_come_from_standard_input(separator: bytes, wav: Path, temporary: Path) -> None:
    typed = separator.join([b"/dev/null", os.fsencode(wav), b""])
    lines = inspect(temporary, "/nowhere", "-", typed=typed)
    assert [line["code"] for line in lines] == ["media.unreadable", "media.not_a_file", ""]


def test_a_name_with_a_dash_follows_two_dashes(temporary: Path) -> None:
    [line] = inspect(temporary, "--", "-x.mp3")
    assert (line["path"], line["code"]) == ("-x.mp3", "media.unreadable")


@pytest.mark.parametrize("arguments", [(), ("--jobs", "0", "a"), ("--jobs", "x", "a"), ("--what", "a")])
def test_wrong_usage_is_told(arguments: tuple[str, ...], temporary: Path) -> None:
    with start(temporary, *arguments) as process:
        said, complaints = process.communicate()
    assert (process.returncode, said) == (2, b"")
    assert complaints.startswith(b"usage: ")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_all_of_it(number: int, temporary: Path, tmp_path: Path) -> None:
    source = write_wav(tmp_path / "long.wav", chord(30 * 60 * 8_000, 1, rate_hz=8_000), rate_hz=8_000)
    with start(temporary, source) as process:
        tools = wait_for_tools(process.pid)
        process.send_signal(number)
        said, complaints = process.communicate()
    psutil.wait_procs(tools, timeout=10)
    assert (process.returncode, said, complaints) == (130, b"", b"")
    assert [tool for tool in tools if tool.is_running()] == []
    assert list(temporary.iterdir()) == []


def wait_for_tools(pid: int) -> list[psutil.Process]:
    """The command's children, as soon as one is ffmpeg."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        tools = psutil.Process(pid).children(recursive=True)
        if any("ffmpeg" in name_of(tool) for tool in tools):
            return tools
        time.sleep(0.01)
    raise AssertionError("no ffmpeg was started")


def name_of(tool: psutil.Process) -> str:
    """Nothing when it has just ended."""
    try:
        return tool.name()
    except psutil.NoSuchProcess:
        return ""


def test_a_reader_that_leaves_ends_it(wav: Path, temporary: Path) -> None:
    with start(temporary, "--jobs", "1", *[wav] * 20) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 1
    assert list(temporary.iterdir()) == []


def test_our_own_mistake_is_a_verdict_too(workdir: Path) -> None:
    report = judge(Found("a\0b", is_named=True), workdir)
    assert (report["verdict"], report["code"]) == ("failed", "media.fault")
    assert "embedded null" in report["detail"]


def test_a_file_beyond_the_limit_is_not_read(wav: Path, workdir: Path) -> None:
    report = judge(Found(str(wav), is_named=False), workdir, max_bytes=wav.stat().st_size - 1)
    assert (report["verdict"], report["code"], report["sha256"]) == ("refused", "media.too_large", None)
    assert list(workdir.iterdir()) == []
