"""Folders that no other test uses, and no hints to a broker."""

from pathlib import Path
from typing import Any

import pytest

from segue.kernel import hints
from segue.kernel.realtime import push
from segue.media.tests.factories import use_folder


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(settings, tmp_path / "data")
    monkeypatch.setattr(push, "_push", lambda groups, content: None)
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)
