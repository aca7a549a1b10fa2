"""What is costly to count is kept for a while, by each process for itself."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
KEPT_TIMES = 20
"""So counting takes at most a twentieth of a process's time."""
CHEAP_S = 0.2


class Remembered(Generic[Value]):
    """What `make` said, kept for KEPT_TIMES as long as it took; what is cheap is made each time. While one thread makes
    it anew, the others have what was known before, if anything was."""

    def __init__(self, make: Callable[[], Value], now: Callable[[], float] = time.monotonic) -> None:
        self._make, self._now = make, now
        self._lock = threading.Lock()
        self._known: tuple[Value] | None = None
        self._ends_at = 0.0

    def get(self) -> Value:
        """Raises what `make` raises; then nothing is kept."""
        known = self._known
        if known is not None and self._now() < self._ends_at:
            return known[0]
        if known is None:
            self._lock.acquire()
        elif not self._lock.acquire(blocking=False):
            return known[0]
        try:
            return self._renewed()
        finally:
            self._lock.release()

    def _renewed(self) -> Value:
        if self._known is not None and self._now() < self._ends_at:
            return self._known[0]  # another thread has made it while this one waited
        began = self._now()
        value = self._make()
        took_s = self._now() - began
        self._known = (value,) if took_s >= CHEAP_S else None
        self._ends_at = self._now() + took_s * KEPT_TIMES
        return value
