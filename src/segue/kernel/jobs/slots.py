"""How many steps a worker runs at once, and for whom it keeps the last free place.

The count is of this process alone, kept in memory: it needs no cleaning after a kill, and each worker of several
keeps a place of its own. The last free place is never taken by a step of priority LATER, and, with three places or
more, only by an owner of whom nothing is running here. So a new upload waits neither for two long encodes nor for
the hundred files of another artist, while a worker with a single place still does everything.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from segue.kernel.hints import send_hint
from segue.kernel.jobs import queue
from segue.kernel.priority import LATER

KEEPS_ONE_FOR_URGENT = 2
KEEPS_ONE_FOR_OTHERS = 3


class Slots:
    """`asked_by` is the job that a hint names; the one that runs is whose turn it is."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._lock = threading.Lock()
        self._running: dict[uuid.UUID, uuid.UUID | None] = {}
        self._refused: str | None = None

    @contextmanager
    def taken(self, asked_by: str) -> Iterator[queue.Claim | None]:
        """The right to run a step for as long as the body lasts; None when there is none to take here now."""
        claimed = self._take(asked_by)
        try:
            yield claimed
        finally:
            if claimed:
                self._leave(claimed)

    def _take(self, asked_by: str) -> queue.Claim | None:
        """One thread at a time, or two of them could both believe that a second place is free."""
        with self._lock:
            is_last = self.count - len(self._running) <= 1
            claimed = queue.claim_next(
                is_urgent_only=is_last and self.count >= KEEPS_ONE_FOR_URGENT,
                without_owners=self._owners() if is_last and self.count >= KEEPS_ONE_FOR_OTHERS else set(),
            )
            if claimed:
                self._running[claimed.job.pk] = claimed.job.owner_id
            elif is_last:
                self._refused = asked_by
            return claimed

    def _leave(self, claimed: queue.Claim) -> None:
        """Its hint was used up by whoever was refused the last place: ask for them again."""
        with self._lock:
            self._running.pop(claimed.job.pk, None)
            refused, self._refused = self._refused, None
        if refused is not None:
            send_hint(queue.RUN_TASK, refused, priority=LATER)

    def _owners(self) -> set[uuid.UUID]:
        return {owner for owner in self._running.values() if owner}


SLOTS = Slots(1)
"""Of this process; a worker sets its count when it starts."""
