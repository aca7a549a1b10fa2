"""Secrets are written once, for their owner alone; there is no fallback value."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from segue.env import MissingSecret, Secrets, ensure_secrets, load_secrets

NAMES = [field.name for field in fields(Secrets)]


def values(secrets: Secrets) -> list[str]:
    return [getattr(secrets, name).get_secret_value() for name in NAMES]


def test_missing_secrets_are_made_once(tmp_path: Path) -> None:
    first = values(ensure_secrets(tmp_path))
    assert values(ensure_secrets(tmp_path)) == values(load_secrets(tmp_path)) == first
    assert len(set(first)) == 4
    assert min(len(value) for value in first) == 64


def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    previous = os.umask(0)
    try:
        ensure_secrets(tmp_path)
    finally:
        os.umask(previous)
    folder = tmp_path / "secrets"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == dict.fromkeys(
        NAMES, 0o600
    )


def test_given_secret_is_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "django_key").write_text("g" * 32 + "\n")
    assert ensure_secrets(tmp_path).django_key.get_secret_value() == "g" * 32


@pytest.mark.parametrize("name", NAMES)
def test_missing_secret_is_refused(tmp_path: Path, name: str) -> None:
    ensure_secrets(tmp_path)
    (tmp_path / "secrets" / name).unlink()
    with pytest.raises(MissingSecret, match=rf"{name} is missing.*segue up"):
        load_secrets(tmp_path)
    assert not (tmp_path / "secrets" / name).exists()


@pytest.mark.parametrize("text", ["", "\n", "x" * 31, " " * 40 + "x"])
def test_short_secret_is_refused_and_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "secrets" / "capability_key"
    ensure_secrets(tmp_path)
    path.write_text(text)
    for load in (load_secrets, ensure_secrets):
        with pytest.raises(MissingSecret, match="shorter than 32 characters"):
            load(tmp_path)
    assert path.read_text() == text


def test_secrets_hide_in_text(tmp_path: Path) -> None:
    secrets = ensure_secrets(tmp_path)
    assert not [value for value in values(secrets) if value in f"{secrets!r} {secrets}"]


def test_processes_that_race_get_the_same_values(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from segue.env import ensure_secrets; sys.stdin.readline();"
        "s = ensure_secrets(Path(sys.argv[1])); print(s.django_key.get_secret_value(),"
        " s.capability_key.get_secret_value(), s.encryption_key.get_secret_value(),"
        " s.postgres_password.get_secret_value())"
    )
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    answers = {racer.communicate(timeout=60)[0] for racer in racers}
    assert [racer.returncode for racer in racers] == [0, 0, 0, 0]
    assert answers == {" ".join(values(load_secrets(tmp_path))) + "\n"}
    assert sorted(path.name for path in (tmp_path / "secrets").iterdir()) == sorted(NAMES)
