"""What a management command is started with, beside a Segue that runs on the data folder and without one."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from segue.runtime.cli import main
from segue.runtime.data_folder import DataFolder, write_whole
from segue.runtime.tests.test_commands import NOT_RUNNING

SETTINGS = {"SEGUE_LADDER": "flac,opus-96", "STORAGE_URL": "file:///srv/music"}
STATE = {
    "pid": 12,
    "address": "http://localhost:8123",
    "database_url": "postgresql://segue@/segue?host=/run/segue",
    "valkey_url": "unix:///run/segue/valkey",
    "settings": SETTINGS,
}


class Executed(Exception):
    """Carries the environment of what the process would have become."""


@pytest.fixture
def environment(installed: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Of the shell in which the command is typed."""

    def execve(path: str, command: list[str], environment: dict[str, str]) -> NoReturn:
        raise Executed(environment)

    monkeypatch.setattr("os.execve", execve)
    monkeypatch.delenv("SEGUE_LADDER", raising=False)
    return monkeypatch


@pytest.fixture
def running(installed: Path, environment: pytest.MonkeyPatch) -> Iterator[DataFolder]:
    """A Segue with settings of its own."""
    folder = DataFolder(installed)
    folder.create()
    lock = folder.take_lock("process 12, http://localhost:8123")
    write_whole(folder.state, json.dumps(STATE))
    yield folder
    os.close(lock)


def started(*arguments: str) -> dict[str, str]:
    """The variables of Segue that the command gets."""
    with pytest.raises(Executed) as caught:
        main(arguments)
    environment = caught.value.args[0]
    names = {"DATABASE_URL", "VALKEY_URL", "SEGUE_ORIGIN", "SEGUE_DATA", *SETTINGS}
    return {name: value for name, value in environment.items() if name in names}


def expected(folder: Path, **others: str) -> dict[str, Any]:
    connections = {"DATABASE_URL": STATE["database_url"], "VALKEY_URL": STATE["valkey_url"]}
    origin = {"SEGUE_ORIGIN": "http://localhost:8123"}
    return {"SEGUE_DATA": str(folder), **connections, **origin, **SETTINGS, **others}


def test_it_works_with_what_the_running_segue_was_started_with(running: DataFolder) -> None:
    assert started("media", "reencode", "--dry-run") == expected(running.root)


def test_what_its_own_environment_says_counts_more(
    running: DataFolder, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("SEGUE_LADDER", "opus-64")
    environment.setenv("STORAGE_URL", "")  # the same as none
    assert started("media", "reencode") == expected(running.root, SEGUE_LADDER="opus-64")


def test_a_file_of_the_running_segue_gives_way_to_a_value_and_the_other_way_round(
    running: DataFolder, environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Both at once would be refused."""
    secret = tmp_path / "secret"
    secret.write_text("Hush4Tn8Vb")
    files = {"SEGUE_S3_ACCESS_KEY_FILE": str(secret), "SEGUE_S3_SECRET_KEY_FILE": str(secret)}
    write_whole(running.state, json.dumps(STATE | {"settings": files | {"SEGUE_LADDER": "opus-64"}}))
    environment.setenv("SEGUE_S3_SECRET_KEY", "Own8VbHush")
    (tmp_path / "ladder").write_text("opus-96")
    environment.setenv("SEGUE_LADDER_FILE", str(tmp_path / "ladder"))
    with pytest.raises(Executed) as caught:
        main(["media", "reencode"])
    given = {name: text for name, text in caught.value.args[0].items() if "S3" in name or "LADDER" in name}
    assert given == {
        "SEGUE_S3_ACCESS_KEY_FILE": str(secret),
        "SEGUE_S3_SECRET_KEY": "Own8VbHush",
        "SEGUE_LADDER": "opus-96",
    }


def test_an_inspection_needs_no_running_segue_but_takes_its_settings(
    running: DataFolder, environment: pytest.MonkeyPatch
) -> None:
    assert started("media", "inspect", "song.flac") == expected(running.root)
    write_whole(running.state, "")
    assert started("media", "inspect", "song.flac") == {"SEGUE_DATA": str(running.root)}


def test_the_same_database_named_again_is_the_running_segue(
    running: DataFolder, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("DATABASE_URL", str(STATE["database_url"]))
    assert started("media", "reencode") == expected(running.root)


def test_for_another_database_the_running_segue_counts_for_nothing(
    running: DataFolder, environment: pytest.MonkeyPatch
) -> None:
    """Or the music of one would be collected as the garbage of the other."""
    environment.setenv("DATABASE_URL", "postgresql://elsewhere/segue")
    own = {"DATABASE_URL": "postgresql://elsewhere/segue", "SEGUE_DATA": str(running.root)}
    assert started("media", "collect") == own


def test_nothing_is_taken_from_a_segue_that_has_ended(
    installed: Path, environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = DataFolder(installed)
    folder.create()
    write_whole(folder.state, json.dumps(STATE))
    assert main(["media", "reencode"]) == 1
    assert capsys.readouterr().err == NOT_RUNNING
