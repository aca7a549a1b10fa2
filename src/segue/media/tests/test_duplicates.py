"""The same file and the same recording are found among one's own files, and nothing else is."""

import random
import uuid
from pathlib import Path

import pytest
from django.db import connection

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.media import services
from segue.media.duplicates import (
    MIN_SIMILARITY,
    SILENCE,
    Duplicate,
    duplicates_of,
    find_duplicates,
    fingerprint_terms,
    record_duplicates,
)
from segue.media.models import Asset, DuplicatePair
from segue.media.queries import progress_of
from segue.media.schemas import show_upload
from segue.media.tests.melodies import fingerprint_of, melody, version

pytestmark = pytest.mark.django_db


def words_of(seed: int, count: int = 900) -> list[int]:
    chance = random.Random(seed)
    return [chance.randrange(-(2**31), 2**31) for _ in range(count)]


def noisy(words: list[int], bits: float, seed: int = 1) -> list[int]:
    """With this share of all bits turned over."""
    chance = random.Random(seed)
    flips = [sum(1 << bit for bit in range(32) if chance.random() < bits) for _ in words]
    return [_signed((word ^ flip) & 0xFFFFFFFF) for word, flip in zip(words, flips, strict=True)]


def _signed(word: int) -> int:
    return word - 2**32 if word >= 2**31 else word


def make_asset(owner: User, words: list[int], *, name: str = "x.flac", sha256: str = "") -> Asset:
    return Asset.objects.create(
        owner=owner,
        file_name=name,
        bytes=1,
        sha256=sha256,
        fingerprint=words,
        fingerprint_terms=fingerprint_terms(words),
    )


def similarity(one: list[int], other: list[int]) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT media_fingerprint_similarity(%s, %s)", [one, other])
        return float(cursor.fetchone()[0])


def test_terms_skip_silence_and_the_lowest_bits() -> None:
    words = [SILENCE] * 400 + [16 * number + number % 16 for number in range(-20, 400)]
    assert fingerprint_terms(words) == [16 * number for number in range(-20, 140)]


@pytest.mark.parametrize("words", [[], [SILENCE] * 900, [5, 9] * 400, list(range(0, 15 * 16, 16))])
def test_silence_and_steady_tones_have_no_terms(words: list[int]) -> None:
    assert fingerprint_terms(words) == []


def test_the_share_of_equal_bits_is_counted_where_both_meet() -> None:
    words = words_of(1)
    assert similarity(words, words) == 1.0
    assert similarity(words, words[25:]) == 1.0
    assert similarity([SILENCE] * 30 + words, words) == 1.0
    assert similarity(words, noisy(words, 0.05)) == pytest.approx(0.95, abs=0.005)
    assert similarity(words, words_of(2)) == 0.0  # nothing to lay them upon each other by


def test_a_short_stretch_in_common_says_nothing() -> None:
    words = words_of(1)
    assert similarity(words[:39], words[:39]) == 0.0
    assert similarity(words[:40], words[:40]) == 1.0
    assert (
        similarity(words, words_of(2, 400) + words[:100]) == 0.0
    )  # a sample of 12 seconds, in another piece


def test_the_same_recording_is_found_through_the_noise_of_coding(ines: User) -> None:
    words = words_of(1)
    old = make_asset(ines, words)
    new = make_asset(ines, [SILENCE] * 12 + noisy(words, 0.04))
    make_asset(ines, words_of(2))
    (found,) = find_duplicates(new)
    assert (found.asset_id, found.kind) == (old.pk, "same_recording")
    assert found.similarity == pytest.approx(0.96, abs=0.005)
    assert [row.asset_id for row in find_duplicates(old)] == [new.pk]


def test_the_same_file_is_found_whatever_it_sounds_like(ines: User) -> None:
    first, second = (make_asset(ines, [], sha256="a" * 64) for _ in range(2))
    make_asset(ines, [], sha256="b" * 64)
    make_asset(ines, [])  # its bytes haven't come
    assert find_duplicates(second) == [Duplicate(first.pk, "same_file", 1.0)]
    assert find_duplicates(make_asset(ines, [])) == []


