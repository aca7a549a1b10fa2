"""A track's files over HTTP."""

import uuid

from django.http import HttpRequest
from ninja import Status

from segue.catalog import masters
from segue.catalog.api.answers import Ref, show_track_again, showing_to
from segue.catalog.schemas import NewTrack, TrackOut
from segue.catalog.schemas.masters import MastersOut, RawTagsOut, show_masters, show_raw_tags
from segue.kernel.http import Router, signed_in, studio

router = Router(tags=["catalog"])


@router.post("/tracks/{ref}/masters", auth=studio, response={201: TrackOut})
def replace_master(request: HttpRequest, ref: Ref, new: NewTrack) -> Status[TrackOut]:
    """Announce another file for the track; then send its bytes to `next_upload.upload_url` by tus 1.0. The present one
    plays until the new one can be heard, and stays if it can't."""
    track = masters.announce_master(
        request.user, ref, file_name=new.file_name, size_bytes=new.bytes, sha256=new.sha256 or ""
    )
    return Status(201, show_track_again(request, track))


@router.get("/tracks/{ref}/masters", auth=signed_in, response=MastersOut)
def list_masters(request: HttpRequest, ref: Ref) -> MastersOut:
    """The present file, the one on its way, and those before, which are kept for 30 days."""
    track, past = masters.masters_of(request.user, ref)
    return show_masters(track, list(past), showing_to(request))


@router.delete("/tracks/{ref}/masters/next", auth=studio, response={204: None})
def cancel_replacement(request: HttpRequest, ref: Ref) -> Status[None]:
    """Of the file on its way."""
    masters.cancel_replacement(request.user, ref)
    return Status(204, None)


@router.post("/tracks/{ref}/masters/{master_id}/restore", auth=studio, response=TrackOut)
def restore_master(request: HttpRequest, ref: Ref, master_id: uuid.UUID) -> TrackOut:
    """Back to a file of before; the present one is kept in turn."""
    return show_track_again(request, masters.restore_master(request.user, ref, master_id))


@router.get("/tracks/{ref}/tags", auth=signed_in, response=RawTagsOut)
def get_raw_tags(request: HttpRequest, ref: Ref) -> RawTagsOut:
    """All that the track's file says of itself, also what Segue has no field for."""
    track, _ = masters.masters_of(request.user, ref)
    return show_raw_tags(track)
