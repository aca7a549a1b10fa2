"""Names of genres: what counts as the same, and several names in one text."""

import pytest

from segue.catalog.genre_names import genre_key, split_genres


@pytest.mark.parametrize("name", ["Hip-Hop", "hip hop", "HIPHOP", "Hip‐Hop", " Hip  Hop ", "Hip.Hop"])
def test_spellings_of_one_name(name: str) -> None:
    assert genre_key(name) == "hiphop"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("R&B", "randb"),
        ("Drum & Bass", "drumandbass"),
        ("Música Sertaneja", "musicasertaneja"),
        ("Ёлка", "елка"),
        ("ガムラン", "ガムラン"),
        ("ｶﾞﾑﾗﾝ", "ガムラン"),
        ("अनाहत", "अनाहत"),
        ("80s", "80s"),
        ("!!!", "!!!"),
        ("x" * 200, "x" * 100),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert genre_key(name) == key


def test_marks_that_make_another_letter_are_kept() -> None:
    assert genre_key("カムラン") != genre_key("ガムラン")


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["Rock; Pop/Electro"], ["Rock", "Pop", "Electro"]),
        (["Rock", "rock", "ROCK "], ["Rock"]),
        (["(17)"], ["Rock"]),
        (["17"], ["Rock"]),
        (["(51)(39)"], ["Techno-Industrial", "Noise"]),
        (["(4)Eurodisco"], ["Disco", "Eurodisco"]),
        (["(RX)"], ["Remix"]),
        (["((Live) Takes"], ["(Live) Takes"]),
        (["(255)"], []),
        (["Chiptune\0Game"], ["Chiptune", "Game"]),
        (["Jazz / Fusion | Funk"], ["Jazz", "Fusion", "Funk"]),
        (["Folk, World"], ["Folk", "World"]),
        (["", "  ", ";;"], []),
        (["2-Step"], ["2-Step"]),
        (["\u202eRock\u200b"], ["Rock"]),
    ],
)
def test_several_names_in_a_files_values(values: list[str], names: list[str]) -> None:
    assert split_genres(values) == names


def test_a_known_name_stays_whole() -> None:
    known = {"folkworldandcountry"}
    values = ["Folk, World, & Country; Rock/Pop"]
    assert split_genres(values, lambda name: genre_key(name) in known) == [
        "Folk, World, & Country",
        "Rock",
        "Pop",
    ]
