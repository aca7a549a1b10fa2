"""Lyrics as text: plain, LRC, and LRC with a time for each word; read into lines, and written back.

LRC is `[mm:ss.xx]` before a line, several of them where it is sung again, tags such as `[ar:…]`, and `[offset:±ms]`,
which a positive number brings all forward. Enhanced LRC has `<mm:ss.xx>` before each word, and after the last its end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any, NotRequired, TypedDict

from segue.catalog.errors import LyricsUnreadable
from segue.catalog.models import LyricsKind

MAX_CHARACTERS = 100_000
MAX_LINES = 5_000
MAX_WORDS = 20_000

_TIME = r"(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?"
_LINE_TIME = re.compile(rf"\s*\[{_TIME}\]")
_WORD_TIME = re.compile(rf"<{_TIME}>")
_LIKE_A_TIME = re.compile(r"\s*\[\s*-?\d+\s*:[^\]]*\]?")
_LIKE_A_WORD_TIME = re.compile(r"<\s*-?\d+\s*:\s*\d[^>]*>")
_TAG = re.compile(r"\s*\[([A-Za-z#][\w #]*):(.*)\]\s*")
_SPACES = re.compile(r"\s+")
_UNKEPT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufeff]")


class Word(TypedDict):
    """The line's text is that of its words together; an empty last one says when the one before it ends."""

    start_ms: int
    text: str


class Line(TypedDict):
    start_ms: int | None
    text: str
    words: NotRequired[list[Word]]


@dataclass(frozen=True)
class Parsed:
    kind: LyricsKind
    text: str
    lines: list[Line]


def parse_lyrics(text: str) -> Parsed:
    """By the times that are in it: LRC if a line begins with one. Raises LyricsUnreadable, which names the line."""
    text = _UNKEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)).strip("\n")
    rows = text.split("\n")
    if not text.strip():
        raise LyricsUnreadable("There are no words here. Delete the lyrics instead, if there are none.")
    if len(text) > MAX_CHARACTERS or len(rows) > MAX_LINES:
        raise LyricsUnreadable(f"Lyrics have {MAX_CHARACTERS:,} characters and {MAX_LINES:,} lines at most.")
    if not any(_LIKE_A_TIME.match(row) for row in rows):
        return Parsed(LyricsKind.PLAIN, text, [Line(start_ms=None, text=row.strip()) for row in rows])
    lines = _in_time(rows)
    if sum(len(line.get("words", ())) for line in lines) > MAX_WORDS:
        raise LyricsUnreadable(f"Lyrics have {MAX_WORDS:,} words with a time at most.")
    has_words = any(line.get("words") for line in lines)
    return Parsed(LyricsKind.WORDS if has_words else LyricsKind.LINES, text, lines)


def as_lrc(lines: list[Any]) -> str:
    """What `parse_lyrics` reads the same lines from; of plain lyrics just the text."""
    return "".join(f"{_row(line)}\n" for line in lines)


def _row(line: Line) -> str:
    if line["start_ms"] is None:
        return line["text"]
    words = "".join(f"<{_clock(word['start_ms'])}>{word['text']}" for word in line.get("words", ()))
    return f"[{_clock(line['start_ms'])}]{words or line['text']}"


def _clock(at_ms: int) -> str:
    minutes, rest_ms = divmod(at_ms, 60_000)
    seconds, part_ms = divmod(rest_ms, 1000)
    fraction = f"{part_ms // 10:02}" if part_ms % 10 == 0 else f"{part_ms:03}"
    return f"{minutes:02}:{seconds:02}.{fraction}"


