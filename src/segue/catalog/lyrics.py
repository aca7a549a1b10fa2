"""The words of a track, in any number of languages: written by its team, read by whoever may hear it."""

from django.db.models import QuerySet

from segue.accounts.types import Viewer
from segue.catalog.acts import act_on_track
from segue.catalog.errors import LanguageUnknown, LyricsNotFound, TooManyLyrics
from segue.catalog.fields import language_tag
from segue.catalog.lyrics_text import Parsed, parse_lyrics
from segue.catalog.models import Lyrics, Release, Track
from segue.kernel.history import Act

LYRICS = "lyrics"
MAX_LANGUAGES = 20
UNKNOWN = "und"
"""The language in addresses where nobody said (BCP 47's "undetermined")."""


def set_lyrics(
    actor: Viewer, ref: str, language: str, text: str, *, base_version: int | None = None
) -> tuple[Lyrics, Release]:
    """Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, EditConflict, LanguageUnknown, LyricsUnreadable,
    TooManyLyrics."""
    tag, parsed = clean_language(language), parse_lyrics(text)
    with act_on_track(actor, ref, base_version=base_version) as (act, track):
        _write(act, track, tag, parsed)
        return Lyrics.objects.get(track=track, language=tag), act.root


def remove_lyrics(actor: Viewer, ref: str, language: str, *, base_version: int | None = None) -> None:
    """Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, EditConflict, LanguageUnknown, LyricsNotFound."""
    tag = clean_language(language)
    with act_on_track(actor, ref, base_version=base_version) as (act, track):
        if not track.lyrics.filter(language=tag).exists():
            raise LyricsNotFound
        _write(act, track, tag, None)


def lyrics_of(track: Track) -> QuerySet[Lyrics]:
    """By language."""
    return track.lyrics.order_by("language")


def get_lyrics(track: Track, language: str) -> Lyrics:
    """Raises LanguageUnknown, LyricsNotFound."""
    found = lyrics_of(track).filter(language=clean_language(language)).first()
    if found is None:
        raise LyricsNotFound
    return found


def text_in(language: str, track: Track) -> str | None:
    """As the history has it; None without lyrics in this language."""
    return track.lyrics.filter(language=clean_language(language)).values_list("text", flat=True).first()


def put_back_lyrics(language: str, act: Act[Release], track: Track, before: str | None) -> None:
    """As they stood in the history."""
    _write(act, track, clean_language(language), None if before is None else parse_lyrics(before))


def clean_language(text: str) -> str:
    """Empty for "und". Raises LanguageUnknown."""
    if text.lower() == UNKNOWN:
        return ""
    try:
        tag = language_tag(text)
    except ValueError:
        tag = ""
    if not tag:
        raise LanguageUnknown
    return tag


def _write(act: Act[Release], track: Track, language: str, parsed: Parsed | None) -> None:
    """None for no lyrics. Raises TooManyLyrics."""
    rows = Lyrics.objects.filter(track=track)
    old = rows.filter(language=language).first()
    name, text = language or UNKNOWN, parsed.text if parsed else None
    if not act.change(LYRICS, track.pk, {name: old.text if old else None}, {name: text}):
        rows.filter(language=language).update(is_chosen=True)
    elif parsed is None:
        rows.filter(language=language).delete()
    elif old is None and rows.count() >= MAX_LANGUAGES:
        raise TooManyLyrics
    else:
        fields = {"kind": parsed.kind, "text": parsed.text, "lines": parsed.lines, "is_chosen": True}
        rows.update_or_create(track=track, language=language, defaults=fields)
