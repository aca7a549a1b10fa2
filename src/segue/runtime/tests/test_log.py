"""How lines look on the terminal and in the file."""

import io
from pathlib import Path

import pytest

from segue.runtime import log as log_module
from segue.runtime.log import Log
from segue.runtime.tests.conftest import MakeLog


def test_names_are_aligned_without_color(tmp_path: Path, make_log: MakeLog) -> None:
    log, stream = make_log(tmp_path / "logs" / "segue.log")
    log.line("web", "ready\n")
    log.line("reconciler", "ready")
    assert stream.getvalue() == b"web        | ready\nreconciler | ready\n"
    kept = (tmp_path / "logs" / "segue.log").read_text().splitlines()
    assert [line.split(" ", 1)[1] for line in kept] == ["web        ready", "reconciler ready"]


def test_names_are_colored_on_a_terminal_and_text_is_not(make_log: MakeLog) -> None:
    log, stream = make_log(None, is_colored=True)
    log.line("web", "ready")
    assert stream.getvalue() == b"\x1b[32mweb        |\x1b[0m ready\n"


@pytest.mark.parametrize(("no_color", "is_colored"), [("1", False), ("", True)])
def test_no_color_counts_when_it_is_not_empty(
    no_color: str, is_colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    Log(None, stream).say("hello")
    assert stream.getvalue().startswith(b"\x1b[") is is_colored


def test_control_characters_of_a_part_never_reach_the_terminal(make_log: MakeLog) -> None:
    log, stream = make_log(None)
    log.line("worker", "file \x1b]0;owned\x07\x9b31m.flac\r")
    assert stream.getvalue() == b"worker     | file ]0;owned31m.flac\n"


def test_quiet_parts_show_alarms_alone_and_the_file_has_all(tmp_path: Path, make_log: MakeLog) -> None:
    log, stream = make_log(tmp_path / "segue.log")
    noise = "FATAL:  the database system is starting up"
    for text in ("LOG:  starting", noise, "FATAL:  no space", "1:M 22 Nov 2026 16:00:00.000 # Warning"):
        log.line("postgres", text, is_quiet=True)
    assert stream.getvalue().count(b"\n") == 2
    assert len((tmp_path / "segue.log").read_text().splitlines()) == 4


def test_the_file_rotates_and_keeps_three_older_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_log: MakeLog
) -> None:
    monkeypatch.setattr(log_module, "MAX_FILE_BYTES", 40)
    log, _ = make_log(tmp_path / "segue.log")
    for number in range(12):
        log.say(f"line {number}")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["segue.log", "segue.log.1", "segue.log.2", "segue.log.3"]
    assert (tmp_path / "segue.log").read_text().rstrip().endswith("line 11")


def test_a_full_disk_is_told_once_and_the_terminal_goes_on(make_log: MakeLog) -> None:
    log, stream = make_log(Path("/dev/full"))
    log.say("one")
    log.say("two")
    assert stream.getvalue().decode().splitlines() == [
        "segue      | The log /dev/full can't be written: No space left on device.",
        "segue      | one",
        "segue      | two",
    ]
