"""Names of genres and moods as files and people write them: what counts as the same, and several in one text."""

import re
import unicodedata
from collections.abc import Callable, Iterable

from mutagen.id3 import TCON

from segue.kernel.text import one_line

MAX_NAME = 100
_ACCENTS = re.compile("[\u0300-\u036f]")
_NUMBERED = re.compile(r"\((\d{1,3}|RX|CR)\)")
_SEPARATORS = re.compile(r"[;|\\\x00\n\r]|\s/\s")
_WEAK_SEPARATORS = re.compile(r"[/,]")
_SPELLED = {"RX": "Remix", "CR": "Cover"}


def genre_key(name: str) -> str:
    """The same for "Hip-Hop", "hip hop" and "HipHop": letters and digits alone, without case and accents; "&" is
    "and". Marks that make another letter in other scripts (U+3099) stay. A name of signs alone is its own key."""
    folded = unicodedata.normalize("NFKD", name.replace("&", " and ").replace("+", " and ")).casefold()
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", folded))
    key = "".join(sign for sign in plain if sign.isalnum() or unicodedata.category(sign).startswith("M"))
    return (key or "".join(name.casefold().split()))[:MAX_NAME]


def split_genres(values: Iterable[str], is_known: Callable[[str], bool] = lambda name: False) -> list[str]:
    """Single names out of a file's values, each once, in order. `is_known` keeps a name whole that has a slash or a
    comma. Numbers are ID3v1's (also Winamp's), with and without brackets; "((" stands for a bracket (ID3v2.3, 4.2.1).
    """
    found: dict[str, str] = {}
    for value in values:
        for text in _numbered(value):
            for name in _apart(text, is_known):
                found.setdefault(genre_key(name), name)
    return list(found.values())


def clean_name(text: str) -> str:
    return one_line(text)[:MAX_NAME].strip()


def _numbered(value: str) -> list[str]:
    names, rest = [], value.strip()
    while match := _NUMBERED.match(rest):
        names.append(_by_number(match[1]) or "")
        rest = rest[match.end() :].strip()
    rest = rest[1:] if rest.startswith("((") else rest
    return [*names, rest]


def _apart(text: str, is_known: Callable[[str], bool]) -> list[str]:
    if is_known(text):
        return [clean_name(text)]
    names: list[str] = []
    for part in _SEPARATORS.split(text):
        whole = [part] if is_known(part) else _WEAK_SEPARATORS.split(part)
        names += [_by_number(name.strip()) or clean_name(name) for name in whole]
    return [name for name in names if name]


def _by_number(text: str) -> str | None:
    if text in _SPELLED:
        return _SPELLED[text]
    if not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return str(TCON.GENRES[number]) if number < len(TCON.GENRES) else None
