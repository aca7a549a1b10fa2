"""The command line's settings, what started processes make of them, and what stops a start."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from segue.env import last_said, local_sources, names
from segue.env.key_checks import make_keys
from segue.runtime.cli import main
from segue.runtime.data_folder import DataFolder
from segue.runtime.environment import (
    COMMAND_LINE_VARIABLE,
    FILE_SUFFIX,
    MEMORY_VARIABLE,
    overlay,
    shared_memory,
)
from segue.runtime.network import private_port
from segue.runtime.plan import read_plan
from segue.runtime.stack import child_environment

Start = Callable[..., "subprocess.Popen[str]"]
UP = ("-m", "segue.runtime.cli", "up")
PART = ("-m", "segue.config.manage", "check")
"""What each part does first: reading its settings."""
BEAT = ("-m", "celery", "--quiet", "-A", "segue.config.clock", "beat", "--pidfile=")
"""Knows nothing of Django's settings."""
DATABASE, VALKEY = os.environ["DATABASE_URL"], os.environ["VALKEY_URL"]
ADVICE = "put a random one there, such as `openssl rand -base64 48` prints."
KEY = "kq7Rk2wXz9Lm4Tn8Vb3Yc6Hd1Jf5Gs0P"


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a real process, with its two streams as pipes."""
    started: list[subprocess.Popen[str]] = []

    def start(*command: str, **variables: str) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        environment = os.environ | variables
        process = subprocess.Popen(
            [sys.executable, *command], env=environment, stdout=pipe, stderr=pipe, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def ended(process: "subprocess.Popen[str]") -> tuple[int, list[str]]:
    """Exit code and the lines of the error stream."""
    errors = process.communicate(timeout=60)[1]
    return process.returncode, errors.splitlines()


def test_show_tells_values_and_sources(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGUE_S3_SECRET_KEY", "Hush4Tn8Vb")
    assert main(["config", "show", "--json", "--set", "SEGUE_LOG_LEVEL=ERROR"]) == 0
    entries = {entry["variable"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert (entries["SEGUE_LOG_LEVEL"]["value"], entries["SEGUE_LOG_LEVEL"]["source"]) == (
        "ERROR",
        "command line",
    )
    assert (entries["SEGUE_DATA"]["value"], entries["SEGUE_DATA"]["source"]) == (
        str(installed),
        "environment",
    )
    assert (entries["SEGUE_S3_SECRET_KEY"]["value"], entries["SEGUE_HOST"]["source"]) == (
        "********",
        "default",
    )
    assert main(["config", "show"]) == 0
    assert "  SEGUE_LOG_LEVEL   INFO     default\n" in capsys.readouterr().out
    assert os.environ[COMMAND_LINE_VARIABLE] == ""
    assert not installed.exists()


def test_check_says_everything_at_once(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["config", "check"]) == 0
    assert capsys.readouterr().out.startswith("Nothing is wrong with the configuration: ")
    make_keys(installed)
    folder, restore = installed / "secrets", "put it back from your backup"
    (folder / "django_key").write_text("short")
    (folder / "capability_key").chmod(0o644)
    monkeypatch.setenv("SEGUE_PROT", "1")
    assert main(["config", "check", "--set", "SEGUE_LADDER=mp3"]) == 1
    found = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1].split(" ")[0] for line in found] == ["SEGUE_PROT", "SEGUE_LADDER"]
    monkeypatch.delenv("SEGUE_PROT")
    assert main(["config", "check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"warning: {folder / 'capability_key'} is open to other users: run `chmod 600 {folder / 'capability_key'}`.",
        f"segue: {folder / 'django_key'} holds a key that is shorter than 32 characters: {restore}.",
    ]


def test_an_option_without_a_value_is_explained(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["up", "--set", "SEGUE_PORT"]) == 1
    assert capsys.readouterr().err == (
        "segue: --set SEGUE_PORT: write the name of a setting and its value, as --set SEGUE_PORT=9000.\n"
    )


def test_the_supervisor_and_the_settings_mean_the_same_names() -> None:
    """The supervisor is too small to import them."""
    assert (COMMAND_LINE_VARIABLE, FILE_SUFFIX) == (local_sources.COMMAND_LINE_VARIABLE, names.FILE_SUFFIX)
    assert list(shared_memory()) == [MEMORY_VARIABLE] == [last_said.MEMORY_VARIABLE]


def test_settings_in_an_environment_leave_nothing_that_contradicts_them() -> None:
    before = {"A_FILE": "1", "B": "2", "C": "3", COMMAND_LINE_VARIABLE: "{}"}
    assert overlay(before, {"A": "4", "B_FILE": "5", "D": "6", "D_FILE": "7"}) == {
        "A": "4",
        "B_FILE": "5",
        "C": "3",
        "D": "6",
    }


def test_a_started_process_comes_to_the_same_settings(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Start
) -> None:
    """Whatever the folder it runs in, and whatever its parent had them from."""
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    here.mkdir()
    elsewhere.mkdir()
    for name, text in {"key": KEY, "url": "postgresql://given@db/segue"}.items():
        (here / name).write_text(text)
    (here / "segue.toml").write_text('[media]\nladder = "opus-64"\n[storage]\ns3_access_key = "Hush4Tn8Vb"\n')
    monkeypatch.chdir(here)
    monkeypatch.delenv("SEGUE_CONFIG")
    monkeypatch.setenv("SEGUE_MEDIA_KEY_FILE", "key")
    monkeypatch.setenv("DATABASE_URL_FILE", "url")
    monkeypatch.setenv("SEGUE_DATA", "data")
    options = {"SEGUE_SCRATCH_DIR": "scratch", "SEGUE_S3_SECRET_KEY": "Own8VbHush", "SEGUE_PORT": "9001"}
    monkeypatch.setenv(COMMAND_LINE_VARIABLE, json.dumps(options))
    plan = read_plan()
    environment = child_environment(plan, plan.database_url, "redis://v")
    program = (
        "from segue.env import load_settings as l; s = l(); g = lambda v: v and v.get_secret_value();"
        "print(s.data_dir, s.scratch_dir, s.port, s.ladder, g(s.database_url), g(s.valkey_url), g(s.media_key),"
        " g(s.s3_access_key), g(s.s3_secret_key), s.config, sep='|')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().split("|") == [
        str(here / "data"),
        str(here / "scratch"),
        "9001",
        "opus-64",
        "postgresql://given@db/segue",
        "redis://v",
        KEY,
        "Hush4Tn8Vb",
        "Own8VbHush",
        str(here / "segue.toml"),
    ]


@pytest.mark.parametrize("command", [UP, PART])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is shorter than 32 characters"),
        ("short", "is shorter than 32 characters"),
        ("django-insecure-kq7Rk2wXz9Lm4Tn8Vb3Yc6Hd1J", "is a published example value"),
    ],
)
def test_a_key_that_will_not_do_stops_every_part(
    command: tuple[str, ...], text: str, reason: str, installed: Path, start: Start
) -> None:
    make_keys(installed)
    path = installed / "secrets" / "django_key"
    path.write_text(text)
    code, lines = ended(start(*command, DATABASE_URL=DATABASE, VALKEY_URL=VALKEY))
    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith(f"segue: {path} holds a key that {reason}")
    assert path.read_text() == text
    assert not (installed / "version").exists()


def test_a_lost_key_is_not_made_anew(installed: Path, start: Start) -> None:
    make_keys(installed)
    path = installed / "secrets" / "encryption_key"
    path.unlink()
    for command in (UP, PART, BEAT):
        code, lines = ended(start(*command, DATABASE_URL=DATABASE, VALKEY_URL=VALKEY))
        assert (code, len(lines)) == (1, 1)
        assert f"{path} is missing" in lines[0]
    assert not path.exists()


@pytest.mark.parametrize("command", [UP, PART])
def test_a_known_password_stops_every_part_in_production(
    command: tuple[str, ...], installed: Path, start: Start
) -> None:
    make_keys(installed)
    weak = {"DATABASE_URL": "postgresql://segue:changeme@127.0.0.1:1/segue", "VALKEY_URL": VALKEY}
    production = {"SEGUE_ENVIRONMENT": "production", "SEGUE_ORIGIN": "https://music.example.org"}
    code, lines = ended(start(*command, **weak, **production))
    line = f"DATABASE_URL holds a password that is a published example value: {ADVICE}"
    assert (code, lines) == (1, [f"segue: {line}"])
    code, lines = ended(start("-m", "segue.runtime.cli", "config", "check", **weak))
    assert (code, lines) == (0, [f"warning: {line}"])


def away() -> dict[str, str]:
    """The settings of a store that nobody answers for."""
    address = f"http://127.0.0.1:{private_port()}"
    return {"SEGUE_VAULT_ADDR": address, "SEGUE_VAULT_PATH": "secret/segue", "SEGUE_VAULT_TOKEN": KEY}


def test_a_start_waits_for_a_secret_store_and_gives_up(installed: Path, start: Start) -> None:
    code, lines = ended(start(*UP, **away(), SEGUE_SECRETS_WAIT_SECONDS="2"))
    reason = lines[0].partition(". Trying")[0]
    assert code == 1
    assert reason.startswith("segue: Vault at http://127.0.0.1:")
    *tries, last = (line.removeprefix(reason) for line in lines)
    assert set(tries) == {". Trying again in 1 s."}
    advice = "Mend it, or let the start wait longer with SEGUE_SECRETS_WAIT_SECONDS."
    assert last == f". Segue gave up after 2 s. {advice}"
    assert KEY not in "".join(lines)
    assert not installed.exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_start_that_waits_ends_at_once_when_it_is_told_to(
    number: signal.Signals, code: int, installed: Path, start: Start
) -> None:
    """Its reading end closes when the process that waits for the store has ended too."""
    process = start(*UP, **away(), SEGUE_SECRETS_WAIT_SECONDS="3600")
    assert process.stderr is not None
    assert "Trying again in 1 s." in process.stderr.readline()
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == code
    assert not installed.exists()


def test_check_does_not_wait(installed: Path, start: Start) -> None:
    command = ("-m", "segue.runtime.cli", "config", "check")
    code, lines = ended(start(*command, **away(), SEGUE_SECRETS_WAIT_SECONDS="3600"))
    assert (code, len(lines)) == (1, 1)
    assert "doesn't answer" in lines[0]


def test_doctor_takes_the_settings_of_the_running_segue(
    installed: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_keys(installed)
    folder = DataFolder(installed)
    folder.create()
    lock = folder.take_lock("process 12, http://localhost:8123")
    settings = {"STORAGE_URL": (tmp_path / "music").as_uri(), "SEGUE_MEDIA_KEY_FILE": str(tmp_path / "ring")}
    (tmp_path / "ring").write_text(f"{KEY}\n{KEY[::-1]}\n")
    state = {"pid": 12, "address": "http://localhost:8123", "settings": settings, "embedded": [True, False]}
    folder.state.write_text(json.dumps(state | {"database_url": DATABASE, "valkey_url": VALKEY}))
    before = os.environ | {COMMAND_LINE_VARIABLE: ""}
    try:
        assert main(["doctor"]) == 0
    finally:
        os.close(lock)
    lines = [line.split(maxsplit=1)[1] for line in capsys.readouterr().out.splitlines()]
    found = {name: next(line[17:] for line in lines if line.startswith(f"{name:<16} ")) for name in NAMES}
    assert found["media"].startswith(f"{tmp_path / 'music'}: ")
    assert found["media keys"] == f"2 keys in {tmp_path / 'ring'}, changed today"
    assert found["database"].startswith("PostgreSQL 18.")
    assert found["clock"] == "agrees with the database's"
    assert found["PostgreSQL"].startswith("postgres (PostgreSQL) ")
    assert (found["Valkey"], found["queue memory"]) == (
        "a server of yours (VALKEY_URL)",
        "nothing is evicted",
    )
    assert dict(os.environ) == before


def test_doctor_looks_at_all_the_rest_when_a_secret_store_is_away(installed: Path, start: Start) -> None:
    process = start("-m", "segue.runtime.cli", "doctor", **away())
    lines = process.communicate(timeout=120)[0].splitlines()
    assert process.returncode == 1
    assert {line[6:22].rstrip() for line in lines if line.startswith("fail")} == {"settings", "secret store"}
    assert len(lines) == 25


NAMES = ("media", "media keys", "database", "clock", "PostgreSQL", "Valkey", "queue memory")
