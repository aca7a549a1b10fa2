"""A new signing key signs nobody out, whoever notices it first, and their media addresses stay good."""

import os
from pathlib import Path

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.core import signing
from django.test import Client
from pytest_django import Settings

from segue.accounts.tests.factories import make_user
from segue.config.key_follower import KeyFollower
from segue.env import KeyRing
from segue.env.key_file import rotate

FIRST = "first-RlK5xq0Vw8mGd2TzYb7nJcHs5uPe"


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "django_key"
    path.write_text(FIRST)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = FIRST, []
    return path


def rotate_and_age(path: Path, age_s: float) -> str:
    """The new key; the rotation is that long ago."""
    rotate(path, most_keys=4)
    changed_at_s = path.stat().st_mtime - age_s
    os.utime(path, (changed_at_s, changed_at_s))
    return path.read_text().split()[0]


def look(ring: KeyRing, follower: KeyFollower) -> None:
    ring.find("00000000")  # an unknown key, so that the file is looked at now
    follower.look()


def test_a_new_key_verifies_at_once_and_signs_when_everyone_knows_it(
    key_file: Path, settings: Settings
) -> None:
    ring = KeyRing(key_file)
    follower = KeyFollower(ring)
    new = rotate_and_age(key_file, 0)
    foreign = signing.dumps("tide", key=new)  # of a process that is ahead of us
    with pytest.raises(signing.BadSignature):
        signing.loads(foreign)
    look(ring, follower)
    assert (FIRST, [new]) == (settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS)
    assert signing.loads(foreign) == "tide"
    later = KeyFollower(KeyRing(key_file))
    assert (settings.SECRET_KEY, later._keys) == (FIRST, [FIRST, new])


def test_afterwards_the_old_one_only_verifies(key_file: Path, settings: Settings) -> None:
    old = signing.dumps("tide")
    follower = KeyFollower(KeyRing(key_file))
    new = rotate_and_age(key_file, 3600)
    follower.ring = KeyRing(key_file)
    follower.look()
    assert (new, [FIRST]) == (settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS)
    assert signing.loads(old) == "tide"
    assert signing.loads(signing.dumps("ebb"), key=new) == "ebb"


@pytest.mark.django_db
def test_sessions_and_their_keys_outlive_every_rotation_and_end_with_the_password(
    key_file: Path, settings: Settings
) -> None:
    person = make_user()
    client = Client()
    client.force_login(person)
    session = client.session
    for round_count in range(3):
        follower = KeyFollower(KeyRing(key_file))
        rotate_and_age(key_file, 3600)
        follower.ring = KeyRing(key_file)
        follower.look()
        assert len(settings.SECRET_KEY_FALLBACKS) == round_count + 1
        assert client.get("/api/v1/me").json()["user"]["id"] == str(person.pk)
        assert client.session.session_key == session.session_key
        assert client.session[HASH_SESSION_KEY] == session[HASH_SESSION_KEY]
    person.set_password("another-long-password")
    person.save()
    assert client.get("/api/v1/me").json()["user"] is None
    assert SESSION_KEY not in client.session
