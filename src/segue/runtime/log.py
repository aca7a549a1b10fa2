"""One readable log of all parts: aligned colored names on the terminal, dated lines in a rotating file."""

import os
import re
import sys
import time
from pathlib import Path
from typing import BinaryIO

NAME_WIDTH = 10
MAX_FILE_BYTES = 10 * 1024**2
KEPT_FILES = 3
COLORS = {
    "segue": 35,
    "postgres": 34,
    "valkey": 31,
    "web": 32,
    "worker": 33,
    "beat": 36,
    "reconciler": 96,
}
# Quiet parts talk much; these words mark what a person should see.
ALARMING = re.compile(r"\b(WARNING|ERROR|FATAL|PANIC)\b|^\d+:\w .* # ")
# Said on every start, and nothing to act on: Valkey never forks to save here, and health checks come early.
HARMLESS = re.compile(r"Memory overcommit must be enabled|the database system is (starting up|shutting down)")
# What a part logs may quote a stranger's file name: no control character reaches the terminal.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Log:
    """Writes lines to a stream and to `path` (None: no file). `is_colored` None asks the stream."""

    def __init__(
        self,
        path: Path | None,
        stream: BinaryIO | None = None,
        is_colored: bool | None = None,
    ) -> None:
        self.path = path
        self._stream = stream or sys.stdout.buffer
        self._is_colored = _wants_color(self._stream) if is_colored is None else is_colored
        self._file: BinaryIO | None = None
        self._is_file_broken = False

    def line(self, name: str, text: str, *, is_quiet: bool = False) -> None:
        """One line of one part; a quiet one shows on the terminal only when it is alarming."""
        clean = CONTROL.sub("", text.rstrip())
        self._keep(f"{_timestamp()} {name:<{NAME_WIDTH}} {clean}\n".encode())
        if not is_quiet or (ALARMING.search(clean) and not HARMLESS.search(clean)):
            self._show(f"{self._prefix(name)} {clean}\n".encode())

    def say(self, text: str) -> None:
        """A line of Segue itself."""
        self.line("segue", text)

    def show(self, text: str) -> None:
        """A line for the terminal alone, such as a secret link that no file should keep."""
        self._show(f"{self._prefix('segue')} {text}\n".encode())

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _prefix(self, name: str) -> str:
        padded = f"{name:<{NAME_WIDTH}} |"
        return f"\x1b[{COLORS.get(name, 37)}m{padded}\x1b[0m" if self._is_colored else padded

    def _show(self, line: bytes) -> None:
        try:
            self._stream.write(line)
            self._stream.flush()
        except OSError:
            # The terminal or the reader of the pipe is gone; the file still has every line.
            self._stream = Path(os.devnull).open("wb")  # noqa: SIM115 (lives as long as the log)

    def _keep(self, line: bytes) -> None:
        if self.path is None:
            return
        try:
            self._open(self.path).write(line)
            self._is_file_broken = False
        except OSError as error:
            if not self._is_file_broken:
                self._is_file_broken = True
                self.show(f"The log {self.path} can't be written: {error.strerror}.")

    def _open(self, path: Path) -> BinaryIO:
        if self._file is not None and self._file.tell() > MAX_FILE_BYTES:
            self.close()
            _rotate(path)
        if self._file is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab", buffering=0)
        return self._file


def _rotate(path: Path) -> None:
    for number in range(KEPT_FILES - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.rename(path.with_name(f"{path.name}.{number + 1}"))
    path.rename(path.with_name(f"{path.name}.1"))


def _wants_color(stream: BinaryIO) -> bool:
    """NO_COLOR (no-color.org) counts when it is set and not empty."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _timestamp() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
