"""Lyrics over HTTP."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field, Status

from segue.catalog import lyrics, queries
from segue.catalog.api.answers import Ref, guest_of, showing_to
from segue.catalog.lyrics_text import as_lrc
from segue.catalog.schemas.lyrics import LyricsIn, LyricsOut, show_lyrics
from segue.kernel.history.reading import Version
from segue.kernel.http import Router, public, studio

router = Router(tags=["catalog"])
Language = Annotated[str, Field(max_length=35)]


@router.get("/tracks/{ref}/lyrics", auth=public, response=list[LyricsOut])
def list_lyrics(request: HttpRequest, ref: Ref) -> list[LyricsOut]:
    """One for each language; `lines` have times where they are known, and their words, too."""
    track = queries.get_track(request.user, ref, guest=guest_of(request))
    can_edit = showing_to(request).can_edit(track.release)
    return [show_lyrics(found, can_edit=can_edit) for found in lyrics.lyrics_of(track)]


@router.get(
    "/tracks/{ref}/lyrics/{language}.lrc",
    auth=public,
    openapi_extra={"responses": {200: {"description": "OK", "content": {"text/plain": {}}}}},
)
def get_lrc(request: HttpRequest, ref: Ref, language: Language) -> HttpResponse:
    """The lyrics in one language as an LRC file, with times of words if they are known."""
    track = queries.get_track(request.user, ref, guest=guest_of(request))
    found = lyrics.get_lyrics(track, language)
    return HttpResponse(as_lrc(found.lines), content_type="text/plain; charset=utf-8")


@router.put("/tracks/{ref}/lyrics/{language}", auth=studio, response=LyricsOut)
def set_lyrics(request: HttpRequest, ref: Ref, language: Language, new: LyricsIn) -> LyricsOut:
    """Plain text, LRC, or LRC with times of words; `language` is BCP 47, `und` if it isn't known."""
    found, release = lyrics.set_lyrics(request.user, ref, language, new.text, base_version=new.version)
    return show_lyrics(found, can_edit=True, version=release.version)


@router.delete("/tracks/{ref}/lyrics/{language}", auth=studio, response={204: None})
def remove_lyrics(
    request: HttpRequest, ref: Ref, language: Language, version: Version | None = None
) -> Status[None]:
    lyrics.remove_lyrics(request.user, ref, language, base_version=version)
    return Status(204, None)
