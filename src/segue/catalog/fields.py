"""What may stand in the fields of releases and tracks, and what to do about what may not."""

import re
import uuid
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from ninja import Field
from pydantic import AfterValidator, ValidationError, WrapValidator

from segue.catalog.licenses import LICENSES, find_license
from segue.kernel.standard_codes import LanguageTag as LanguageTag
from segue.kernel.standard_codes import MusicBrainzId as MusicBrainzId
from segue.kernel.standard_codes import language_tag as language_tag
from segue.kernel.text import one_line, paragraphs

MAX_DISC = 99
MAX_NUMBER = 9999
MAX_BPM = 999
MAX_NAMED = 1000
"""Tracks in one request: those of a large import."""
_SPACERS = re.compile(r"[\s\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")  # ISO 3901:2019, 4
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_KEY = re.compile(r"(?P<note>[a-g])(?P<accidental>[#b]?)\s*(?P<mode>m|min|minor|maj|major|)", re.IGNORECASE)


def name_of_something(text: str) -> str:
    """Raises ValueError."""
    if not (name := one_line(text)):
        raise ValueError("This can't be empty.")
    return name


def product_code(text: str) -> str:
    """A GTIN: UPC of 12 digits, EAN of 13, or of 14 (GS1 General Specifications, 7.9). Raises ValueError."""
    code = _SPACERS.sub("", text)
    if not code:
        return ""
    if not re.fullmatch(r"[0-9]{12,14}", code):
        raise ValueError("A UPC or EAN has 12, 13 or 14 digits. Copy it from the barcode.")
    digits = [int(digit) for digit in reversed(code)]
    if (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10:
        raise ValueError("The last digit doesn't fit the others, so one of them is wrong. Look at it again.")
    return code


def recording_code(text: str) -> str:
    """An ISRC without hyphens. Raises ValueError."""
    code = _SPACERS.sub("", one_line(text)).upper()
    if len(code) > 12:
        code = code.removeprefix("ISRC").removeprefix(":")
    if code and not _ISRC.fullmatch(code):
        raise ValueError(
            "An ISRC has two letters, three letters or digits, and seven digits: GB-AYE-06-01498."
        )
    return code


def partial_date(text: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError."""
    written = one_line(text)
    if not written:
        return ""
    words = "Write a year, a month or a day that there is: 1997, 1997-05 or 1997-05-31."
    if not _DATE.fullmatch(written):
        raise ValueError(words)
    try:
        date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        raise ValueError(words) from None
    return written


def license_code(text: str) -> str:
    """Raises ValueError."""
    code = one_line(text)
    if code and code not in LICENSES:
        raise ValueError("Segue doesn't know this license. Choose one of those that /licenses lists.")
    return code


def musical_key(text: str) -> str:
    """Such as C, F#m, Bb. Raises ValueError."""
    written = one_line(text).replace("♯", "#").replace("♭", "b")
    found = _KEY.fullmatch(written)
    if not written:
        return ""
    if not found:
        raise ValueError("Write a key as C, F#m or Bb.")
    is_minor = found["mode"] == "m" or found["mode"].lower().startswith("min")
    return f"{found['note'].upper()}{found['accidental'].lower()}{'m' if is_minor else ''}"


def disc_titles(titles: dict[str, str]) -> dict[str, str]:
    """Without empty ones. Raises ValueError."""
    if any(not re.fullmatch(r"[1-9][0-9]?", disc) for disc in titles):
        raise ValueError(f"Name discs by their numbers, 1 to {MAX_DISC}.")
    named = {disc: one_line(title) for disc, title in titles.items()}
    return {disc: named[disc] for disc in sorted(named, key=int) if named[disc]}


def _or(words: str) -> WrapValidator:
    """Says `words` whatever is wrong."""

    def check(value: Any, read: Callable[[Any], Any]) -> Any:
        try:
            return read(value)
        except ValidationError:
            raise ValueError(words) from None

    return WrapValidator(check)


Title = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(name_of_something)]
Line = Annotated[str, Field(max_length=300), AfterValidator(one_line)]
ShortLine = Annotated[str, Field(max_length=200), AfterValidator(one_line)]
CatalogNumber = Annotated[str, Field(max_length=100), AfterValidator(one_line)]
CreditLine = Annotated[str, Field(max_length=500), AfterValidator(one_line)]
Description = Annotated[str, Field(max_length=10_000), AfterValidator(paragraphs)]
ProductCode = Annotated[str, Field(max_length=40), AfterValidator(product_code)]
RecordingCode = Annotated[str, Field(max_length=40), AfterValidator(recording_code)]
LicenseCode = Annotated[str, Field(max_length=40), AfterValidator(license_code)]
LicenseTag = Annotated[str, AfterValidator(find_license)]
"""As a file spells it; empty if Segue doesn't know it."""
PartialDate = Annotated[str, Field(max_length=40), AfterValidator(partial_date)]
MusicalKey = Annotated[str, Field(max_length=40), AfterValidator(musical_key)]
BeatsPerMinute = Annotated[
    float,
    Field(ge=1, le=MAX_BPM, allow_inf_nan=False),
    AfterValidator(lambda bpm: round(bpm, 2)),
    _or(f"BPM is a number from 1 to {MAX_BPM}."),
]
TrackNumber = Annotated[
    int, Field(ge=1, le=MAX_NUMBER), _or(f"A track's number is a whole one from 1 to {MAX_NUMBER}.")
]
TrackIds = Annotated[list[uuid.UUID], Field(min_length=1, max_length=MAX_NAMED)]
DiscTitles = Annotated[
    dict[Annotated[str, Field(max_length=2)], ShortLine],
    Field(max_length=MAX_DISC),
    AfterValidator(disc_titles),
]
