"""Tracks over HTTP."""

from django.http import HttpRequest
from ninja import Status

from segue.catalog import queries, services
from segue.catalog.api.answers import Ref, show_track_again, showing_to
from segue.catalog.schemas import (
    NewTrack,
    TrackChanges,
    TrackOut,
    show_tracks,
)
from segue.kernel.http import Router, public, studio

router = Router(tags=["catalog"])


@router.post("/releases/{ref}/tracks", auth=studio, response={201: TrackOut})
def add_track(request: HttpRequest, ref: Ref, new: NewTrack) -> Status[TrackOut]:
    """Announce a file; then send its bytes to `upload.upload_url` by tus 1.0. With `sha256` no other file is taken."""
    track = services.add_track(
        request.user, ref, file_name=new.file_name, size_bytes=new.bytes, sha256=new.sha256 or ""
    )
    return Status(201, show_track_again(request, track))


@router.get("/tracks/{ref}", auth=public, response=TrackOut)
def get_track(request: HttpRequest, ref: Ref) -> TrackOut:
    """By id."""
    return show_tracks([queries.get_track(request.user, ref)], showing_to(request))[0]


@router.patch("/tracks/{ref}", auth=studio, response=TrackOut)
def rename_track(request: HttpRequest, ref: Ref, changes: TrackChanges) -> TrackOut:
    return show_track_again(request, services.rename_track(request.user, ref, title=changes.title))


@router.delete("/tracks/{ref}", auth=studio, response={204: None})
def delete_track(request: HttpRequest, ref: Ref) -> Status[None]:
    """With its file. There is no way back."""
    services.delete_track(request.user, ref)
    return Status(204, None)
