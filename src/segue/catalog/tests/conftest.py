"""Two people, an artist of the first one, and folders that no other test uses."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
from segue.catalog.importing import import_library
from segue.kernel import hints
from segue.kernel.realtime import push
from segue.media.services import Report, open_library
from segue.media.tests.factories import flac_file, use_folder

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


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two albums by one artist, one of them on two discs; a file without tags, and things that are no music."""
    folder = tmp_path_factory.mktemp("music")
    for disc in ("CD1", "CD2"):
        (folder / "tides" / disc).mkdir(parents=True)
    heron = {"artist": "Paper Heron", "albumartist": "Paper Heron", "date": "2021-05-07"}
    low = heron | {"album": "Low Tide", "genre": "Ambient", "composer": "Ines Valadão", "label": "Quiet"}
    sounds = {
        "tides/CD1/b.flac": (220, low | {"title": "Slack", "tracknumber": "1"}),
        "tides/CD1/a.flac": (
            247,
            low | {"title": "Ebb", "tracknumber": "2/3", "artist": "Paper Heron feat. Ollo"},
        ),
        "tides/CD2/0.flac": (262, low | {"title": "Far", "tracknumber": "1", "custom field": "kept"}),
        "high.flac": (294, heron | {"album": "High  Tide", "title": "Flood"}),
        "untagged  take.FLAC": (330, {}),
    }
    for name, (pitch_hz, tags) in sounds.items():
        flac_file(folder / name, pitch_hz=pitch_hz, frame_count=22_050, tags=tags)
    (folder / "tides/CD1/b.LRC").write_text("[00:01.00]Slow\n[00:02.50]water")
    (folder / "empty.wav").write_bytes(b"")
    (folder / "._b.flac").write_bytes(b"resource fork")
    (folder / "notes.txt").write_text("no music")
    return folder


@pytest.fixture
def music(pressed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(pressed, tmp_path / "music", copy_function=shutil.copy2)


@pytest.fixture
def bring(ines: User, music: Path) -> Callable[..., Report]:
    def import_it(**options: Any) -> Report:
        kept = {name: options.pop(name, None) for name in ("is_copied", "is_ahead")}
        library = open_library(ines, options.pop("folder", music), **kept)
        return import_library(ines, library, publish=options.pop("publish", True), **options)

    return import_it
