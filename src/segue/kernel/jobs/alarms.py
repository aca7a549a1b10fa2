"""What is to be done at a moment that stands in the database: apps register it, the reconciler does it on time."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Alarm:
    """`next_in_s`: until the next moment, zero or less once it has come, None while there is none. `ring` does what is
    due; several processes may ring at once, and one may be killed while it does."""

    next_in_s: Callable[[], float | None]
    ring: Callable[[], object]


_ALARMS: list[Alarm] = []


def register(alarm: Alarm) -> None:
    """Called once for each, when Django starts."""
    _ALARMS.append(alarm)


def ring_due() -> None:
    for alarm in _ALARMS:
        wait_s = alarm.next_in_s()
        if wait_s is not None and wait_s <= 0:
            alarm.ring()


def waits_s() -> list[float]:
    return [wait_s for alarm in _ALARMS if (wait_s := alarm.next_in_s()) is not None]
