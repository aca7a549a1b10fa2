"""Codes of other people's standards, wherever people type them, and what to do about what is none."""

import re
import uuid
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError, WrapValidator

from segue.kernel.text import one_line

_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
# RFC 5646, 2.1: language, its extensions, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{5,8})(-(?P<script>[a-z]{4}))?(-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)


def language_tag(text: str) -> str:
    """In the letter case of RFC 5646, 2.1.1. Raises ValueError."""
    tag = one_line(text)
    if not tag:
        return ""
    found = _LANGUAGE.fullmatch(tag)
    if not found:
        raise ValueError(
            "Write a language tag (BCP 47), such as en, pt-BR or ja-Latn; zxx if there are no words."
        )
    tag = tag.lower()
    for part, cased in (("script", str.title), ("region", str.upper)):
        start, end = found.span(part)
        tag = tag[:start] + cased(tag[start:end]) + tag[end:] if start >= 0 else tag
    return tag


def _musicbrainz_id(value: Any, read: Callable[[Any], Any]) -> Any:
    """Also out of an address of MusicBrainz. Raises ValueError."""
    if isinstance(value, str) and (found := _UUID.search(value)):
        value = found[0]
    try:
        return read(value)
    except ValidationError:
        raise ValueError(
            "A MusicBrainz id looks like 1b022e01-4da6-387b-8658-8678046e4cef. Copy it from the page's address."
        ) from None


LanguageTag = Annotated[str, Field(max_length=35), AfterValidator(language_tag)]
MusicBrainzId = Annotated[uuid.UUID, WrapValidator(_musicbrainz_id)]
