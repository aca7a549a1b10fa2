"""Folders and processes of a test, removed and ended with it."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from segue.runtime.log import Log
from segue.runtime.network import private_port
from segue.runtime.postgres import EmbeddedPostgres

RunPython = Callable[..., "subprocess.Popen[str]"]
MakeLog = Callable[..., tuple[Log, io.BytesIO]]


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder; what its database keeps elsewhere goes with it."""
    folder = tmp_path / "data"
    yield folder
    EmbeddedPostgres(folder).destroy()


@pytest.fixture
def run_python() -> Iterator[RunPython]:
    """Runs a program: a supervisor owns its process's signals and children, so it gets one of its own."""
    started: list[subprocess.Popen[str]] = []

    def run(program: str, *arguments: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", program, *map(str, arguments)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        if process.stdout is not None:
            process.stdout.close()
        process.wait()


@pytest.fixture
def make_log() -> Iterator[MakeLog]:
    """A log and the stream that stands in for its terminal."""
    logs: list[Log] = []

    def make(path: Path | None, is_colored: bool = False) -> tuple[Log, io.BytesIO]:
        stream = io.BytesIO()
        logs.append(Log(path, stream, is_colored))
        return logs[-1], stream

    yield make
    for log in logs:
        log.close()


@pytest.fixture
def installed(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The environment of a plain `segue up` on `data_dir`, with a web app that is built; returns `data_dir`."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "index.html").touch()
    for name in ("DATABASE_URL", "VALKEY_URL", "STORAGE_URL", "SEGUE_ORIGIN", "SEGUE_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SEGUE_DATA", str(data_dir))
    monkeypatch.setenv("SEGUE_PORT", str(private_port()))
    monkeypatch.setenv("SEGUE_WEB_DIST", str(dist))
    return data_dir
