"""A key can be replaced while what it signed is still out; nothing is lost when two are replaced at once."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from segue.env import KeyRing, MissingSecret, ensure_secrets, key_ring
from segue.env.key_file import drop_old, read_keys
from segue.env.key_file import rotate as rotate_file
from segue.env.key_ring import LOOK_EVERY_S, SIGN_AFTER_S

MOST_KEYS = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ensure_secrets(tmp_path)
    return tmp_path / "secrets" / "capability_key"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """`clock.now` can be moved: seconds from now on."""
    moving = SimpleNamespace(now=0.0)
    began_s = time.time()
    clocks = SimpleNamespace(monotonic=lambda: 1000.0 + moving.now, time=lambda: began_s + moving.now)
    monkeypatch.setattr(key_ring, "time", clocks)
    return moving


def rotate(path: Path, *, is_dropping_old: bool = False) -> tuple[str, list[str]]:
    return rotate_file(path, most_keys=MOST_KEYS, is_dropping_old=is_dropping_old)


def test_a_first_key_is_a_ring_of_one(path: Path) -> None:
    ring = KeyRing(path)
    assert ring.newest().secret.decode() == path.read_text()
    assert ring.find(ring.newest().id) == ring.newest()
    assert ring.find("00000000") is None


def test_rotation_puts_a_new_key_in_front_for_its_owner_alone(path: Path) -> None:
    first = KeyRing(path).newest()
    new_id, others = rotate(path)
    assert (list(read_keys(path)), others) == ([new_id, first.id], [first.id])
    assert len(read_keys(path)[new_id].secret) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir() if found.name.startswith(".")] == []


def test_a_running_process_knows_a_new_key_soon_and_uses_it_when_all_must_know_it(
    path: Path, clock: SimpleNamespace
) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    new_id, _ = rotate(path)
    clock.now = LOOK_EVERY_S - 1
    assert [key.id for key in ring.known()] == [first.id]
    clock.now = LOOK_EVERY_S
    assert [key.id for key in ring.known()] == [first.id, new_id]
    clock.now = LOOK_EVERY_S + SIGN_AFTER_S - 1
    assert ring.newest() == first
    clock.now = LOOK_EVERY_S + SIGN_AFTER_S
    assert [key.id for key in ring.known()] == [new_id, first.id]
    assert ring.find(first.id) == first


def test_a_process_that_starts_after_the_rotation_waits_for_the_others(
    path: Path, clock: SimpleNamespace
) -> None:
    first = KeyRing(path).newest()
    new_id, _ = rotate(path)
    late = KeyRing(path)
    assert late.newest() == first
    assert late.find(new_id) is not None
    clock.now = SIGN_AFTER_S + 1
    assert late.newest().id == KeyRing(path).newest().id == new_id


def test_two_rotations_at_short_notice_leave_the_key_that_everyone_knows_in_use(
    path: Path, clock: SimpleNamespace
) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    rotate(path)
    clock.now = LOOK_EVERY_S
    assert ring.newest() == first
    newest, _ = rotate(path)
    clock.now = 2 * LOOK_EVERY_S
    assert ring.newest() == first
    clock.now += SIGN_AFTER_S
    assert ring.newest().id == newest


def test_a_file_from_the_future_does_not_keep_the_old_key_in_use(path: Path, clock: SimpleNamespace) -> None:
    new_id, _ = rotate(path)
    os.utime(path, (time.time() + 86400,) * 2)
    assert KeyRing(path).newest().id == new_id


def test_a_new_key_in_an_address_is_noticed_at_once(path: Path, clock: SimpleNamespace) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    new_id, _ = rotate(path)
    assert ring.find(new_id) is not None
    assert ring.newest() == first


def test_a_dropped_key_is_unknown_from_then_on(path: Path, clock: SimpleNamespace) -> None:
    ring = KeyRing(path)
    first = ring.newest()
    assert rotate(path, is_dropping_old=True)[1] == []
    clock.now += LOOK_EVERY_S
    assert ring.find(first.id) is None
    assert ring.newest().id == next(iter(read_keys(path)))
    assert len(read_keys(path)) == 1


def test_old_keys_can_be_dropped_alone(path: Path) -> None:
    first = KeyRing(path).newest()
    new_id, _ = rotate(path)
    assert drop_old(path) == [first.id]
    assert list(read_keys(path)) == [new_id]
    assert drop_old(path) == []
    assert list(read_keys(path)) == [new_id]


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
    for text in ("", "short", f"{'x' * 40}\nshort", "x" * 40, "change-me-please-change-me-please-change-me"):
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
    assert caplog.text.count("keys_not_read") == 6


def test_keys_hide_in_text(path: Path) -> None:
    key = KeyRing(path).newest()
    assert key.secret.decode() not in f"{key} {key!r}"
