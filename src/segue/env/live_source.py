"""Values that a secret store keeps: read at the start, then again regularly; the last good ones are kept when it is
away."""

import logging
import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from segue.env.keys import Reading
from segue.env.last_said import keep, recall
from segue.env.secrets import MissingSecret

READ_EVERY_S = 8.0
LEAST_PAUSE_S = 1.0
"""Between two readings, however often something asks for a fresh one."""

log = logging.getLogger(__name__)


class SourceUnavailable(Exception):
    """A secret store doesn't answer, or doesn't let us in; the text is one line, without secrets."""


@dataclass(frozen=True)
class Contents:
    """By variable. `changed_at_s`: when the store last changed them, in Unix seconds."""

    values: Mapping[str, str] = field(repr=False)
    changed_at_s: float


@dataclass(frozen=True)
class SourceState:
    """`since_s`: Unix seconds of the first failure; None while the store answers."""

    label: str
    since_s: float | None = None
    detail: str = ""


class LiveSource(ABC):
    """One store. Its methods can be called from any thread; `refresh` and the first `read` wait for the store."""

    label: str
    read_every_s = READ_EVERY_S

    def __init__(self) -> None:
        self._contents: Contents | None = None
        self._read_at_s = -LEAST_PAUSE_S
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._is_closed = False
        self._follower: threading.Thread | None = None
        self.state = SourceState(self.label)

    @abstractmethod
    def fetch(self) -> Contents:
        """Ask the store, and do what else it needs, such as renewing leases. Raises SourceUnavailable."""

    def pause_s(self) -> float:
        """Until `fetch` must be called again."""
        return self.read_every_s

    @property
    def place(self) -> str:
        """What tells it from other stores."""
        return self.label

    def said(self) -> dict[str, Any]:
        """What another process can begin with, as JSON has it."""
        return {"contents": asdict(self.contents())}

    def begin_with(self, said: dict[str, Any]) -> None:
        """What another process left."""
        self._contents = Contents(**said["contents"])

    def read(self) -> Mapping[str, str]:
        """By variable; the store is asked the first time. Raises SourceUnavailable."""
        return self.contents().values

    def contents(self) -> Contents:
        """Raises SourceUnavailable as long as nothing was ever read."""
        if self._contents is None:
            self.refresh()
        if self._contents is None:
            raise SourceUnavailable(self.state.detail)
        return self._contents

    def refresh(self, *, is_forced: bool = False) -> None:
        """Ask the store now, unless that was done a moment ago. What goes wrong is in the state."""
        with self._lock:
            if is_forced or time.monotonic() - self._read_at_s >= LEAST_PAUSE_S:
                self._fetch()
                self._read_at_s = time.monotonic()

    def refresh_soon(self) -> None:
        """Without waiting for it."""
        self._wake.set()

    def follow(self) -> None:
        """Keep reading, in a thread of this process, until it ends. Calling it again does nothing."""
        with self._lock:
            if self._follower is None:
                if self.state.since_s is None and self._contents:
                    keep(self.place, self.said())
                self._follower = threading.Thread(target=self._keep_up, name=self.label, daemon=True)
                self._follower.start()

    def close(self) -> None:
        """End the thread."""
        self._is_closed = True
        self._wake.set()
        if self._follower:
            self._follower.join()

    def _keep_up(self) -> None:
        while not self._is_closed:
            often_s = self.read_every_s * random.uniform(0.9, 1.0)  # noqa: S311 (not all processes at once)
            self._wake.wait(max(LEAST_PAUSE_S, min(often_s, self.pause_s())))
            self._wake.clear()
            if not self._is_closed:
                self.refresh()

    def _fetch(self) -> None:
        """Failures are logged when they begin and when they end, not each time."""
        try:
            self._contents = self.fetch()
        except SourceUnavailable as error:
            if self._contents is None and (said := recall(self.place)):
                self.begin_with(said)
            if self.state.since_s is None and self._contents:
                log.warning("secret_store_unavailable: %s", error)
            self.state = SourceState(self.label, self.state.since_s or time.time(), str(error))
            return
        if self.state.since_s is not None:
            log.warning("secret_store_available_again: %s", self.label)
            self.state = SourceState(self.label)
        if self._follower:
            keep(self.place, self.said())


class LiveKeys:
    """A ring of keys in a secret store."""

    def __init__(self, source: LiveSource, variable: str) -> None:
        self.source = source
        self.variable = variable
        self.label = f"{variable} in {source.label}"

    def read(self, *, is_urgent: bool = False) -> Reading:
        """Raises MissingSecret."""
        if is_urgent:
            self.source.refresh_soon()  # a request must not wait for a store that may be away
        try:
            contents = self.source.contents()
        except SourceUnavailable as error:
            raise MissingSecret(str(error)) from None
        text = contents.values.get(self.variable, "")
        if not text:
            raise MissingSecret(f"{self.label} is gone.")
        return Reading(text, contents.changed_at_s)
