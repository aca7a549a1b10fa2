"""Argon2id (RFC 9106) for passwords, a bounded number at once: each takes 19 MiB and a core for a while."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import Argon2PasswordHasher

from segue.kernel.errors import DomainError, Refusal

MOST_AT_ONCE = 4
QUEUE_LENGTH = 6
"""With those at work, fewer than a process has database connections: sign-ins can't take them all."""
PATIENCE_S = 5.0


class HashingBusy(DomainError):
    """So many passwords are being checked that one more would wait for long."""

    code = "accounts.hashing_busy"
    refusal = Refusal.UNAVAILABLE
    title = "Too many people are signing in at this moment. Try again in a few seconds"
    retry_after_s = 2


class Gate:
    """Lets `places` in at once and `queue_length` wait for them; thread-safe."""

    def __init__(self, places: int, queue_length: int, patience_s: float) -> None:
        self._places = threading.Semaphore(places)
        self._queue = threading.Semaphore(places + queue_length)
        self._patience_s = patience_s

    @contextmanager
    def place(self) -> Iterator[None]:
        """Raises HashingBusy when the queue is full, or takes longer than `patience_s`."""
        if not self._queue.acquire(blocking=False):
            raise HashingBusy
        try:
            if not self._places.acquire(timeout=self._patience_s):
                raise HashingBusy
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._queue.release()


gate = Gate(min(len(os.sched_getaffinity(0)), MOST_AT_ONCE), QUEUE_LENGTH, PATIENCE_S)


class BoundedArgon2PasswordHasher(Argon2PasswordHasher):
    """The least that OWASP's Password Storage Cheat Sheet advises for Argon2id: 19 MiB, 2 passes, 1 lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with gate.place():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with gate.place():
            return super().verify(password, encoded)
