"""Releases over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.catalog import covers, queries, services
from segue.catalog.api.answers import Ref, show_again, showing_to
from segue.catalog.schemas import (
    NewRelease,
    ReleaseChanges,
    ReleaseDetailOut,
    ReleaseOut,
    show_release,
    show_release_detail,
)
from segue.kernel.http import Page, PageQuery, Router, paginate, public, studio
from segue.media.schemas import IMAGE_BODY

router = Router(tags=["catalog"])


@router.get("/releases", auth=public, response=Page[ReleaseOut])
def list_releases(request: HttpRequest, page: Query[PageQuery], artist: Ref | None = None) -> dict[str, Any]:
    """Newest first: public ones, and with one's own `artist` (id or slug) also drafts."""
    showing = showing_to(request)
    rows = queries.releases(request.user, artist_ref=artist)
    return paginate(rows, page, order=("shown_at", "id"), show=lambda release: show_release(release, showing))


@router.post("/releases", auth=studio, response={201: ReleaseDetailOut})
def create_release(request: HttpRequest, new: NewRelease) -> Status[ReleaseDetailOut]:
    """A draft, to upload tracks to."""
    release = services.create_release(
        request.user, artist_id=new.artist_id, title=new.title, publish_when_ready=new.publish_when_ready
    )
    return Status(201, show_again(request, release))


@router.get("/releases/{ref}", auth=public, response=ReleaseDetailOut)
def get_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """By id or slug, with its tracks."""
    return show_release_detail(queries.get_release(request.user, ref), showing_to(request))


@router.patch("/releases/{ref}", auth=studio, response=ReleaseDetailOut)
def change_release(request: HttpRequest, ref: Ref, changes: ReleaseChanges) -> ReleaseDetailOut:
    """Fields that are left out stay as they are."""
    release = services.change_release(
        request.user, ref, title=changes.title, publish_when_ready=changes.publish_when_ready
    )
    return show_again(request, release)


@router.delete("/releases/{ref}", auth=studio, response={204: None})
def delete_release(request: HttpRequest, ref: Ref) -> Status[None]:
    """A draft, with its tracks and files. There is no way back."""
    services.delete_release(request.user, ref)
    return Status(204, None)


@router.put("/releases/{ref}/cover", auth=studio, response=ReleaseDetailOut, openapi_extra=IMAGE_BODY)
def set_release_cover(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """A JPEG, PNG or WebP image as the raw body, at most 20 MB and 25 megapixels; its center square is shown."""
    return show_again(request, covers.set_cover(request.user, ref, request))


@router.delete("/releases/{ref}/cover", auth=studio, response=ReleaseDetailOut)
def remove_release_cover(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """No cover, whatever the files bring; again is fine."""
    return show_again(request, covers.remove_cover(request.user, ref))
