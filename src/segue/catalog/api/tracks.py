"""Tracks over HTTP."""

from django.http import HttpRequest
from ninja import Status

from segue.catalog import ordering, queries, services
from segue.catalog.api.answers import Ref, guest_of, show_again, show_track_again, showing_to
from segue.catalog.ordering import DiscOrder
from segue.catalog.schemas import (
    NewTrack,
    ReleaseDetailOut,
    TrackChanges,
    TrackOrder,
    TrackOut,
    TracksChanges,
    show_tracks,
)
from segue.kernel.http import Router, public, studio

router = Router(tags=["catalog"])


@router.post("/releases/{ref}/tracks", auth=studio, response={201: TrackOut})
def add_track(request: HttpRequest, ref: Ref, new: NewTrack) -> Status[TrackOut]:
    """Announce a file; then send its bytes to `upload.upload_url` by tus 1.0. With `sha256` no other file is taken."""
    track = services.add_track(
        *(request.user, ref),
        file_name=new.file_name,
        size_bytes=new.bytes,
        sha256=new.sha256 or "",
        disc_number=new.disc_number,
    )
    return Status(201, show_track_again(request, track))


@router.get("/tracks/{ref}", auth=public, response=TrackOut)
def get_track(request: HttpRequest, ref: Ref) -> TrackOut:
    """By id."""
    return show_tracks([queries.get_track(request.user, ref, guest=guest_of(request))], showing_to(request))[
        0
    ]


@router.patch("/tracks/{ref}", auth=studio, response=TrackOut)
def change_track(request: HttpRequest, ref: Ref, changes: TrackChanges) -> TrackOut:
    """Fields that are left out stay as they are."""
    track = services.change_track(request.user, ref, base_version=changes.version, **changes.values())
    return show_track_again(request, track)


@router.patch("/releases/{ref}/tracks", auth=studio, response=ReleaseDetailOut)
def change_tracks(request: HttpRequest, ref: Ref, changes: TracksChanges) -> ReleaseDetailOut:
    """Up to 200 tracks at once, all or none; one act of the history."""
    by_id = {track.id: track.values() for track in changes.tracks}
    release = services.change_tracks(request.user, ref, by_id, base_version=changes.version)
    return show_again(request, release)


@router.put("/releases/{ref}/track-order", auth=studio, response=ReleaseDetailOut)
def order_tracks(request: HttpRequest, ref: Ref, order: TrackOrder) -> ReleaseDetailOut:
    """All tracks on all discs, each once; they are numbered anew."""
    discs = [DiscOrder(disc.number or 1, disc.title, disc.track_ids) for disc in order.discs]
    release = ordering.order_tracks(request.user, ref, discs, base_version=order.version)
    return show_again(request, release)


@router.delete("/tracks/{ref}", auth=studio, response={204: None})
def delete_track(request: HttpRequest, ref: Ref, for_good: bool = False) -> Status[None]:
    """Into the bin for 30 days; `for_good` with its files at once, also out of the bin. A track whose file hasn't come
    goes for good in any case."""
    services.delete_track(request.user, ref, is_for_good=for_good)
    return Status(204, None)
