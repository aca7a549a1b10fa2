"""The ladder is a setting: what is made first, what later, and what can't be one."""

from typing import Any

import pytest

from segue.env import SettingsError, load_settings
from segue.media.ladder import first_rungs, ladder, later_rungs
from segue.media.types import DEFAULT_LADDER, Probe, RungSpec


def probe(*, is_lossless: bool) -> Probe:
    return Probe("flac", "flac", 44_100, 2, 16, 1000, is_lossless)


def names(rungs: list[RungSpec]) -> list[str]:
    return [rung.name for rung in rungs]


def test_the_default_is_the_library_s_own() -> None:
    assert tuple(ladder()) == DEFAULT_LADDER


def test_flac_and_the_first_lossy_one_come_first() -> None:
    assert names(first_rungs(probe(is_lossless=True))) == ["flac", "opus-96"]
    assert names(later_rungs(probe(is_lossless=True))) == ["opus-160", "aac-160", "aac-256"]


def test_what_was_lossy_gets_no_flac() -> None:
    assert names(first_rungs(probe(is_lossless=False))) == ["opus-96"]
    assert names(later_rungs(probe(is_lossless=False))) == ["opus-160", "aac-160", "aac-256"]


def test_the_order_of_the_setting_says_which_lossy_one_is_first(settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"ladder": "aac-128,flac,opus-64"})
    assert names(first_rungs(probe(is_lossless=True))) == ["aac-128", "flac"]
    assert later_rungs(probe(is_lossless=True)) == [RungSpec("opus-64", "opus", 64)]


def test_spaces_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGUE_LADDER", " opus-24, aac-512 ")
    assert load_settings().ladder == "opus-24,aac-512"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("flac", "needs a lossy quality too"),
        ("opus-96,opus-96", "names a quality twice"),
        ("mp3-320", "'mp3-320' isn't a quality"),
        ("opus-23", "'opus-23' isn't a quality"),
        ("aac-513", "'aac-513' isn't a quality"),
        ("opus-096", "'opus-096' isn't a quality"),
        ("flac-5,opus-96", "'flac-5' isn't a quality"),
        ("opus-96,", "'' isn't a quality"),
    ],
)
def test_what_is_no_ladder_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str, reason: str) -> None:
    monkeypatch.setenv("SEGUE_LADDER", value)
    with pytest.raises(SettingsError, match=f"^SEGUE_LADDER: {reason}"):
        load_settings()
