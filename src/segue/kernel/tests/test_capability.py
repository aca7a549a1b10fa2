"""A media address opens one object, for one browser, for a while."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from segue.env import KeyRing
from segue.env.tests.key_files import rotate_long_ago as rotate
from segue.kernel.capability import Capability, as_download, grant, holds, parse

TRACK = "0a" * 16
SHA256 = "ab" * 32
NOW_S = 1_800_000_000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(time, "time", lambda: NOW_S)
    return monkeypatch


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    path.write_text("first-RlK5xq0Vw8mGd2TzYb7nJcHs0e")
    return path


@pytest.fixture
def keys(key_file: Path) -> KeyRing:
    return KeyRing(key_file)


def granted(keys: KeyRing, *, track: str = TRACK) -> Capability:
    return grant(keys, sha256=SHA256, ending="mp4", viewer_key="browser", ttl_s=3600, track=track)


@pytest.mark.parametrize("track", [TRACK, ""])
def test_address_survives_the_way_there_and_back(track: str, keys: KeyRing) -> None:
    claimed = parse(granted(keys, track=track).path)
    assert claimed == granted(keys, track=track)
    assert claimed is not None
    assert holds(keys, claimed, viewer_key="browser") is True


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "cd" * 32},
        {"ending": "m3u8"},
        {"track": "0b" * 16},
        {"track": ""},
        {"key_id": "00000000"},
        {"expires_at_s": 1_900_000_000},
        {"signature": "A" * 43},
        {"signature": ""},
    ],
)
def test_nothing_in_it_can_be_changed(change: dict[str, object], keys: KeyRing) -> None:
    assert holds(keys, replace(granted(keys), **change), viewer_key="browser") is False  # type: ignore[arg-type]


def test_copied_address_opens_nothing_elsewhere(keys: KeyRing, tmp_path: Path) -> None:
    assert holds(keys, granted(keys), viewer_key="other") is False
    (tmp_path / "foreign").write_text("other-Zt4uPe9LfQk1WoXa6iRvMgDy3h")
    assert holds(KeyRing(tmp_path / "foreign"), granted(keys), viewer_key="browser") is False


def test_addresses_outlive_the_rotation_of_their_key_until_it_is_dropped(
    key_file: Path, keys: KeyRing
) -> None:
    old = granted(keys)
    rotate(key_file)
    server = KeyRing(key_file)  # another process, or this one after a while
    new = granted(server)
    assert old.key_id != new.key_id
    assert [holds(ring, new, viewer_key="browser") for ring in (server, keys)] == [True, True]
    assert [holds(ring, old, viewer_key="browser") for ring in (server, keys)] == [True, True]
    assert holds(server, replace(old, key_id=new.key_id), viewer_key="browser") is False
    rotate(key_file, is_dropping_old=True)
    third = KeyRing(key_file)
    assert [holds(third, held, viewer_key="browser") for held in (old, new)] == [False, False]
    assert holds(third, granted(third), viewer_key="browser") is True


def test_a_download_is_the_same_address_with_a_name(keys: KeyRing) -> None:
    path = granted(keys).path
    assert as_download(path, "Å & b.m4a") == f"{path}?download=%C3%85%20%26%20b.m4a"


def test_address_works_for_half_to_all_of_its_time(clock: pytest.MonkeyPatch, keys: KeyRing) -> None:
    held = granted(keys)
    assert 1800 <= held.expires_at_s - NOW_S <= 3600
    clock.setattr(time, "time", lambda: held.expires_at_s - 0.1)
    assert holds(keys, held, viewer_key="browser") is True
    clock.setattr(time, "time", lambda: float(held.expires_at_s))
    assert holds(keys, held, viewer_key="browser") is False


def test_addresses_stay_equal_for_a_while(clock: pytest.MonkeyPatch, keys: KeyRing) -> None:
    first = granted(keys)
    clock.setattr(time, "time", lambda: NOW_S + 1799)
    assert granted(keys) == first
    clock.setattr(time, "time", lambda: NOW_S + 1801)
    assert granted(keys) != first


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        f"/media/1.{'A' * 43}/{SHA256}.mp4",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256}",
        f"/media/1.0123abcd.{'A' * 42}/{SHA256}.mp4",
        f"/media/1.0123abc.{'A' * 43}/{SHA256}.mp4",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256.upper()}.mp4",
        f"/media/1.0123abcd.{'A' * 43}/{SHA256}.mp4\n",
        f"/media/1.0123abcd.{'A' * 43}/../{SHA256}.mp4",
        f"/media/1.0123abcd.{'A' * 43}/{TRACK}/{TRACK}/{SHA256}.mp4",
        f"/media/1.0123abcd.{'A' * 43}/{TRACK.upper()}/{SHA256}.mp4",
        f"/media/٣.0123abcd.{'A' * 43}/{SHA256}.mp4",
    ],
)
def test_other_addresses_claim_nothing(path: str) -> None:
    assert parse(path) is None
