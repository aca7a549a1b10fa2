"""A release's pictures over HTTP."""

import uuid

from django.http import HttpRequest
from ninja import Status

from segue.catalog import gallery
from segue.catalog.api.answers import Ref, show_again
from segue.catalog.schemas import ReleaseDetailOut
from segue.catalog.schemas.gallery import GalleryIn
from segue.kernel.history.reading import Version
from segue.kernel.http import Router, studio
from segue.media.schemas import IMAGE_BODY

router = Router(tags=["catalog"])


@router.post(
    "/releases/{ref}/gallery", auth=studio, response={201: ReleaseDetailOut}, openapi_extra=IMAGE_BODY
)
def add_picture(request: HttpRequest, ref: Ref) -> Status[ReleaseDetailOut]:
    """A JPEG, PNG or WebP image as the raw body, at most 20 MB and 25 megapixels; its center square is shown."""
    return Status(201, show_again(request, gallery.add_picture(request.user, ref, request)))


@router.put("/releases/{ref}/gallery", auth=studio, response=ReleaseDetailOut)
def arrange_gallery(request: HttpRequest, ref: Ref, new: GalleryIn) -> ReleaseDetailOut:
    """Order and captions."""
    release = gallery.arrange_gallery(request.user, ref, new.captioned(), base_version=new.version)
    return show_again(request, release)


@router.delete("/releases/{ref}/gallery/{picture_id}", auth=studio, response=ReleaseDetailOut)
def remove_picture(
    request: HttpRequest, ref: Ref, picture_id: uuid.UUID, version: Version | None = None
) -> ReleaseDetailOut:
    return show_again(request, gallery.remove_picture(request.user, ref, picture_id, base_version=version))
