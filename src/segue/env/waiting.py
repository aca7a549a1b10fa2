"""Waiting for a secret store at the start."""

import sys
import time
from collections.abc import Mapping

from segue.env.live_source import LiveSource, SourceUnavailable
from segue.env.settings import SettingsError

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 16.0


def read_patiently(store: LiveSource, wait_s: float) -> Mapping[str, str]:
    """What the store holds, by variable; each failure is told on the error stream.

    Raises SettingsError when it can't be read for `wait_s`.
    """
    gives_up_at_s = time.monotonic() + wait_s
    pause_s = FIRST_PAUSE_S
    while True:
        try:
            return store.read()
        except SourceUnavailable as error:
            reason = str(error).rstrip(".")
        left_s = gives_up_at_s - time.monotonic()
        if left_s <= 0:
            advice = "Mend it, or let the start wait longer with SEGUE_SECRETS_WAIT_SECONDS"
            raise SettingsError([f"{reason}. Segue gave up after {wait_s:.0f} s. {advice}."])
        pause_s = max(FIRST_PAUSE_S, min(pause_s, left_s))
        sys.stderr.write(f"segue: {reason}. Trying again in {pause_s:.0f} s.\n")
        sys.stderr.flush()
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
