"""A media address opens one object, for one browser, for a while."""

import time
from dataclasses import replace

import pytest

from segue.kernel.capability import Capability, grant, holds, parse

KEY = b"k" * 32
SHA256 = "ab" * 32
NOW_S = 1_800_000_000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(time, "time", lambda: NOW_S)
    return monkeypatch


def granted() -> Capability:
    return grant(KEY, sha256=SHA256, ending="mp4", viewer_key="browser", ttl_s=3600)


def test_address_survives_the_way_there_and_back() -> None:
    claimed = parse(granted().path)
    assert claimed == granted()
    assert claimed is not None
    assert holds(KEY, claimed, viewer_key="browser") is True


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "cd" * 32},
        {"ending": "m3u8"},
        {"expires_at_s": 1_900_000_000},
        {"signature": "A" * 43},
        {"signature": ""},
    ],
)
def test_nothing_in_it_can_be_changed(change: dict[str, object]) -> None:
    assert holds(KEY, replace(granted(), **change), viewer_key="browser") is False  # type: ignore[arg-type]


def test_copied_address_opens_nothing_elsewhere() -> None:
    assert holds(KEY, granted(), viewer_key="other") is False
    assert holds(b"x" * 32, granted(), viewer_key="browser") is False


def test_address_works_for_half_to_all_of_its_time(clock: pytest.MonkeyPatch) -> None:
    held = granted()
    assert 1800 <= held.expires_at_s - NOW_S <= 3600
    clock.setattr(time, "time", lambda: held.expires_at_s - 0.1)
    assert holds(KEY, held, viewer_key="browser") is True
    clock.setattr(time, "time", lambda: float(held.expires_at_s))
    assert holds(KEY, held, viewer_key="browser") is False


def test_addresses_stay_equal_for_a_while(clock: pytest.MonkeyPatch) -> None:
    first = granted()
    clock.setattr(time, "time", lambda: NOW_S + 1799)
    assert granted() == first
    clock.setattr(time, "time", lambda: NOW_S + 1801)
    assert granted() != first


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        f"/media/1.{'A' * 43}/{SHA256}",
        f"/media/1.{'A' * 42}/{SHA256}.mp4",
        f"/media/1.{'A' * 43}/{SHA256.upper()}.mp4",
        f"/media/1.{'A' * 43}/{SHA256}.mp4\n",
        f"/media/1.{'A' * 43}/../{SHA256}.mp4",
        f"/media/٣.{'A' * 43}/{SHA256}.mp4",
    ],
)
def test_other_addresses_claim_nothing(path: str) -> None:
    assert parse(path) is None
