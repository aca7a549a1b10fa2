"""Events and handlers that exist for one test only."""

from collections.abc import Callable
from typing import Any

import pytest

from segue.kernel import hints
from segue.kernel.events import registry

Listen = Callable[..., None]


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Listen:
    """`listen(event_type, key=handler)` makes these its only handlers."""

    def register(event_type: type[registry.Event], **handlers: Callable[[Any], None]) -> None:
        monkeypatch.setitem(registry._HANDLERS, event_type.name, handlers)

    return register


@pytest.fixture
def hinted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the tasks that were hinted at, instead of sending."""
    sent: list[str] = []

    def note(task: str, *args: str, **options: Any) -> bool:
        sent.append(task)
        return True

    monkeypatch.setattr(hints, "send_hint", note)
    return sent
