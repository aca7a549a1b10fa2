"""What players ask for. Answers hold media addresses, so nothing may store them."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field

from segue.kernel.http import Router, public
from segue.kernel.http.viewer import viewer_key_of
from segue.streaming import manifest, playing, playlists, queries
from segue.streaming.schemas import StreamOut, rendition_path, show_stream

router = Router(tags=["streaming"])
Ref = Annotated[str, Field(max_length=100)]
Name = Annotated[str, Field(max_length=40)]


def _text(content_type: str) -> dict[str, Any]:
    return {"responses": {200: {"content": {content_type: {"schema": {"type": "string"}}}}}}


@router.get("/tracks/{ref}/stream", auth=public, response=StreamOut)
def get_stream(request: HttpRequest, ref: Ref) -> StreamOut:
    """All that a player needs, in one answer. While the sound of an imported file is still being made: 503, with
    the code `streaming.sound_being_made`; ask again after a second."""
    track, renditions = playing.get_playable(request, ref)
    return show_stream(track, renditions, viewer_key=viewer_key_of(request))


@router.get("/tracks/{ref}/stream/master.m3u8", auth=public, openapi_extra=_text(playlists.CONTENT_TYPE))
def get_master_playlist(request: HttpRequest, ref: Ref, lossless: bool = False) -> HttpResponse:
    """HLS; lossless renditions are a choice of the listener's, so they have a playlist of their own."""
    _, renditions = playing.get_playable(request, ref)
    rungs = queries.choose(renditions, is_flac=lossless)
    return HttpResponse(playlists.master_playlist(rungs), content_type=playlists.CONTENT_TYPE)


@router.get("/tracks/{ref}/stream/manifest.mpd", auth=public, openapi_extra=_text(manifest.CONTENT_TYPE))
def get_dash_manifest(request: HttpRequest, ref: Ref, lossless: bool = False) -> HttpResponse:
    """DASH; lossless renditions are a choice of the listener's, so they have a manifest of their own."""
    track, renditions = playing.get_playable(request, ref)
    rungs = queries.choose(renditions, is_flac=lossless)
    key = viewer_key_of(request)
    uris = {rung.name: rendition_path(track, rung, viewer_key=key) for rung in rungs}
    return HttpResponse(manifest.dash_manifest(rungs, uris), content_type=manifest.CONTENT_TYPE)


@router.get("/tracks/{ref}/stream/{name}.m3u8", auth=public, openapi_extra=_text(playlists.CONTENT_TYPE))
def get_media_playlist(request: HttpRequest, ref: Ref, name: Name) -> HttpResponse:
    """HLS; one rendition's fragments as byte ranges."""
    track, renditions = playing.get_playable(request, ref)
    rendition = queries.named(renditions, name)
    uri = rendition_path(track, rendition, viewer_key=viewer_key_of(request))
    playlist = playlists.media_playlist(rendition.index, uri)
    return HttpResponse(playlist, content_type=playlists.CONTENT_TYPE)
