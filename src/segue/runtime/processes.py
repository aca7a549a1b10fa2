"""Facts about running processes, read from /proc: parents, start times, memory."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class ProcessFacts:
    """From /proc/<pid>/stat (proc_pid_stat(5)); `started_ticks` tells a reused pid from the old one."""

    pid: int
    parent: int
    session: int
    state: str
    started_ticks: int


def find_process(pid: int) -> ProcessFacts | None:
    """Facts of a process that runs, else None; a zombie doesn't run."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return None
    # The program's name stands in parentheses and may hold anything, so fields are counted behind it.
    fields = text.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return None
    return ProcessFacts(pid, int(fields[1]), int(fields[3]), fields[0], int(fields[19]))


def all_processes() -> list[ProcessFacts]:
    if not PROC.is_dir():
        return []
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    return [facts for pid in pids if (facts := find_process(pid))]


def descendants(root: int) -> list[ProcessFacts]:
    """Every process below `root`, nearest first."""
    everyone = all_processes()
    found: list[ProcessFacts] = []
    level = {root}
    while level:
        children = [facts for facts in everyone if facts.parent in level]
        found += children
        level = {facts.pid for facts in children}
    return found


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal; a process that is gone already is fine."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def send_group(leader: int, number: signal.Signals) -> None:
    """Send a signal to a whole process group; macOS answers EPERM when only zombies are left in it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def has_variable(pid: int, name: str, value: str) -> bool:
    """Whether the process was started with `name=value` in its environment."""
    try:
        environment = (PROC / str(pid) / "environ").read_bytes()
    except OSError:
        return False
    return f"{name}={value}".encode() in environment.split(b"\0")


def pss_bytes(pid: int) -> int:
    """Memory of a process with shared pages divided among their users; 0 when it is gone."""
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")),
        0,
    )
