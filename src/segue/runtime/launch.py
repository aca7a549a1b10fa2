"""Starting a process so that it never outlives the one that started it."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import IO

from segue.runtime.service import Service

PR_SET_PDEATHSIG = 1  # linux/prctl.h
PR_SET_CHILD_SUBREAPER = 36

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def launch(service: Service, output: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Start `service` in a session of its own, its output and errors together on `output`.

    The system sends it `death_signal` when the *thread* that called this ends, so use the main thread.
    Raises OSError when the command can't be run.
    """
    user = service.user
    return subprocess.Popen(
        service.command,
        cwd=service.folder,
        env=dict(service.environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
        preexec_fn=_die_with_parent(service.death_signal),  # noqa: PLW1509 (the supervisor has one thread)
    )


def adopt_orphans() -> None:
    """Make this process the parent of every descendant whose own parent dies."""
    if _libc is not None:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def request_death_signal(number: signal.Signals, parent: int) -> None:
    """Have the system send this process `number` when its parent dies, now if it is dead already."""
    if _libc is None:
        return
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def _die_with_parent(number: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        # Python ignores SIGPIPE and SIGXFSZ, which children would inherit; a supervisor may block others.
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        request_death_signal(number, parent)

    return in_child
