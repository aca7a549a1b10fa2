"""Requests to stop, heard by a loop that waits on descriptors."""

import os
import signal
import time
from contextlib import suppress
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# One request often comes twice at once: to the process and to its group.
ECHO_S = 0.5


class StopSignals:
    """Counts Ctrl-C, SIGTERM and SIGHUP; `descriptor` turns readable on each, and when a child ends."""

    def __init__(self) -> None:
        self.count = 0
        self._last_at = float("-inf")
        self.descriptor, self._writer = os.pipe()
        for end in (self.descriptor, self._writer):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in STOP_SIGNALS:
            signal.signal(number, self._heard)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)  # the guardian held them back until now
        signal.signal(signal.SIGCHLD, lambda number, frame: None)  # only to wake the loop

    def drain(self) -> None:
        with suppress(BlockingIOError):
            os.read(self.descriptor, 4096)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - self._last_at >= ECHO_S:
            self.count += 1
        self._last_at = now
