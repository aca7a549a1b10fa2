"""What the supervisor needs to know of a process: how to start it, see that it is ready, and stop it."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


def always_ready() -> bool:
    return True


@dataclass(frozen=True)
class ServiceUser:
    """The system user that a process runs as; only root may choose one."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Service:
    """One process. `environment` is complete: nothing is inherited besides it.

    `stop_signal` asks it to end; its whole process group is killed `stop_deadline_s` later.
    `death_signal` is what the system sends it when its parent dies first.
    A quiet service shows only warnings and errors on the terminal; the log file has all lines.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path = Path("/")
    is_ready: Callable[[], bool] = field(default=always_ready, repr=False)
    stop_signal: signal.Signals = signal.SIGTERM
    stop_deadline_s: float = 10.0
    death_signal: signal.Signals = signal.SIGKILL
    user: ServiceUser | None = None
    is_quiet: bool = False
