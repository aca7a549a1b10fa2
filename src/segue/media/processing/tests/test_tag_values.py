"""What fields of every format mean, in whatever encoding they are."""

import random
from typing import Any

import pytest
from mutagen._util import decode_terminated

from segue.media.processing import tag_dump
from segue.media.processing.tag_encodings import guessed_text, real_encoding
from segue.media.processing.tag_values import tags_of
from segue.media.types import Credited, RawTagFields, TaggedLyrics, Tags


def tags(**fields: Any) -> Tags:
    return tags_of(RawTagFields("any", {name.replace("__", ":"): values for name, values in fields.items()}))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ça va, naïve café", "latin-1"),
        ("Ночь на Лысой горе", "cp1251"),
        ("夜の海", "cp932"),
        ("Été", "utf-8"),
        ("Don’t – stop", "cp1252"),
        ("ÀÉÎ", "latin-1"),
    ],
)
def test_text_that_is_called_latin_1_is_read_as_what_it_is(text: str, encoding: str) -> None:
    wrong = text.encode(encoding).decode("latin-1")
    assert real_encoding([wrong]) == encoding
    raw = RawTagFields("id3v2.3", {"TIT2": [wrong]})
    assert tags_of(raw, ["TIT2"]).title == text
    assert tags_of(raw).title != text or encoding == "latin-1"
    assert guessed_text(text.encode(encoding)) == text


def test_several_people_and_genres_stay_several() -> None:
    found = tags(ARTIST=["Ana", "Bo"], GENRE=["Folk", "Drone"], PERFORMER=["Cé (viola)"], COMPOSER=["D; E"])
    assert (found.artist, found.artists, found.genre, found.genres) == (
        "Ana, Bo",
        ("Ana", "Bo"),
        "Folk",
        ("Folk", "Drone"),
    )
    assert found.credits == (
        Credited("performer", "Cé", "viola"),
        Credited("composer", "D"),
        Credited("composer", "E"),
    )


def test_id3_has_lists_of_people_and_timed_words() -> None:
    found = tags(
        TIPL=[["producer", "Ana"], ["tea", "Bo"]],
        TMCL=[["cello", "Cé"]],
        SYLT____eng=[["Slow", 1000], ["tide", 61_020]],
    )
    assert found.credits == (
        Credited("producer", "Ana"),
        Credited("other", "Bo", "tea"),
        Credited("performer", "Cé", "cello"),
    )
    assert found.lyrics == (TaggedLyrics("[00:01.00]Slow\n[01:01.02]tide", "eng"),)


def test_numbers_dates_and_gains() -> None:
    found = tags(
        trkn=[[3, 12]], DISCNUMBER=["2"], disctotal=["3"], R128_TRACK_GAIN=["-512"], tmpo=[120], cpil=[True]
    )
    assert (found.track_number, found.track_total, found.disc_number, found.disc_total) == (3, 12, 2, 3)
    assert (found.track_gain_db, found.bpm, found.is_compilation) == (3.0, 120.0, True)
    assert Tags.from_json(found.as_json()) == found


def test_the_faster_decoder_reads_what_mutagens_reads() -> None:
    dice = random.Random(7)
    for _ in range(3000):
        mark = dice.choice((b"", b"\xff\xfe", b"\xfe\xff"))
        data = mark + bytes(dice.choice((0, 0, 65, 0xFE, 0xFF, 0xD8)) for _ in range(dice.randrange(12)))
        for encoding in ("utf16", "utf_16_be"):
            for strict in (False, True):
                assert outcome(tag_dump._until_zero, data, encoding, strict) == outcome(
                    decode_terminated, data, encoding, strict
                )


def outcome(decode: Any, *arguments: Any) -> Any:
    try:
        return decode(*arguments)
    except ValueError:
        return "refused"
