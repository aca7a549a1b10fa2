"""The folder that holds all state: its layout, its version, and the lock that one running Segue holds."""

import fcntl
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from segue.runtime.errors import StartError

DATA_VERSION = 1
POSTGRES_MAJOR = 18
MIN_FREE_BYTES = 500 * 1000**2
FOLDERS = ("media", "secrets", "logs", "run")
MODE = 0o700


MAY_LIE_THERE = frozenset({".version.draft", "segue.toml"})
"""In a folder that is new to Segue."""


@dataclass(frozen=True)
class DataFolder:
    root: Path

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def log(self) -> Path:
        return self.root / "logs" / "segue.log"

    @property
    def state(self) -> Path:
        """What a running Segue tells its own commands: address, connections and settings, for the owner alone."""
        return self.run / "state.json"

    @property
    def processes(self) -> Path:
        """Which processes run for this folder, for the clean-up after a crash."""
        return self.run / "processes.json"

    @property
    def worker_ready(self) -> Path:
        return self.run / "worker.ready"

    @property
    def version(self) -> Path:
        return self.root / "version"

    @property
    def lock(self) -> Path:
        return self.run / "lock"

    def is_ours(self) -> bool:
        return self.version.is_file()

    def check(self) -> None:
        """Raises StartError when this Segue can't use the folder; changes nothing."""
        if self.root.exists() and not self.root.is_dir():
            raise StartError(f"{self.root} is not a folder: choose another one with --data.")
        parent = nearest_folder(self.root)
        if not os.access(parent, os.W_OK | os.X_OK):
            raise StartError(
                f"{parent} can't be written by this user: make it writable, or choose a folder with --data."
            )
        if self.is_ours():
            self._check_version()
        elif self.root.exists() and any(path.name not in MAY_LIE_THERE for path in self.root.iterdir()):
            raise StartError(
                f"{self.root} holds other files and no Segue data: choose an empty folder with --data."
            )

    def check_space(self) -> None:
        """Raises StartError when the disk is nearly full; changes nothing."""
        free = shutil.disk_usage(nearest_folder(self.root)).free
        if free < MIN_FREE_BYTES:
            raise StartError(
                f"Only {free // 1000**2} MB are free on the disk of {self.root}; Segue needs "
                f"{MIN_FREE_BYTES // 1000**2} MB: free some space, or choose a folder elsewhere with --data."
            )

    def create(self) -> None:
        """Make the folder and its parts, for the owner alone; an existing folder keeps its permissions."""
        self.root.mkdir(mode=MODE, parents=True, exist_ok=True)
        if not self.is_ours():
            write_whole(self.version, f"segue {DATA_VERSION}\npostgresql {POSTGRES_MAJOR}\n")
        for name in FOLDERS:
            (self.root / name).mkdir(mode=MODE, exist_ok=True)

    def holder(self) -> str | None:
        """Who runs on this folder, such as "process 12, http://localhost:8000"; None when nobody does."""
        try:
            with self.lock.open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return None
        except BlockingIOError:
            return self.lock.read_text().strip() or "starting"
        return None

    def take_lock(self, note: str) -> int:
        """Lock the folder until the returned descriptor and its copies in forked processes close."""
        descriptor = os.open(self.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise already_running(self.holder() or "starting") from None
        os.truncate(descriptor, 0)
        os.write(descriptor, f"{note}\n".encode())
        return descriptor

    def _check_version(self) -> None:
        facts = dict(line.split(maxsplit=1) for line in self.version.read_text().splitlines() if " " in line)
        wanted = {"segue": DATA_VERSION, "postgresql": POSTGRES_MAJOR}
        for part, number in wanted.items():
            found = facts.get(part, "?").strip()
            if found != str(number):
                raise StartError(
                    f"The data in {self.root} has {part} version {found}, and this Segue reads {number}: "
                    "start it with the Segue that made it, or choose another folder with --data."
                )


def already_running(holder: str) -> StartError:
    return StartError(
        f"Segue runs on this data folder already ({holder}): stop it there, or choose another with --data."
    )


def disk_full(path: Path) -> StartError:
    return StartError(f"The disk of {path} is full: free some space, then start Segue again.")


def nearest_folder(path: Path) -> Path:
    """`path`, or the closest folder above it that exists."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def write_whole(path: Path, text: str, mode: int = 0o600) -> None:
    """Write a file so that a reader sees all of it or the one before."""
    draft = path.with_name(f".{path.name}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    draft.replace(path)


def read_state(folder: DataFolder) -> dict[str, Any] | None:
    """What the running Segue wrote; None when none runs."""
    if folder.holder() is None:
        return None
    try:
        state: dict[str, Any] = json.loads(folder.state.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return state
