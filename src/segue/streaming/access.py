"""Whether a browser may still have what its address was made for: the rule of every other surface, asked again.

So a release that is withdrawn, a member who leaves a team and a session that ends stop what was already handed out.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections

from segue.kernel.capability import Capability

RECHECK_S = 30.0
WITHOUT_DATABASE_S = 5.0
"""Long answers ask before each piece, and each of them would wait for a database that is away."""
MAX_REMEMBERED = 50_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Verdict:
    is_allowed: bool
    until_s: float


class AccessCheck:
    """`ask(granted, viewer_key)` reads the database; its answers are good for RECHECK_S, and for a track they are
    good for all its renditions.

    Without the database the last answer stands, and a signed address without one is believed: it was given to who
    might have it, and music goes on.
    """

    def __init__(self, ask: Callable[[Capability, str], bool]) -> None:
        self.ask = ask
        self._verdicts: dict[tuple[str, str], Verdict] = {}

    async def __call__(self, granted: Capability, viewer_key: str) -> bool:
        question = (granted.track or granted.sha256, viewer_key)
        known = self._verdicts.get(question)
        if known and time.monotonic() < known.until_s:
            return known.is_allowed
        try:
            is_allowed = await sync_to_async(self._ask_here, thread_sensitive=False)(granted, viewer_key)
        except (OperationalError, InterfaceError) as error:
            log.warning("access_not_rechecked", reason=str(error).strip())
            return self._remember(question, known.is_allowed if known else True, WITHOUT_DATABASE_S)
        return self._remember(question, is_allowed, RECHECK_S)

    def _ask_here(self, granted: Capability, viewer_key: str) -> bool:
        """In a thread that no request of Django's tidies up after."""
        try:
            return self.ask(granted, viewer_key)
        finally:
            close_old_connections()

    def _remember(self, question: tuple[str, str], is_allowed: bool, for_s: float) -> bool:
        if len(self._verdicts) >= MAX_REMEMBERED:
            self._verdicts.clear()
        self._verdicts[question] = Verdict(is_allowed, time.monotonic() + for_s)
        return is_allowed
