"""Lyrics as the API shows them: lines for a player to follow, and the text for who edits it."""

from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.catalog.lyrics import UNKNOWN
from segue.catalog.lyrics_text import MAX_CHARACTERS
from segue.catalog.models import Lyrics, LyricsKind
from segue.kernel.history.reading import Version


class LyricsIn(Schema):
    """`version`: the release's when it was last looked at; without one, what others wrote meanwhile is replaced."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    text: Annotated[str, Field(max_length=MAX_CHARACTERS)]


class LyricsWordOut(Schema):
    start_ms: int
    text: str


class LyricsLineOut(Schema):
    """`start_ms` is null where no time is known; `words` is empty unless each has one. The texts of the words together
    are the line; an empty last one says when the one before it ends."""

    start_ms: int | None
    text: str
    words: list[LyricsWordOut]


class LyricsOut(Schema):
    """`language` is BCP 47, "und" if unknown; `text` is as it was written, for those who may edit it; `version` is the
    release's, after a change of one's own."""

    language: str
    kind: LyricsKind
    lines: list[LyricsLineOut]
    text: str | None
    version: int | None = None


def show_lyrics(lyrics: Lyrics, *, can_edit: bool, version: int | None = None) -> LyricsOut:
    return LyricsOut(
        language=lyrics.language or UNKNOWN,
        kind=LyricsKind(lyrics.kind),
        lines=[LyricsLineOut(**{"words": [], **line}) for line in lyrics.lines],
        text=lyrics.text if can_edit else None,
        version=version,
    )
