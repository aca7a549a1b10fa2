"""Two people, an artist of the first one, and folders that no other test uses."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
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
def mallory(db: None) -> User:
    """Signed in, and on no team."""
    return make_user("mallory")


@pytest.fixture
def heron(ines: User) -> Artist:
    return make_artist(ines, "Paper Heron")


@pytest.fixture
def browser(ines: User) -> Client:
    client = Client()
    client.force_login(ines)
    return client
