"""Moves all stored files from one storage to another while both are read; broken off, it goes on where it was."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

import structlog

from segue.kernel.parallel import map_bounded
from segue.kernel.storage import ObjectDamaged, ObjectMissing, Storage, StoredKey

AT_ONCE = 4

log = structlog.get_logger(__name__)


class Outcome(Enum):
    """Of one file. Copied ones have been read whole, and what was written has the same SHA-256."""

    COPIED = "copied"
    THERE = "there already"
    GONE = "gone meanwhile"
    DAMAGED = "damaged"
    DELETED = "deleted"


@dataclass
class Progress:
    """So far, of `count` files with `bytes` in all; `copied_bytes` in `seconds`."""

    count: int
    bytes: int
    started_s: float = field(default_factory=time.monotonic)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    done_bytes: int = 0
    copied_bytes: int = 0
    damaged: list[str] = field(default_factory=list)

    def add(self, stored: StoredKey, outcome: Outcome) -> None:
        self.outcomes[outcome] += 1
        self.done_bytes += stored.bytes
        if outcome is Outcome.COPIED:
            self.copied_bytes += stored.bytes
        if outcome is Outcome.DAMAGED:
            self.damaged.append(stored.key)

    @property
    def done_count(self) -> int:
        return sum(self.outcomes.values())

    @property
    def bytes_per_s(self) -> float:
        return self.copied_bytes / max(time.monotonic() - self.started_s, 0.001)

    @property
    def seconds_left(self) -> float | None:
        """None while nothing has been copied."""
        return (self.bytes - self.done_bytes) / self.bytes_per_s if self.copied_bytes else None


Report = Callable[[Progress], None]


def copy_all(old: Storage, new: Storage, *, report: Report) -> Progress:
    """Copy what `new` lacks, checking every SHA-256. Raises NoSpace and StorageUnavailable; run again, it goes on."""
    return _for_each(old, partial(_copy, old, new), report)


def delete_copied(old: Storage, new: Storage, *, report: Report) -> Progress:
    """Delete from `old` what `new` has whole; it is checked once more. Raises StorageUnavailable."""
    return _for_each(old, partial(_delete, old, new), report)


def _for_each(old: Storage, work: Callable[[StoredKey], Outcome], report: Report) -> Progress:
    sizes = [stored.bytes for stored in old.stored_keys()]
    progress = Progress(len(sizes), sum(sizes))

    def worked(stored: StoredKey) -> tuple[StoredKey, Outcome]:
        return stored, work(stored)

    for stored, outcome in map_bounded(worked, old.stored_keys(), at_once=AT_ONCE):
        progress.add(stored, outcome)
        report(progress)
    return progress


def _copy(old: Storage, new: Storage, stored: StoredKey) -> Outcome:
    if new.exists(stored.key):
        return Outcome.THERE
    try:
        with old.as_file(stored.key) as path:
            written = new.put_file(path)
    except ObjectMissing:
        return Outcome.GONE
    except ObjectDamaged:
        return _damaged(stored.key)
    return Outcome.COPIED if written.key == stored.key else _damaged(stored.key)


def _delete(old: Storage, new: Storage, stored: StoredKey) -> Outcome:
    try:
        new.verify(stored.key)
    except (ObjectMissing, ObjectDamaged):
        return _damaged(stored.key)
    old.delete(stored.key)
    return Outcome.DELETED


def _damaged(key: str) -> Outcome:
    log.error("object_damaged", key=key)
    return Outcome.DAMAGED
