"""Starts one confined process, listens to it, and sees to it that it and its group are gone: in time, or by force."""

import contextlib
import functools
import os
import selectors
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from typing import IO

from segue.media.processing import confine, seccomp

HERE = Path(__file__).parent
_LIBRARIES = (
    *("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/nix/store", "/etc/ld.so.cache"),
    *("/dev/null", "/dev/zero", "/dev/urandom", "/sys/devices/system/cpu"),
)
_OUTPUT_HEAD_BYTES = 1 << 20
_OUTPUT_TAIL_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use; `file_bytes` bounds each file that it writes."""

    cpu_s: int
    wall_s: float
    memory_bytes: int
    file_bytes: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How it went; `exit_code` is negative for a signal, `usage` counts the descendants that it waited for."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    usage: struct_rusage
    is_late: bool
    walls: frozenset[str]


@dataclass(frozen=True, slots=True)
class Confinement:
    """Walls to try, and those without which nothing is started. `is_reported` has the built ones told."""

    walls: Sequence[str] = confine.WALLS
    demanded: frozenset[str] = frozenset()
    is_reported: bool = False


def run(
    command: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    pass_fds: Sequence[int] = (),
    also_readable: Sequence[str] = (),
    niceness: int = 0,
    is_on_one_cpu: bool = False,
    confinement: Confinement,
) -> Ending:
    """Run `command` in `workdir`, which is all that it can write; it reads the system's libraries and `also_readable`.

    Raises OSError when it can't be started.
    """
    with _report_pipe(confinement) as (reading, writing):
        process = start(
            command,
            workdir=workdir,
            limits=limits,
            pass_fds=pass_fds,
            also_readable=also_readable,
            niceness=niceness,
            is_on_one_cpu=is_on_one_cpu,
            confinement=confinement,
            report_fds=writing,
        )
        with process:
            stdout, stderr, is_late, usage = _collect(process, time.monotonic() + limits.wall_s)
        walls = frozenset(os.read(reading[0], 4096).decode().split()) if reading else frozenset()
    return Ending(process.returncode, stdout, stderr, usage, is_late, walls)


def start(
    command: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    pass_fds: Sequence[int] = (),
    also_readable: Sequence[str] = (),
    niceness: int = 0,
    is_on_one_cpu: bool = False,
    confinement: Confinement,
    report_fds: Sequence[int] = (),
    is_heard: bool = True,
) -> subprocess.Popen[bytes]:
    """The child, running; `end` it. Nobody minds its clock but the caller, and what it prints is lost unless it is
    heard. Raises OSError when it can't be started."""
    output = subprocess.PIPE if is_heard else subprocess.DEVNULL
    policy = [
        *_who(limits, confinement),
        f"niceness={niceness}",
        f"cpus={'one' if is_on_one_cpu else 'all'}",
        *_files(command[0], workdir, also_readable),
        f"filter={seccomp.filter_program(os.uname().machine).hex()}",
        f"own_pid={seccomp.OWN_PID.hex()}",
        *(f"report={descriptor}" for descriptor in report_fds),
    ]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(HERE / "confine.py"), *policy, "--", *command],
        cwd=workdir,
        env=_environment(workdir),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=[*pass_fds, *report_fds],
        start_new_session=True,
    )


@contextlib.contextmanager
def _report_pipe(confinement: Confinement) -> Iterator[tuple[list[int], list[int]]]:
    if not confinement.is_reported:
        yield [], []
        return
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    try:
        yield [reading], [writing]
    finally:
        os.close(reading)
        os.close(writing)


def _who(limits: Limits, confinement: Confinement) -> list[str]:
    numbers = {
        "parent_pid": os.getpid(),
        "cpu_s": limits.cpu_s,
        "memory_bytes": limits.memory_bytes,
        "file_bytes": limits.file_bytes,
    }
    walls = [f"wall={wall}" for wall in confinement.walls]
    demanded = [f"demanded={wall}" for wall in sorted(confinement.demanded)]
    return [*(f"{name}={number}" for name, number in numbers.items()), *walls, *demanded]


def _files(program: str, workdir: Path, also_readable: Sequence[str]) -> list[str]:
    is_python = program == sys.executable
    readable = [*_LIBRARIES, *(_python_folders() if is_python else ()), *also_readable]
    runnable = filter(None, (program, _loader(program)))
    return [*(f"read={path}" for path in readable), *(f"run={path}" for path in runnable), f"write={workdir}"]


@functools.cache
def _python_folders() -> tuple[str, ...]:
    """What Python's own programs need besides: its library, ours, and the note that makes a folder a venv."""
    prefixes = dict.fromkeys((sys.prefix, sys.base_prefix))
    parts = (Path(prefix, part) for prefix in prefixes for part in ("lib", "lib64", "pyvenv.cfg"))
    return (*map(str, parts), str(HERE))


@functools.cache
def _loader(program: str) -> str:
    """The dynamic loader that the kernel runs for a program (64-bit ELF, segment PT_INTERP); empty if none."""
    with Path(program).open("rb") as file:
        header = file.read(64)
        if header[:6] != b"\x7fELF\x02\x01":
            return ""
        offset, entry_bytes, count = (
            *struct.unpack_from("<Q", header, 32),
            *struct.unpack_from("<HH", header, 54),
        )
        for index in range(count):
            file.seek(offset + index * entry_bytes)
            kind, _, start, _, _, size = struct.unpack("<IIQQQQ", file.read(40))
            if kind == 3:
                file.seek(start)
                return os.fsdecode(file.read(size).rstrip(b"\0"))
    return ""


def _environment(workdir: Path) -> dict[str, str]:
    # Few arenas: each costs 64 MB of address space per thread, which the memory limit counts.
    return {
        "HOME": str(workdir),
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "8",
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(workdir),
    }


def _collect(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes, bool, struct_rusage]:
    """Read both pipes to their ends or until the deadline, then see to it that the whole group is gone."""
    stdout, stderr = _Excerpt(), _Excerpt()
    is_late = True
    try:
        pipes = [(process.stdout, stdout), (process.stderr, stderr)]
        is_late = not (_drain(pipes, deadline) and _has_ended(process.pid, deadline))
    finally:
        usage = end(process)
    return stdout.text(), stderr.text(), is_late, usage


def _has_ended(pid: int, deadline: float) -> bool:
    """Wait for the end without reaping, so that the group's number can't become another's meanwhile."""
    if not hasattr(os, "waitid"):  # macOS: its pipes are closed, so it is about to end
        return True
    pause_s = 0.0005
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        if time.monotonic() > deadline:
            return False
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, 0.02)
    return True


def end(process: subprocess.Popen[bytes]) -> struct_rusage:
    """Kill what is left of the group; returns what the child and its children took."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS refuses when all are zombies
        os.killpg(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage


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
