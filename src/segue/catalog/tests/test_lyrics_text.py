"""Lyrics as text: what is read from plain text, LRC and enhanced LRC, and written back."""

import pytest

from segue.catalog.errors import LyricsUnreadable
from segue.catalog.lyrics_text import as_lrc, parse_lyrics


def lines(text: str) -> list[tuple[int | None, str]]:
    return [(line["start_ms"], line["text"]) for line in parse_lyrics(text).lines]


def test_without_times_it_is_plain_and_stays_as_it_was() -> None:
    parsed = parse_lyrics("\ufeff[Chorus]\r\nSlack water\r\n\r\n  and reeds  \r\n")
    assert parsed.kind == "plain"
    assert parsed.text == "[Chorus]\nSlack water\n\n  and reeds  "
    assert [(line["start_ms"], line["text"]) for line in parsed.lines] == [
        (None, "[Chorus]"),
        (None, "Slack water"),
        (None, ""),
        (None, "and reeds"),
    ]


def test_lrc_with_hundredths_thousandths_and_none() -> None:
    text = "[ti:Low Tide]\n[ar: Paper Heron]\n[00:01.50]One\n[00:02.125]Two\n[01:03]Three\n[2:4.5]Four\n[00:05:25] \n"
    assert parse_lyrics(text).kind == "lines"
    assert lines(text) == [(1500, "One"), (2125, "Two"), (5250, ""), (63_000, "Three"), (124_500, "Four")]


def test_several_times_on_one_line_stand_each_at_their_place() -> None:
    assert lines("[00:10.00][00:30.00]Refrain\n[00:20.00]Verse") == [
        (10_000, "Refrain"),
        (20_000, "Verse"),
        (30_000, "Refrain"),
    ]


@pytest.mark.parametrize(
    ("offset", "starts"), [("+250", [0, 9750]), ("-250", [350, 10_250]), (" 250 ", [0, 9750])]
)
def test_a_positive_offset_brings_the_words_forward(offset: str, starts: list[int]) -> None:
    text = f"[offset:{offset}]\n[00:00.10]One\n[00:10.00]Two"
    assert [start for start, _ in lines(text)] == starts


def test_a_line_without_time_stays_behind_the_one_it_follows() -> None:
    assert lines("Before\n[00:20.00]Late\n(softly)\n[00:10.00]Early") == [
        (None, "Before"),
        (10_000, "Early"),
        (20_000, "Late"),
        (None, "(softly)"),
    ]


def test_words_have_times_of_their_own() -> None:
    parsed = parse_lyrics("[00:01.00] <00:01.04> Slack <00:01.160> water <00:02.00>\n[00:03.00]Reeds")
    assert parsed.kind == "words"
    assert parsed.lines == [
        {
            "start_ms": 1000,
            "text": "Slack water",
            "words": [
                {"start_ms": 1040, "text": "Slack "},
                {"start_ms": 1160, "text": "water "},
                {"start_ms": 2000, "text": ""},
            ],
        },
        {"start_ms": 3000, "text": "Reeds"},
    ]


def test_words_of_a_repeated_line_move_with_it_and_with_the_offset() -> None:
    parsed = parse_lyrics("[offset:1000]\n[00:10.00][01:10.00]Low <00:10.50>tide")
    assert [(line["start_ms"], [word["start_ms"] for word in line["words"]]) for line in parsed.lines] == [
        (9000, [9000, 9500]),
        (69_000, [69_000, 69_500]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Plain\n\nwords",
        "[00:10.00][00:30.00]Refrain\n[00:20.005]Verse\n(softly)\n[offset:-40]",
        "[00:01.00]<00:01.04>Slack <00:01.160>wa<00:01.30>ter<00:02.00>\n[00:03.00]Reeds\n[100:00.00]End",
        "[00:01.00]When <00:01.50>it  turns",
    ],
)
def test_what_is_written_back_reads_the_same(text: str) -> None:
    parsed = parse_lyrics(text)
    again = parse_lyrics(as_lrc(parsed.lines))
    assert (again.kind, again.lines) == (parsed.kind, parsed.lines)
    assert as_lrc(again.lines) == as_lrc(parsed.lines)


def test_exported_lrc() -> None:
    parsed = parse_lyrics("[00:01.5]<00:01.5>Slack <00:01.666>water")
    assert as_lrc(parsed.lines) == "[00:01.50]<00:01.50>Slack <00:01.666>water\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" \n ", "There are no words here. Delete the lyrics instead, if there are none."),
        (
            "[00:01.00]One\n[00:61.00]Two",
            "Line 2: “[00:61.00]” is no time. Write minutes, seconds and hundredths, such as [01:23.45].",
        ),
        (
            "[00:01.00]One\n\n[1:2x]Two",
            "Line 3: “[1:2x]” is no time. Write minutes, seconds and hundredths, such as [01:23.45].",
        ),
        (
            "[00:01.00]One <00:01.2345>two",
            "Line 1: “<00:01.2345>” is no time. Write minutes, seconds and hundredths, such as [01:23.45].",
        ),
        (
            "[00:01.00]<00:02.00>One <00:01.50>two",
            "Line 1: the word at <00:01.50> begins before the one in front of it.",
        ),
        (
            "[00:01.00]One\n[offset:soon]",
            "Line 2: an offset is a number of milliseconds, such as +250.",
        ),
        ("a" * 100_001, "Lyrics have 100,000 characters and 5,000 lines at most."),
        ("a\n" * 5000 + "a", "Lyrics have 100,000 characters and 5,000 lines at most."),
        ("[00:01.00]" * 5001 + "a", "Lyrics have 5,000 lines at most, those that come again among them."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(LyricsUnreadable) as refused:
        parse_lyrics(text)
    assert refused.value.detail == message


def test_signs_that_only_look_like_times_are_words() -> None:
    assert lines("I <3: you [sic]\n5:30 in the morning") == [
        (None, "I <3: you [sic]"),
        (None, "5:30 in the morning"),
    ]
