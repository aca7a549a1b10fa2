"""Runs a media tool as a confined child: own session, small environment, limits, bounded output, sure death."""

import contextlib
import errno
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from segue.media.processing import confine
from segue.media.processing.errors import disk_full, from_os_error, timed_out, too_large, tool_failed

_HERE = Path(__file__).parent
_SYSTEM_READABLE = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
    "/sys/devices/system/cpu",
)
_OUTPUT_HEAD_BYTES = 1 << 20
_OUTPUT_TAIL_BYTES = 1 << 18
EXIT_DISK_FULL = 256 - errno.ENOSPC
"""What ffmpeg exits with for ENOSPC (its error code, as a byte); our own children do the same."""
_DISK_FULL_EXITS = (EXIT_DISK_FULL, 256 - errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use; `file_bytes` bounds each file that it writes."""

    cpu_s: int
    wall_s: float
    memory_bytes: int
    file_bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an orderly child ended."""

    exit_code: int
    stdout: bytes
    stderr: str


def run(
    command: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    pass_fds: Sequence[int] = (),
    also_readable: Sequence[str] = (),
) -> Outcome:
    """Run `command` (its first part an absolute path) inside `workdir` and return how it ended.

    Raises ProcessingError when it is killed, runs out of time or space, or crashes; an exit code of its own
    choosing is the caller's to judge.
    """
    confined = [
        sys.executable,
        "-I",
        "-S",
        "-B",
        str(_HERE / "confine.py"),
        _policy([command[0], *also_readable], workdir, limits),
    ]
    try:
        process = subprocess.Popen(
            [*confined, *command],
            cwd=workdir,
            env=_environment(workdir),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=pass_fds,
            start_new_session=True,
        )
    except OSError as error:
        raise from_os_error(error) from error
    with process:
        stdout, stderr, is_late = _collect(process, time.monotonic() + limits.wall_s)
    outcome = Outcome(process.returncode, stdout, stderr.decode("utf-8", "replace"))
    if is_late:
        raise timed_out(outcome.stderr)
    _refuse_violent_end(outcome)
    return outcome


def run_python(
    script: str,
    arguments: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    pass_fds: Sequence[int] = (),
    also_readable: Sequence[str] = (),
) -> bytes:
    """Run one of this package's own child programs; returns its standard output. Raises ProcessingError."""
    command = [sys.executable, "-I", "-B", str(_HERE / script), *arguments]
    outcome = run(command, workdir=workdir, limits=limits, pass_fds=pass_fds, also_readable=also_readable)
    if outcome.exit_code != 0:
        raise tool_failed(outcome.stderr, "permanent")
    return outcome.stdout


def _policy(readable: list[str], workdir: Path, limits: Limits) -> str:
    policy = confine.Policy(
        parent_pid=os.getpid(),
        cpu_s=limits.cpu_s,
        memory_bytes=limits.memory_bytes,
        file_bytes=limits.file_bytes,
        readable=[*_SYSTEM_READABLE, sys.prefix, sys.base_prefix, *readable, str(_HERE)],
        writable=str(workdir),
    )
    return json.dumps(policy)


def _environment(workdir: Path) -> dict[str, str]:
    # Few arenas: each costs 64 MB of address space per thread, which the memory limit counts.
    return {
        "HOME": str(workdir),
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(workdir),
    }


def _collect(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes, bool]:
    """Read both pipes to their ends or until the deadline, then see to it that the whole group is gone."""
    stdout, stderr = _Excerpt(), _Excerpt()
    is_late = True
    try:
        if _drain([(process.stdout, stdout), (process.stderr, stderr)], deadline):
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
            is_late = False
    except subprocess.TimeoutExpired:
        pass
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return stdout.text(), stderr.text(), is_late


def _drain(pipes: "list[tuple[IO[bytes] | None, _Excerpt]]", deadline: float) -> bool:
    """Whether both ends were reached in time."""
    with selectors.DefaultSelector() as selector:
        for pipe, excerpt in pipes:
            if pipe is not None:
                selector.register(pipe, selectors.EVENT_READ, excerpt)
        while selector.get_map():
            remaining_s = deadline - time.monotonic()
            if remaining_s <= 0:
                return False
            for key, _ in selector.select(remaining_s):
                chunk = os.read(key.fd, 65536)
                key.data.add(chunk)
                if not chunk:
                    selector.unregister(key.fileobj)
    return True


class _Excerpt:
    """The first megabyte and the last quarter of what a child says."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()

    def add(self, chunk: bytes) -> None:
        room = _OUTPUT_HEAD_BYTES - len(self._head)
        self._head += chunk[:room]
        self._tail += chunk[room:]
        if len(self._tail) > 2 * _OUTPUT_TAIL_BYTES:
            del self._tail[:-_OUTPUT_TAIL_BYTES]

    def text(self) -> bytes:
        return bytes(self._head + self._tail[-_OUTPUT_TAIL_BYTES:])


def _refuse_violent_end(outcome: Outcome) -> None:
    code = outcome.exit_code
    if code in _DISK_FULL_EXITS:
        raise disk_full(outcome.stderr)
    if code == -signal.SIGXFSZ:
        raise too_large(outcome.stderr)
    if code == -signal.SIGXCPU:
        raise timed_out(outcome.stderr)
    if code in (-signal.SIGKILL, -signal.SIGTERM, confine.EXIT_CONFINEMENT_FAILED):
        raise tool_failed(outcome.stderr, "transient")
    if code < 0:  # a crash on this very file: the next try would crash too
        raise tool_failed(outcome.stderr, "permanent")