def _in_time(rows: list[str]) -> list[Line]:
    """Sorted by time; a line without one stays behind the line that it follows."""
    offset_ms, last_ms = _offset_ms(rows), -1
    found: list[tuple[int, Line]] = []
    for number, row in enumerate(rows, start=1):
        starts_ms, text = _line_times(row, number)
        if not starts_ms and (_TAG.fullmatch(row) or not row.strip()):
            continue
        words = _words(text, starts_ms[0], number) if starts_ms else []
        if not starts_ms:
            found.append((last_ms, Line(start_ms=None, text=text.strip())))
        for start_ms in starts_ms:
            last_ms = _moved(start_ms, offset_ms)
            found.append((last_ms, _line(last_ms, text, words, start_ms - starts_ms[0] - offset_ms)))
        if len(found) > MAX_LINES:
            raise LyricsUnreadable(
                f"Lyrics have {MAX_LINES:,} lines at most, those that come again among them."
            )
    found.sort(key=lambda pair: pair[0])
    return [line for _, line in found]


def _line(start_ms: int, text: str, words: list[Word], by_ms: int) -> Line:
    if not words:
        return Line(start_ms=start_ms, text=text.strip())
    moved = [Word(start_ms=_moved(word["start_ms"], -by_ms), text=word["text"]) for word in words]
    return Line(start_ms=start_ms, text="".join(word["text"] for word in words).strip(), words=moved)


def _line_times(row: str, number: int) -> tuple[list[int], str]:
    """Those at its beginning, and what follows them."""
    starts_ms, at = [], 0
    while match := _LINE_TIME.match(row, at):
        starts_ms.append(_ms(match, number))
        at = match.end()
    if wrong := _LIKE_A_TIME.match(row, at):
        raise _no_time(number, wrong[0].strip())
    return starts_ms, row[at:]


def _words(text: str, start_ms: int, number: int) -> list[Word]:
    """None where no word has a time; what stands before the first such word begins with the line."""
    words = list(_timed_words(text.strip(), start_ms, number))
    for earlier, later in pairwise(words):
        if later["start_ms"] < earlier["start_ms"]:
            time = _clock(later["start_ms"])
            raise LyricsUnreadable(
                f"Line {number}: the word at <{time}> begins before the one in front of it."
            )
    return words


def _timed_words(text: str, start_ms: int, number: int) -> Iterator[Word]:
    marks = list(_WORD_TIME.finditer(text))
    if wrong := _LIKE_A_WORD_TIME.search(_WORD_TIME.sub("", text)):
        raise _no_time(number, wrong[0])
    if marks and (before := text[: marks[0].start()].lstrip()):
        yield Word(start_ms=start_ms, text=_SPACES.sub(" ", before))
    is_after_space = True
    for mark, following in zip_longest(marks, marks[1:]):
        word = _SPACES.sub(" ", text[mark.end() : following.start() if following else len(text)])
        yield Word(start_ms=_ms(mark, number), text=word.lstrip() if is_after_space else word)
        is_after_space = not word or word[-1] == " "


def _ms(match: re.Match[str], number: int) -> int:
    minutes, seconds, fraction = match.groups(default="")
    if int(seconds) > 59:
        raise _no_time(number, match[0].strip())
    return int(minutes) * 60_000 + int(seconds) * 1000 + int((fraction + "000")[:3])


def _no_time(number: int, text: str) -> LyricsUnreadable:
    return LyricsUnreadable(
        f"Line {number}: “{text[:40]}” is no time. Write minutes, seconds and hundredths, such as [01:23.45]."
    )


def _offset_ms(rows: list[str]) -> int:
    """Of the last such tag. Raises LyricsUnreadable."""
    offset_ms = 0
    for number, row in enumerate(rows, start=1):
        match = _TAG.fullmatch(row)
        if match and match[1].strip().lower() == "offset":
            text = match[2].strip()
            if not re.fullmatch(r"[+-]?\d{1,7}", text):
                raise LyricsUnreadable(f"Line {number}: an offset is a number of milliseconds, such as +250.")
            offset_ms = int(text)
    return offset_ms


def _moved(at_ms: int, by_ms: int) -> int:
    return max(0, at_ms - by_ms)
