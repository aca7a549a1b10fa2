"""The time at which media are asked for, and a browser that asks."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from segue.kernel import capability
from segue.streaming.tests.media_browser import NOW, Fetch, asking, make_app


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """`clock.time` can be replaced."""
    fake = SimpleNamespace(time=lambda: NOW)
    monkeypatch.setattr(capability, "time", fake)
    return fake


@pytest.fixture
def fetch(tmp_path: Path, clock: SimpleNamespace) -> Fetch:
    return asking(make_app(tmp_path))
