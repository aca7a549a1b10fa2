"""Four people of a team, one of no team, their artist and a label, and live messages as they would be sent."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member, make_listed_artist
from segue.artists.types import Role
from segue.kernel import hints
from segue.kernel.events import registry
from segue.kernel.realtime import push

Push = tuple[list[str], dict[str, Any]]
NAMES = {"ines": Role.OWNER, "mia": Role.MANAGER, "ulf": Role.UPLOADER, "ana": Role.ANALYST}


@pytest.fixture(autouse=True)
def pushed(monkeypatch: pytest.MonkeyPatch) -> list[Push]:
    """Live messages with the groups they went to, and no hints to a broker."""
    sent: list[Push] = []
    monkeypatch.setattr(push, "_push", lambda groups, event: sent.append((groups, event["content"])))
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)
    return sent


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What other apps hear of, once it is delivered."""
    events: list[Any] = []
    for name in ("artists.member_joined", "artists.member_left"):
        monkeypatch.setitem(registry._HANDLERS, name, {"test": events.append})
    return events


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """By name: `ines` owns the artist, `mia` manages, `ulf` uploads, `ana` reads; `mallory` is on no team."""
    return {name: make_user(name) for name in (*NAMES, "mallory")}


@pytest.fixture
def heron(people: dict[str, User]) -> Artist:
    artist = make_listed_artist(people["ines"])
    for name in ("mia", "ulf", "ana"):
        add_member(artist, people[name], NAMES[name])
    return artist


@pytest.fixture
def browsers(people: dict[str, User]) -> dict[str, Client]:
    clients = {name: Client() for name in people}
    for name, person in people.items():
        clients[name].force_login(person)
    return clients | {"": Client()}