def test_a_file_is_named_once_though_its_hash_and_its_sound_are_the_same(ines: User) -> None:
    first, second = (make_asset(ines, words_of(1), sha256="a" * 64) for _ in range(2))
    assert find_duplicates(second) == [Duplicate(first.pk, "same_file", 1.0)]


def test_files_of_others_are_nobodys_business(ines: User) -> None:
    make_asset(make_user("mallory"), words_of(1), sha256="a" * 64)
    assert find_duplicates(make_asset(ines, words_of(1), sha256="a" * 64)) == []


def test_pairs_are_kept_once_and_go_with_their_files(ines: User) -> None:
    first = make_asset(ines, words_of(1), name="first.flac")
    second = make_asset(ines, words_of(1), name="second.mp3")
    for asset in (first, second, second):
        record_duplicates(asset)
    assert DuplicatePair.objects.count() == 1
    assert duplicates_of([first.pk, second.pk]) == {
        first.pk: [Duplicate(second.pk, "same_recording", 1.0, "second.mp3")],
        second.pk: [Duplicate(first.pk, "same_recording", 1.0, "first.flac")],
    }
    assert duplicates_of([uuid.uuid4()]) == {}
    services.remove_asset(first.pk)
    assert (DuplicatePair.objects.count(), dict(duplicates_of([second.pk]))) == (0, {})


def test_only_their_owner_is_told_with_the_name_of_the_other(ines: User) -> None:
    first = make_asset(ines, [], name="first.flac", sha256="a" * 64)
    second = make_asset(ines, [], name="second.flac", sha256="a" * 64)
    record_duplicates(second)
    told = show_upload(progress_of([second], viewer_id=ines.pk)[second.pk]).duplicates
    message = "The same file as “first.flac”."
    assert [row.model_dump() for row in told] == [
        {
            "asset_id": first.pk,
            "file_name": "first.flac",
            "kind": "same_file",
            "similarity": 1.0,
            "message": message,
        }
    ]
    for viewer_id in (None, uuid.uuid4()):
        assert show_upload(progress_of([second], viewer_id=viewer_id)[second.pk]).duplicates == []


def test_candidates_come_from_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('media_assets_sharing_terms'::regproc)")
        assert "SET enable_seqscan TO 'off'" in cursor.fetchone()[0]
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM media_asset WHERE fingerprint_terms && ARRAY[1, 2]")
        assert "Bitmap Index Scan on asset_fingerprint_terms" in str(cursor.fetchall())


@pytest.fixture(scope="module")
def takes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Fingerprints of a generated piece in several versions, and of others."""
    folder: Path = tmp_path_factory.mktemp("takes")
    piece = melody(folder / "piece.wav", seed=1)
    return {
        "flac": fingerprint_of(version(piece, folder / "piece.flac")),
        "mp3": fingerprint_of(version(piece, folder / "piece.mp3", "-b:a", "128k")),
        "opus": fingerprint_of(version(piece, folder / "piece.opus", "-b:a", "48k")),
        "later": fingerprint_of(version(piece, folder / "later.mp3", "-af", "adelay=2510:all=1")),
        "quieter": fingerprint_of(version(piece, folder / "quieter.flac", "-af", "volume=-9dB")),
        "another": fingerprint_of(melody(folder / "another.wav", seed=2)),
        "silence": fingerprint_of(version(piece, folder / "silence.flac", "-af", "volume=0")),
        "six seconds": fingerprint_of(version(piece, folder / "short.flac", "-t", "6")),
    }


def test_versions_of_one_recording_are_found_and_others_are_not(
    ines: User, takes: dict[str, list[int]]
) -> None:
    assets = {name: make_asset(ines, words, name=name) for name, words in takes.items()}
    names = {asset.pk: name for name, asset in assets.items()}
    same = {"flac", "mp3", "opus", "later", "quieter"}
    for name, asset in assets.items():
        found = find_duplicates(asset)
        assert {names[row.asset_id] for row in found} == (same - {name} if name in same else set())
        assert all(row.similarity >= MIN_SIMILARITY for row in found)
