"""Counts what one piece of work costs, most of it in its children, for reports that say so."""

import contextlib
import sys
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from resource import struct_rusage

_MAXRSS_UNIT_BYTES = 1 if sys.platform == "darwin" else 1024  # getrusage(2) of each system


@dataclass(slots=True)
class Usage:
    """CPU seconds, ours and those of all children, and the most memory that any one child held."""

    cpu_s: float = 0.0
    peak_rss_bytes: int = 0


_current: ContextVar[Usage | None] = ContextVar("usage", default=None)


@contextlib.contextmanager
def measured() -> Iterator[Usage]:
    """Counts this thread's work inside the block, and what ends in it."""
    usage = Usage()
    started_s = time.thread_time()
    token = _current.set(usage)
    try:
        yield usage
    finally:
        _current.reset(token)
        usage.cpu_s += time.thread_time() - started_s


def add(ended: struct_rusage) -> None:
    """Called with what the system says of each child that ended."""
    usage = _current.get()
    if usage:
        usage.cpu_s += ended.ru_utime + ended.ru_stime
        usage.peak_rss_bytes = max(usage.peak_rss_bytes, ended.ru_maxrss * _MAXRSS_UNIT_BYTES)


def add_thread() -> None:
    """Called at the end of a thread that was started for the work, in a copy of its context."""
    usage = _current.get()
    if usage:
        usage.cpu_s += time.thread_time()
