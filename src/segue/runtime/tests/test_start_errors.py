"""Every reason not to start: one line that says what to do, exit code 1, and nothing changed."""

import errno
import os
import socket
from collections import namedtuple
from pathlib import Path

import pytest

from segue.runtime import service_user
from segue.runtime.cli import main
from segue.runtime.data_folder import DataFolder
from segue.runtime.errors import StartError

Usage = namedtuple("Usage", "total used free")


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.stat().st_mode, path.read_bytes()) for path in paths}


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that `segue up` leaves on the error stream."""
    assert main(["up", *arguments]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    return output.err.removeprefix("segue: ").rstrip()


def test_a_taken_port_is_named_with_a_free_one(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(os.environ["SEGUE_PORT"])))
        taken.listen()
        line = refusal(capsys)
    port = os.environ["SEGUE_PORT"]
    other = int(line.rpartition("--port ")[2].removesuffix("`."))
    assert line == f"Port {port} is taken: stop what uses it, or run `segue up --port {other}`."
    assert other > int(port)
    assert not installed.exists()


def test_a_full_disk_before_the_start(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(10**12, 10**12 - 499_000_000, 499_000_000))
    assert refusal(capsys) == (
        f"Only 499 MB are free on the disk of {installed}; Segue needs 500 MB: "
        "free some space, or choose a folder elsewhere with --data."
    )
    assert not installed.exists()


def test_a_disk_that_fills_up_while_writing(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: DataFolder) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder.root))

    monkeypatch.setattr(DataFolder, "create", fail)
    assert refusal(capsys) == f"The disk of {installed} is full: free some space, then start Segue again."


@pytest.mark.parametrize(
    ("version", "found"),
    [("segue 2\npostgresql 18\n", "segue version 2"), ("segue 1\npostgresql 17\n", "postgresql version 17")],
)
def test_data_of_another_version(
    version: str, found: str, installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    DataFolder(installed).create()
    DataFolder(installed).version.write_text(version)
    before = snapshot(installed)
    line = refusal(capsys)
    assert line.startswith(f"The data in {installed} has {found}, and this Segue reads ")
    assert line.endswith("start it with the Segue that made it, or choose another folder with --data.")
    assert snapshot(installed) == before


def test_a_second_start_on_the_same_folder_names_the_first(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = DataFolder(installed)
    folder.create()
    lock = folder.take_lock("process 4711, http://localhost:8000")
    before = snapshot(installed)
    line = refusal(capsys)
    os.close(lock)
    assert line == (
        "Segue runs on this data folder already (process 4711, http://localhost:8000): "
        "stop it there, or choose another with --data."
    )
    assert snapshot(installed) == before


def test_a_folder_with_other_files(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installed.mkdir()
    (installed / "thesis.txt").write_text("years of work")
    assert refusal(capsys) == (
        f"{installed} holds other files and no Segue data: choose an empty folder with --data."
    )
    assert [path.name for path in installed.iterdir()] == ["thesis.txt"]


def test_a_folder_may_hold_settings_before_the_first_start(installed: Path) -> None:
    installed.mkdir()
    (installed / "segue.toml").write_text("")
    DataFolder(installed).check()


def test_a_folder_that_cant_be_written(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    parent = installed.parent
    assert refusal(capsys) == (
        f"{parent} can't be written by this user: make it writable, or choose a folder with --data."
    )
    assert not installed.exists()


def test_an_unknown_variable_names_the_nearest(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGUE_PROT", "8001")
    assert refusal(capsys) == "SEGUE_PROT is not a setting of Segue. Did you mean SEGUE_PORT?"
    assert not installed.exists()


def test_a_port_that_is_none(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(capsys, "--port", "loud").startswith("SEGUE_PORT (command line): ")
    assert not installed.exists()


def test_a_web_app_that_is_not_built(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEGUE_WEB_DIST", str(tmp_path / "nowhere"))
    assert refusal(capsys) == (
        f"The web app is not built ({tmp_path / 'nowhere'}): run `make up`, or set SEGUE_WEB_DIST."
    )
    assert not installed.exists()


def test_as_root_without_useradd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_user, "SERVICE_ROOT", tmp_path / "lib")
    monkeypatch.setattr(service_user, "USER_NAME", "segue-nobody-has-this-name")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        StartError, match=r"useradd is missing.*install the package passwd.*or run Segue as a normal"
    ):
        service_user.ensure_service_user()
