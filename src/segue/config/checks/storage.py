"""Where media live: whether it answers, has room, and is set up."""

from collections.abc import Iterator

from segue.config.checks.finding import Finding
from segue.env import Settings
from segue.kernel.storage.state import storage_state


def check_storage(settings: Settings) -> Iterator[Finding]:
    state = storage_state(settings, with_rules=True)
    yield Finding("media", state.status, f"{state.place}: {state.text}")
