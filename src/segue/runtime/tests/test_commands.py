"""The commands besides `up`: doctor, reset, logs, user create, import."""

import io
import os
from pathlib import Path

import pytest

from segue.env import ensure_secrets
from segue.runtime.cli import main
from segue.runtime.data_folder import DataFolder
from segue.runtime.doctor import judge_sandbox
from segue.runtime.sandbox_facts import SandboxReport

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
    assert len(lines) == 24
    assert {line.split()[0] for line in lines} <= {"ok", "warn"}


@pytest.mark.parametrize(
    ("level", "opened", "policy", "status", "words"),
    [
        ("full", (), "required", "ok", "full: 2 of 2 escapes were blocked"),
        (
            "landlock",
            ("fork_bomb",),
            "required",
            "warn",
            "not blocked are fork_bomb; files and network are out of reach.",
        ),
        (
            "limits",
            ("tcp",),
            "required",
            "fail",
            "uploads wait until this is mended, or SEGUE_MEDIA_SANDBOX is `unsafe`.",
        ),
        (
            "limits",
            ("tcp",),
            "unsafe",
            "warn",
            "uploads are opened all the same (SEGUE_MEDIA_SANDBOX=unsafe).",
        ),
    ],
)
def test_doctor_judges_the_sandbox_by_its_level(
    level: str, opened: tuple[str, ...], policy: str, status: str, words: str
) -> None:
    escapes = {"dns": "blocked: refused", "tcp": "blocked: refused"}
    report = SandboxReport(level, ("limits",), escapes, opened, "9.0.2", True, "8.1.2")
    finding = judge_sandbox(report, policy)
    assert (finding.status, finding.text.endswith(words)) == (status, True)


def test_doctor_says_why_the_sandbox_could_not_be_tried() -> None:
    finding = judge_sandbox("No module named 'x'", "required")
    assert (finding.status, finding.text) == ("fail", "the sandbox could not be tried: No module named 'x'")


def test_doctor_fails_on_data_of_another_version(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.version.write_text("segue 9\npostgresql 18\n")
    assert main(["doctor"]) == 1
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("fail")]
    assert len(failed) == 1
    assert "has segue version 9, and this Segue reads 1" in failed[0]


def test_the_key_of_media_addresses_is_rotated(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_secrets(folder.root)
    path = folder.root / "secrets" / "capability_key"
    first = path.read_text()
    assert main(["secrets", "rotate"]) == 0
    new, old = path.read_text().split()
    assert (len(new), old) == (64, first)
    assert "What older keys signed stays valid" in capsys.readouterr().out
    assert main(["secrets", "rotate", "media", "--drop-old"]) == 0
    assert len(path.read_text().split()) == 1
    told = capsys.readouterr().out
    assert "What older keys signed is no longer valid." in told
    assert {new, old}.isdisjoint(path.read_text().split())
    assert path.read_text().strip() not in told


def test_all_keys_are_rotated_and_none_is_lost(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_secrets(folder.root)
    paths = [folder.root / "secrets" / name for name in ("capability_key", "django_key", "encryption_key")]
    before = [path.read_text() for path in paths]
    assert main(["secrets", "rotate", "all"]) == 0
    assert [path.read_text().split()[1:] for path in paths] == [[text] for text in before]
    assert main(["secrets", "rotate", "encryption", "--drop-old"]) == 1
    assert "start Segue with `segue up`" in capsys.readouterr().err
    assert len(paths[2].read_text().split()) == 2


def test_a_ring_in_the_environment_is_not_ours_to_change(
    folder: DataFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_secrets(folder.root)
    monkeypatch.setenv("SEGUE_MEDIA_KEY", "RlK5xq0Vw8mGd2TzYb7nJcHs5uPe0aZt4")
    assert main(["secrets", "rotate"]) == 1
    assert "put a new key in front of it there" in capsys.readouterr().err


def test_a_key_that_was_never_made_is_not_rotated(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["secrets", "rotate"]) == 1
    assert "is missing. Start Segue with `segue up` to create it." in capsys.readouterr().err
    assert list((folder.root / "secrets").iterdir()) == []
