"""What `segue import` says: what it did, what it can't do, and how to go on."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from segue.accounts.tests.factories import make_user
from segue.catalog.importing import Progress
from segue.catalog.importing.progress import ProgressLine, shown
from segue.catalog.importing.watching import changed_folders
from segue.catalog.management.commands import import_folder as command
from segue.catalog.models import Release
from segue.media.services import Report


def test_the_command_tells_what_it_did(music: Path, db: None) -> None:
    make_user("ada", is_operator=True)
    output = io.StringIO()
    call_command("import_folder", str(music), "--publish", stdout=output)
    lines = output.getvalue().splitlines()
    assert lines[-2:] == [
        "Files: 5 new, 1 refused.",
        "Left out empty.wav: This file is empty. Export it again and upload the new file.",
    ]
    output.seek(0)
    output.truncate()
    call_command("import_folder", str(music), "--publish", stdout=output)
    assert output.getvalue().splitlines()[-1] == "Files: 0 new, 6 unchanged."


@pytest.mark.django_db
def test_what_the_command_cannot_do_it_says(music: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("import_folder", str(music / "high.flac"))
    with pytest.raises(CommandError, match="There is no operator yet"):
        call_command("import_folder", str(music))
    with pytest.raises(CommandError, match="There is no user named nobody"):
        call_command("import_folder", str(music), "--user", "nobody")
    make_user("ada", is_operator=True)
    call_command("import_folder", str(music), stdout=io.StringIO())
    with pytest.raises(CommandError, match="contain each other"):
        call_command("import_folder", str(music / "tides"))
    assert Release.objects.filter(publish_at=None).count() == 3


def test_ctrl_c_says_how_to_go_on(music: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("ada", is_operator=True)

    def stop(*args: Any, **options: Any) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "import_library", stop)
    with pytest.raises(CommandError, match="Run the same command again") as caught:
        call_command("import_folder", str(music), stdout=io.StringIO())
    assert caught.value.returncode == 130


def test_progress_has_a_rate_and_the_time_left() -> None:
    assert (
        shown(Progress("Scanned", 1500, 100_000), 1000, 2.0)
        == "Scanned 1,500 of 100,000 (500/s, 3 min 17 s left)"
    )
    assert shown(Progress("Scanned", 0, 10), 0, 0.0) == "Scanned 0 of 10"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_the_last_of_each_step_is_told(is_terminal: bool) -> None:
    told: list[str] = []
    line = ProgressLine(told.append, is_terminal=is_terminal, clock=lambda: 100.0)
    for step, total in (("Scanned", 3), ("Read", 2)):
        for done in range(1, total + 1):
            line(Progress(step, done, total))
    line.close()
    text = "".join(told).replace("\r", "\n")
    assert [each.strip() for each in text.splitlines() if each.strip()] == [
        *("Scanned 1 of 3", "Scanned 3 of 3", "Read 1 of 2", "Read 2 of 2")
    ]


def test_only_folders_in_which_something_changed_are_looked_at_again(tmp_path: Path) -> None:
    (tmp_path / "a" / "CD1").mkdir(parents=True)
    names = ("a/CD1/x.flac", "a/y.flac", "gone/deeper/z.flac", ".hidden/w.flac")
    assert changed_folders(tmp_path, [tmp_path / "a/CD1/x.flac", tmp_path / ".hidden/w.flac"]) == [b"a/CD1"]
    assert changed_folders(tmp_path, [tmp_path / name for name in names[:2]]) == [b"a"]
    assert changed_folders(tmp_path, [tmp_path / name for name in names]) == [b""]
