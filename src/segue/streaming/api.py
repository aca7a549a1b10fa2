"""What players ask for. Answers hold media addresses, so nothing may store them."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Field

from segue.kernel.http import Router, public
from segue.kernel.http.viewer import viewer_key_of
from segue.media.queries import media_path
from segue.streaming import playlists, queries
from segue.streaming.schemas import ENDING, StreamOut, show_stream

router = Router(tags=["streaming"])
Ref = Annotated[str, Field(max_length=100)]
Name = Annotated[str, Field(max_length=40)]
PLAYLIST = {"responses": {200: {"content": {playlists.CONTENT_TYPE: {"schema": {"type": "string"}}}}}}


@router.get("/tracks/{ref}/stream", auth=public, response=StreamOut)
def get_stream(request: HttpRequest, ref: Ref) -> StreamOut:
    """All that a player needs, in one answer."""
    track, renditions = queries.get_playable(request.user, ref)
    return show_stream(track, renditions, viewer_key=viewer_key_of(request))


@router.get("/tracks/{ref}/stream/master.m3u8", auth=public, openapi_extra=PLAYLIST)
def get_master_playlist(request: HttpRequest, ref: Ref) -> HttpResponse:
    """HLS; lossless rungs are a choice of the listener's, so they aren't in it."""
    _, renditions = queries.get_playable(request.user, ref)
    lossy = [rendition for rendition in renditions if not rendition.is_lossless]
    return HttpResponse(playlists.master_playlist(lossy), content_type=playlists.CONTENT_TYPE)


@router.get("/tracks/{ref}/stream/{name}.m3u8", auth=public, openapi_extra=PLAYLIST)
def get_media_playlist(request: HttpRequest, ref: Ref, name: Name) -> HttpResponse:
    """HLS; one rendition's fragments as byte ranges."""
    rendition = queries.get_rendition(request.user, ref, name)
    uri = media_path(rendition.sha256, ENDING, viewer_key=viewer_key_of(request))
    playlist = playlists.media_playlist(rendition.index, uri)
    return HttpResponse(playlist, content_type=playlists.CONTENT_TYPE)
