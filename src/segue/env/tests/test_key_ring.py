"""A key can be replaced while what it signed is still out; nothing is lost when two are replaced at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from segue.env import KeyRing, MissingSecret, ensure_secrets, key_ring
from segue.env.key_ring import LOOK_EVERY_S, MOST_KEYS, read_keys, rotate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ensure_secrets(tmp_path)
    return tmp_path / "secrets" / "capability_key"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """`clock.now` can be moved."""
    moving = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(key_ring, "time", SimpleNamespace(monotonic=lambda: moving.now))
    return moving


def test_a_first_key_is_a_ring_of_one(path: Path) -> None:
    ring = KeyRing(path)
    assert ring.newest().secret.decode() == path.read_text()
    assert ring.find(ring.newest().id) == ring.newest()
    assert ring.find("00000000") is None


def test_rotation_puts_a_new_key_in_front_for_its_owner_alone(path: Path) -> None:
    first = KeyRing(path).newest()
    new_id, others = rotate(path)
    assert (list(read_keys(path)), others) == ([new_id, first.id], [first.id])
    assert len(KeyRing(path).newest().secret) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir() if found.name.startswith(".")] == []


def test_a_running_server_notices_within_a_minute(path: Path, clock: SimpleNamespace) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    new_id, _ = rotate(path)
    clock.now += LOOK_EVERY_S - 1
    assert ring.newest() == first
    clock.now += 1
    assert LOOK_EVERY_S < 60
    assert (ring.newest().id, ring.find(first.id)) == (new_id, first)


def test_a_new_key_in_an_address_is_noticed_at_once(path: Path, clock: SimpleNamespace) -> None:
    ring = KeyRing(path)
    new_id, _ = rotate(path)
    assert ring.find(new_id) is not None
    assert ring.newest().id == new_id


def test_a_dropped_key_is_unknown_from_then_on(path: Path, clock: SimpleNamespace) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    assert rotate(path, is_dropping_old=True)[1] == []
    clock.now += LOOK_EVERY_S
    assert ring.find(first.id) is None
    assert len(read_keys(path)) == 1


def test_old_keys_drop_out_at_the_end(path: Path) -> None:
    made = [KeyRing(path).newest().id, *(rotate(path)[0] for _ in range(MOST_KEYS))]
    assert list(read_keys(path)) == made[:0:-1]


def test_rotations_at_once_lose_no_key(path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        made = {future.result()[0] for future in [pool.submit(rotate, path) for _ in range(3)]}
    assert made < set(read_keys(path))


def test_what_can_not_be_read_is_refused_at_the_start_and_outlived_later(
    path: Path, clock: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    for text in ("", "short", f"{'x' * 40}\nshort"):
        path.write_text(text)
        with pytest.raises(MissingSecret):
            KeyRing(path)
        clock.now += LOOK_EVERY_S
        assert ring.newest() == first
    path.unlink()
    with pytest.raises(MissingSecret, match="segue up"):
        KeyRing(path)
    with pytest.raises(MissingSecret, match="segue up"):
        rotate(path)
    assert not path.exists()
    clock.now += LOOK_EVERY_S
    assert ring.newest() == first
    assert caplog.text.count("capability_keys_not_read") == 4


def test_keys_hide_in_text(path: Path) -> None:
    key = KeyRing(path).newest()
    assert key.secret.decode() not in f"{key} {key!r}"
