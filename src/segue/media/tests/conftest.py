"""A person, a file of theirs, and folders that no other test uses."""

from pathlib import Path
from typing import Any

import pytest

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel import hints
from segue.kernel.realtime import push
from segue.media import services
from segue.media.models import Asset
from segue.media.tests.factories import cover_image, flac_file, use_folder
from segue.media.tests.tus_client import SOUND, Tus

TAGS = {
    "title": "Slack Water",
    "artist": "Ines",
    "album": "Low Tide",
    "tracknumber": "3/9",
    "date": "2024-05-01",
    "genre": "Ambient",
}
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


@pytest.fixture(scope="session")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """FRAME_COUNT frames, TAGS and a cover."""
    folder = tmp_path_factory.mktemp("songs")
    return flac_file(folder / "take 7.flac", tags=TAGS, cover=cover_image())


@pytest.fixture
def ines(db: None) -> User:
    return make_user("ines")


@pytest.fixture
def sender(transactional_db: None) -> User:
    """Whom the threads of the upload endpoint find too."""
    return make_user("ines")


@pytest.fixture
def tus(sender: User) -> Tus:
    return Tus(sender)


@pytest.fixture
def asset(sender: User) -> Asset:
    return services.create_upload(sender, file_name="take 7.flac", size_bytes=len(SOUND))
