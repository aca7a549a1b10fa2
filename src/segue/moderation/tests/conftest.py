"""The artist whose music is reported, its owner, somebody who reports it, and a moderator."""

from pathlib import Path
from typing import Any

import pytest

from segue.accounts.models import User
from segue.accounts.tests.factories import make_moderator, make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
from segue.catalog.models import Release
from segue.catalog.tests.factories import make_published
from segue.kernel import hints
from segue.kernel.realtime import push
from segue.media.tests.factories import use_folder

Push = tuple[list[str], dict[str, Any]]


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    use_folder(settings, tmp_path / "data")


@pytest.fixture(autouse=True)
def pushed(monkeypatch: pytest.MonkeyPatch) -> list[Push]:
    """Live messages with the groups they went to, and no hints to a broker."""
    sent: list[Push] = []
    monkeypatch.setattr(push, "_push", lambda groups, event: sent.append((groups, event["content"])))
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)
    return sent


@pytest.fixture
def ines(db: None) -> User:
    return make_user("ines")


@pytest.fixture
def rosa(db: None) -> User:
    """Listens, and reports."""
    return make_user("rosa")


@pytest.fixture
def mo(db: None) -> User:
    return make_moderator("mo")


@pytest.fixture
def heron(ines: User) -> Artist:
    return make_artist(ines, "Paper Heron")


@pytest.fixture
def low_tide(ines: User, heron: Artist) -> Release:
    """Public, with two tracks."""
    return make_published(ines, heron, title="Low Tide", tracks=2)
