"""Text of a file's tags made plain: what people can read, and what a database and a page can hold."""

import functools
import re
import unicodedata

MAX_TEXT_CHARACTERS = 500
MAX_LONG_CHARACTERS = 100_000
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")  # ISO 3901
_NUMBER = re.compile(r"\s*0*([1-9]\d{0,3})\s*(?:/\s*0*(\d{1,4})?.*)?", re.DOTALL)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DECIMAL = re.compile(r"\s*([+-]?\d{1,6}(?:[.,]\d{1,9})?)\s*(?:dB)?\s*", re.IGNORECASE)
_KEY = re.compile(r"([A-Ga-g])([#b]?)\s*(m|min|minor|maj|major|)", re.IGNORECASE)
# Controls, format characters (with them the bidirectional overrides), surrogates, private use, unassigned.
_UNWANTED_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_JOINERS = frozenset("\u200c\u200d")  # some scripts and many emoji need these two


@functools.lru_cache(maxsize=4096)
def clean_text(raw: str) -> str:
    """Plain text: NFC, no control or direction-changing characters, single spaces, a bounded length. Files of an album
    say most things alike."""
    if raw.isascii() and raw.isprintable():
        return " ".join(raw.split())[:MAX_TEXT_CHARACTERS].rstrip()
    raw = raw[: 4 * MAX_TEXT_CHARACTERS]
    allowed = (c for c in raw if c.isspace() or c in _JOINERS or not _is_unwanted(c))
    spaced = " ".join("".join(allowed).split())
    return unicodedata.normalize("NFC", spaced)[:MAX_TEXT_CHARACTERS].strip()


def _is_unwanted(character: str) -> bool:
    return unicodedata.category(character) in _UNWANTED_CATEGORIES


def clean_lines(raw: str) -> str:
    """The same for text of several lines."""
    lines = raw[:MAX_LONG_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean_text(line) for line in lines).strip()


def numbers(raw: str) -> tuple[int | None, int | None]:
    """Of "3/12": which, and how many there are."""
    found = _NUMBER.fullmatch(raw)
    if not found:
        return None, None
    return int(found[1]), int(found[2]) if found[2] and int(found[2]) else None


def date(raw: str) -> str:
    found = _DATE.match(raw.strip())
    return found[0] if found else ""


def isrc(raw: str) -> str:
    bare = re.sub(r"[\s-]", "", raw).upper()
    return bare if _ISRC.fullmatch(bare) else ""


def mbid(raw: str) -> str:
    """A MusicBrainz id, or nothing."""
    bare = raw.strip().lower()
    return bare if _UUID.fullmatch(bare) else ""


def decimal(raw: str, least: float, most: float) -> float | None:
    found = _DECIMAL.fullmatch(raw)
    value = float(found[1].replace(",", ".")) if found else None
    return value if value is not None and least <= value <= most else None


def musical_key(raw: str) -> str:
    """Such as "F#m"."""
    found = _KEY.fullmatch(raw.strip())
    if not found:
        return ""
    is_minor = found[3] == "m" or found[3].lower().startswith("min")
    return f"{found[1].upper()}{found[2].lower()}{'m' if is_minor else ''}"
