"""Runs a media tool as a confined child: own session, small environment, limits, bounded output, sure death.

Nothing is run before the canary has shown that the walls hold on this machine; what it found is known from then on.
"""

import errno
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from segue.media.processing import confine, confined_child, sandbox, usage
from segue.media.processing.confined_child import Ending, Limits
from segue.media.processing.errors import (
    disk_full,
    from_os_error,
    timed_out,
    too_costly,
    too_large,
    tool_failed,
)
from segue.media.processing.sandbox import accept_unsafe, sandbox_level

__all__ = ["Limits", "Outcome", "accept_unsafe", "run", "run_python", "sandbox_level"]

EXIT_DISK_FULL = 256 - errno.ENOSPC
"""What ffmpeg exits with for ENOSPC (its error code, as a byte); our own children do the same."""
_DISK_FULL_EXITS = (EXIT_DISK_FULL, 256 - errno.EDQUOT)
_SPENT_SHARE = 0.7
"""Of its CPU seconds: the kernel counts them by another clock for the limit than for the report."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an orderly child ended; `cpu_s` counts it and the descendants that it waited for."""

    exit_code: int
    stdout: bytes
    stderr: str
    cpu_s: float = 0.0


def run(
    command: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    pass_fds: Sequence[int] = (),
    also_readable: Sequence[str] = (),
    niceness: int = 0,
    is_on_one_cpu: bool = False,
) -> Outcome:
    """Run `command` (its first part an absolute path) inside `workdir` and return how it ended.

    It can have threads, but start no process. Raises ProcessingError when the walls don't hold here, and when it is
    killed, runs out of time or space, or crashes; an exit code of its own choosing is the caller's to judge.
    """
    confinement = confined_child.Confinement(demanded=sandbox.demanded_walls())
    try:
        ending = confined_child.run(
            command,
            workdir=workdir,
            limits=limits,
            pass_fds=pass_fds,
            also_readable=also_readable,
            niceness=niceness,
            is_on_one_cpu=is_on_one_cpu,
            confinement=confinement,
        )
    except OSError as error:
        raise from_os_error(error) from error
    usage.add(ending.usage)
    cpu_s = ending.usage.ru_utime + ending.usage.ru_stime
    outcome = Outcome(ending.exit_code, ending.stdout, ending.stderr.decode("utf-8", "replace"), cpu_s)
    _refuse_violent_end(ending, outcome.stderr, is_spent=cpu_s >= _SPENT_SHARE * limits.cpu_s)
    return outcome


def run_python(
    script: str,
    arguments: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    pass_fds: Sequence[int] = (),
    also_readable: Sequence[str] = (),
    niceness: int = 0,
) -> bytes:
    """Run one of this package's own child programs; returns its standard output. Raises ProcessingError."""
    command = [sys.executable, "-I", "-B", str(confined_child.HERE / script), *arguments]
    outcome = run(
        command,
        workdir=workdir,
        limits=limits,
        pass_fds=pass_fds,
        also_readable=also_readable,
        niceness=niceness,
    )
    if outcome.exit_code != 0:
        raise tool_failed(outcome.stderr, "permanent")
    return outcome.stdout


def _refuse_violent_end(ending: Ending, stderr: str, *, is_spent: bool) -> None:
    """`is_spent`: it has used up its CPU seconds. Some programs catch the signal that says so, and just fail."""
    code = ending.exit_code
    if ending.is_late:
        raise timed_out(stderr)
    if code in _DISK_FULL_EXITS:
        raise disk_full(stderr)
    if code == -signal.SIGXCPU or (code != 0 and is_spent):
        raise too_costly(stderr)
    if code == -signal.SIGXFSZ:
        raise too_large(stderr)
    if code in (-signal.SIGKILL, -signal.SIGTERM, confine.EXIT_CONFINEMENT_FAILED):
        raise tool_failed(stderr, "transient")
    if code < 0:  # a crash on this very file: the next try would crash too
        raise tool_failed(stderr, "permanent")
