"""What is stored encrypted opens with its own context alone, and outlives a rotation of the keys."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from segue.env import KeyRing
from segue.kernel import encryption
from segue.kernel.encryption import Unreadable, decrypt, encrypt, needs_renewal

FIRST_KEY = "p3qZ8vN1xT6bW0cY5dR9fK2gH7jL4mSa"
SECOND_KEY = "u8Xe2Qw5Zr1Tn7Vb4Ym9Lk3Jh6Gf0Dsc"
LONG_AGO_S = 1_700_000_000


def use_keys(settings: Settings, folder: Path, *secrets: str) -> None:
    """Newest first, and all of them known for a long time."""
    path = folder / "encryption_key"
    path.write_text("\n".join(secrets))
    os.utime(path, (LONG_AGO_S, LONG_AGO_S))
    settings.ENCRYPTION_KEYS = KeyRing(path)


@pytest.fixture
def key_file(tmp_path: Path, settings: Settings) -> None:
    use_keys(settings, tmp_path, FIRST_KEY)


def test_it_comes_back_and_is_never_stored_the_same_way_twice(key_file: None) -> None:
    once, again = encrypt("tide", "row 1"), encrypt("tide", "row 1")
    assert decrypt(once, "row 1") == decrypt(again, "row 1") == "tide"
    assert once != again
    assert "tide" not in once


def test_it_opens_with_no_other_context(key_file: None) -> None:
    with pytest.raises(Unreadable):
        decrypt(encrypt("tide", "row 1"), "row 2")


def test_every_altered_character_is_noticed(key_file: None) -> None:
    stored = encrypt("tide", "row 1")
    for place, letter in enumerate(stored):
        other = "A" if letter != "A" else "B"
        with pytest.raises(Unreadable):
            decrypt(stored[:place] + other + stored[place + 1 :], "row 1")


@pytest.mark.parametrize(
    "stored", ["", ".", "..", "e1..", "e1.00000000.AAAA", "e2.x.AAAA", "plain", "e1.é.é", "a.b.c.d"]
)
def test_what_isnt_ours_is_unreadable(key_file: None, stored: str) -> None:
    with pytest.raises(Unreadable):
        decrypt(stored, "row 1")


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_any_text_comes_back(text: str) -> None:
    assert decrypt(encrypt(text, "any"), "any") == text


def test_a_value_outlives_the_rotation_and_ends_with_its_key(tmp_path: Path, settings: Settings) -> None:
    use_keys(settings, tmp_path, FIRST_KEY)
    old = encrypt("tide", "row 1")
    assert not needs_renewal(old)
    use_keys(settings, tmp_path, SECOND_KEY, FIRST_KEY)
    assert decrypt(old, "row 1") == "tide"
    assert needs_renewal(old)
    new = encrypt("tide", "row 1")
    assert not needs_renewal(new)
    use_keys(settings, tmp_path, SECOND_KEY)
    assert decrypt(new, "row 1") == "tide"
    with pytest.raises(Unreadable):
        decrypt(old, "row 1")


def test_the_key_is_made_for_this_purpose_alone() -> None:
    secret = FIRST_KEY.encode()
    keys = {encryption.derive(secret, purpose) for purpose in (b"one", b"two", encryption.PURPOSE)}
    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}
    assert secret not in keys
