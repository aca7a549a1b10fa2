"""The process at the front: it carries signals to the supervisor and cleans up should that be killed."""

import os
import signal
from collections.abc import Callable

from segue.runtime.launch import adopt_orphans, request_death_signal
from segue.runtime.processes import descendants, send
from segue.runtime.stop_signals import STOP_SIGNALS
from segue.runtime.waiting import wait_until

FAREWELL_S = 5.0


def guard(run: Callable[[], int]) -> int:
    """Call `run` in a child process and return its exit code; whatever it leaves behind is ended.

    Killed itself, the child hears SIGTERM and stops in order. The child has a process group of its own, so
    Ctrl-C reaches it once: through here.
    """
    adopt_orphans()
    parent = os.getpid()
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    child = os.fork()
    if child == 0:
        os._exit(_run_child(run, parent))
    for number in STOP_SIGNALS:
        signal.signal(number, lambda received, frame: send(child, signal.Signals(received)))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
    code = _wait_for(child)
    _end_leftovers(parent)
    return code if code >= 0 else 128 - code


def _run_child(run: Callable[[], int], parent: int) -> int:
    os.setpgid(0, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # a background group may write to the terminal
    request_death_signal(signal.SIGTERM, parent)
    return run()


def _wait_for(child: int) -> int:
    """The child's exit code (negative: the signal that killed it); reaps adopted processes meanwhile."""
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == child:
            return os.waitstatus_to_exitcode(status)


def _end_leftovers(parent: int) -> None:
    """The database got its own signal when the supervisor died and is given time; the rest is killed."""
    for facts in descendants(parent):
        if facts.parent == parent:
            send(facts.pid, signal.SIGTERM)
    wait_until(lambda: _reap() and not descendants(parent), FAREWELL_S)
    while left := descendants(parent):
        for facts in left:
            send(facts.pid, signal.SIGKILL)
        _reap()


def _reap() -> bool:
    """Collect every ended child; always true, so that it can stand in a condition."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
    return True
