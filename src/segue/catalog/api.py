"""The catalog over HTTP."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Status

from segue.catalog import covers, publishing, queries, services
from segue.catalog.models import Release, Track
from segue.catalog.schemas import (
    NewRelease,
    NewTrack,
    ReleaseChanges,
    ReleaseDetailOut,
    ReleaseOut,
    Showing,
    TrackChanges,
    TrackOut,
    show_release,
    show_release_detail,
    show_tracks,
)
from segue.kernel.http import Page, PageQuery, Router, paginate, public, studio
from segue.kernel.http.viewer import viewer_key_of
from segue.media.schemas import IMAGE_BODY

router = Router(tags=["catalog"])
Ref = Annotated[str, Field(max_length=100)]


@router.get("/releases", auth=public, response=Page[ReleaseOut])
def list_releases(request: HttpRequest, page: Query[PageQuery], artist: Ref | None = None) -> dict[str, Any]:
    """Newest first: public ones, and with one's own `artist` (id or slug) also drafts."""
    showing = _showing(request)
    rows = queries.releases(request.user, artist_ref=artist)
    return paginate(rows, page, order=("shown_at", "id"), show=lambda release: show_release(release, showing))


@router.post("/releases", auth=studio, response={201: ReleaseDetailOut})
def create_release(request: HttpRequest, new: NewRelease) -> Status[ReleaseDetailOut]:
    """A draft, to upload tracks to."""
    release = services.create_release(
        request.user, artist_id=new.artist_id, title=new.title, publish_when_ready=new.publish_when_ready
    )
    return Status(201, _show(request, release))


@router.get("/releases/{ref}", auth=public, response=ReleaseDetailOut)
def get_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """By id or slug, with its tracks."""
    return show_release_detail(queries.get_release(request.user, ref), _showing(request))


@router.patch("/releases/{ref}", auth=studio, response=ReleaseDetailOut)
def change_release(request: HttpRequest, ref: Ref, changes: ReleaseChanges) -> ReleaseDetailOut:
    """Fields that are left out stay as they are."""
    release = services.change_release(
        request.user, ref, title=changes.title, publish_when_ready=changes.publish_when_ready
    )
    return _show(request, release)


@router.delete("/releases/{ref}", auth=studio, response={204: None})
def delete_release(request: HttpRequest, ref: Ref) -> Status[None]:
    """A draft, with its tracks and files. There is no way back."""
    services.delete_release(request.user, ref)
    return Status(204, None)


@router.put("/releases/{ref}/cover", auth=studio, response=ReleaseDetailOut, openapi_extra=IMAGE_BODY)
def set_release_cover(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """A JPEG, PNG or WebP image as the raw body, at most 20 MB and 25 megapixels; its center square is shown."""
    return _show(request, covers.set_cover(request.user, ref, request))


@router.delete("/releases/{ref}/cover", auth=studio, response=ReleaseDetailOut)
def remove_release_cover(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """No cover, whatever the files bring; again is fine."""
    return _show(request, covers.remove_cover(request.user, ref))


@router.put("/releases/{ref}/publication", auth=studio, response=ReleaseDetailOut)
def publish_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """Make it public; again is fine."""
    return _show(request, publishing.publish_release(request.user, ref))


@router.delete("/releases/{ref}/publication", auth=studio, response=ReleaseDetailOut)
def withdraw_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """Back to a draft that only the artist's team sees."""
    return _show(request, publishing.withdraw_release(request.user, ref))


@router.post("/releases/{ref}/tracks", auth=studio, response={201: TrackOut})
def add_track(request: HttpRequest, ref: Ref, new: NewTrack) -> Status[TrackOut]:
    """Announce a file; then send its bytes to `upload.upload_url` by tus 1.0. With `sha256` no other file is taken."""
    track = services.add_track(
        request.user, ref, file_name=new.file_name, size_bytes=new.bytes, sha256=new.sha256 or ""
    )
    return Status(201, _show_track(request, track))


@router.get("/tracks/{ref}", auth=public, response=TrackOut)
def get_track(request: HttpRequest, ref: Ref) -> TrackOut:
    """By id."""
    return show_tracks([queries.get_track(request.user, ref)], _showing(request))[0]


@router.patch("/tracks/{ref}", auth=studio, response=TrackOut)
def rename_track(request: HttpRequest, ref: Ref, changes: TrackChanges) -> TrackOut:
    return _show_track(request, services.rename_track(request.user, ref, title=changes.title))


@router.delete("/tracks/{ref}", auth=studio, response={204: None})
def delete_track(request: HttpRequest, ref: Ref) -> Status[None]:
    """With its file. There is no way back."""
    services.delete_track(request.user, ref)
    return Status(204, None)


def _showing(request: HttpRequest) -> Showing:
    return Showing.to(request.user, viewer_key_of(request))


def _show(request: HttpRequest, release: Release) -> ReleaseDetailOut:
    """Read anew, so that the answer shows what was written."""
    return show_release_detail(queries.get_release(request.user, str(release.pk)), _showing(request))


def _show_track(request: HttpRequest, track: Track) -> TrackOut:
    return show_tracks([queries.get_track(request.user, str(track.pk))], _showing(request))[0]
