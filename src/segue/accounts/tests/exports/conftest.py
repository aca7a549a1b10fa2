"""A person, a folder that no other test uses, and only what accounts keep."""

from pathlib import Path
from typing import Any

import pytest

from segue.accounts import ports
from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel import hints
from segue.kernel.realtime import push


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"data_dir": tmp_path, "scratch_dir": tmp_path})


@pytest.fixture(autouse=True)
def pushed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Live messages, and no hints to a broker."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(push, "_push", lambda groups, event: sent.append(event.get("content", {})))
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)
    return sent


@pytest.fixture(autouse=True)
def only_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other apps keep is their tests' affair."""
    monkeypatch.setattr(ports, "_EXPORTS", {"accounts": ports.exports()["accounts"]})


@pytest.fixture
def ines(db: None) -> User:
    return make_user("ines")
