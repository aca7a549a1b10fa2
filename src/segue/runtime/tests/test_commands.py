"""The commands besides `up`: doctor, reset, logs, user create, import."""

import io
import os
from pathlib import Path

import pytest

from segue.runtime.cli import main
from segue.runtime.data_folder import DataFolder

NOT_RUNNING = "segue: Segue isn't running. Start it with `segue up`, then run this again.\n"


@pytest.fixture
def folder(installed: Path) -> DataFolder:
    """A data folder that was used and is at rest."""
    data = DataFolder(installed)
    data.create()
    (data.root / "media" / "song.flac").write_text("music")
    return data


def test_reset_removes_the_folder(folder: DataFolder) -> None:
    assert main(["reset", "--yes"]) == 0
    assert not folder.root.exists()


@pytest.mark.parametrize(("typed", "is_removed"), [("remove\n", True), ("yes\n", False), ("", False)])
def test_reset_asks_for_a_word(
    typed: str, is_removed: bool, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["reset"]) == (0 if is_removed else 1)
    assert folder.root.exists() is not is_removed


def test_reset_refuses_while_segue_runs(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    lock = folder.take_lock("process 12, http://localhost:8000")
    assert main(["reset", "--yes"]) == 1
    os.close(lock)
    assert capsys.readouterr().err == (
        "segue: Segue is running (process 12, http://localhost:8000): stop it first. Nothing was removed.\n"
    )
    assert (folder.root / "media" / "song.flac").read_text() == "music"


def test_reset_refuses_a_folder_that_is_not_its_own(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.mkdir()
    (installed / "thesis.txt").touch()
    assert main(["reset", "--yes"]) == 1
    assert (
        capsys.readouterr().err == f"segue: {installed} is not a data folder of Segue: nothing was removed.\n"
    )
    assert (installed / "thesis.txt").exists()


@pytest.mark.parametrize(
    "command", [["user", "create", "--email", "a@example.org", "--username", "a"], ["import", "."]]
)
def test_commands_on_the_catalog_need_a_running_segue(
    command: list[str], folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 1
    assert capsys.readouterr().err == NOT_RUNNING


def test_import_refuses_what_is_no_folder(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder.root / "media" / "song.flac"
    assert main(["import", str(path)]) == 1
    assert capsys.readouterr().err == f"segue: {path} is not a folder.\n"


def test_logs_shows_the_last_lines(folder: DataFolder, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder.log.write_text("one\ntwo\nthree\n")
    assert main(["logs", "-n", "2"]) == 0
    assert capfdbinary.readouterr().out == b"two\nthree\n"


def test_doctor_finds_nothing_wrong(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12
    assert {line.split()[0] for line in lines} <= {"ok", "warn"}


def test_doctor_fails_on_data_of_another_version(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.version.write_text("segue 9\npostgresql 18\n")
    assert main(["doctor"]) == 1
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("fail")]
    assert len(failed) == 1
    assert "has segue version 9, and this Segue reads 1" in failed[0]
