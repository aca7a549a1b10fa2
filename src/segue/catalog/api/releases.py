"""Releases over HTTP."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Status

from segue.catalog import covers, queries, services
from segue.catalog.api.answers import Ref, guest_of, preview, show_again, showing_to
from segue.catalog.schemas import (
    NewRelease,
    ReleaseChanges,
    ReleaseDetailOut,
    ReleaseOut,
    show_release,
    show_release_detail,
)
from segue.kernel.http import MOVED, Page, PageQuery, Router, paginate, public, studio
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


@router.get("/releases/{ref}", auth=public, response=ReleaseDetailOut, openapi_extra=MOVED)
def get_release(
    request: HttpRequest, ref: Ref, as_: Annotated[Literal["listener"] | None, Query(alias="as")] = None
) -> ReleaseDetailOut:
    """By id, slug or former slug, with its tracks. `as=listener`: what everybody will get of it once it is out."""
    if as_ == "listener":
        return preview(request, ref)
    release = queries.get_release(request.user, ref, guest=guest_of(request))
    return show_release_detail(release, showing_to(request))


@router.patch("/releases/{ref}", auth=studio, response=ReleaseDetailOut)
def change_release(request: HttpRequest, ref: Ref, changes: ReleaseChanges) -> ReleaseDetailOut:
    """Fields that are left out stay as they are."""
    release = services.change_release(request.user, ref, base_version=changes.version, **changes.values())
    return show_again(request, release)


@router.delete("/releases/{ref}", auth=studio, response={204: None})
def delete_release(request: HttpRequest, ref: Ref, for_good: bool = False) -> Status[None]:
    """A draft goes into the bin for 30 days; `for_good` with its tracks and files at once, also out of the bin."""
    services.delete_release(request.user, ref, is_for_good=for_good)
    return Status(204, None)


@router.put("/releases/{ref}/cover", auth=studio, response=ReleaseDetailOut, openapi_extra=IMAGE_BODY)
def set_release_cover(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """A JPEG, PNG or WebP image as the raw body, at most 20 MB and 25 megapixels; its center square is shown."""
    return show_again(request, covers.set_cover(request.user, ref, request))


@router.delete("/releases/{ref}/cover", auth=studio, response=ReleaseDetailOut)
def remove_release_cover(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """No cover, whatever the files bring; again is fine."""
    return show_again(request, covers.remove_cover(request.user, ref))
