"""Pictures of artists over HTTP: the one of lists, and the gallery."""

import uuid

from django.http import HttpRequest
from ninja import Status

from segue.artists import services
from segue.artists.api.answers import Ref, show_again
from segue.artists.schemas import ArtistDetailOut, ArtistGalleryIn
from segue.kernel.http import Router, studio
from segue.media.schemas import IMAGE_BODY

router = Router(tags=["artists"])


@router.put("/artists/{ref}/image", auth=studio, response=ArtistDetailOut, openapi_extra=IMAGE_BODY)
def set_artist_image(request: HttpRequest, ref: Ref) -> ArtistDetailOut:
    """A JPEG, PNG or WebP image as the raw body, at most 20 MB and 25 megapixels; its center square is shown."""
    return show_again(request, services.set_image(request.user, ref, request))


@router.delete("/artists/{ref}/image", auth=studio, response=ArtistDetailOut)
def remove_artist_image(request: HttpRequest, ref: Ref) -> ArtistDetailOut:
    """No picture; again is fine."""
    return show_again(request, services.remove_image(request.user, ref))


@router.post("/artists/{ref}/gallery", auth=studio, response={201: ArtistDetailOut}, openapi_extra=IMAGE_BODY)
def add_artist_picture(request: HttpRequest, ref: Ref) -> Status[ArtistDetailOut]:
    """Behind the others: an image as for `image`."""
    return Status(201, show_again(request, services.add_to_gallery(request.user, ref, request)))


@router.put("/artists/{ref}/gallery", auth=studio, response=ArtistDetailOut)
def arrange_artist_gallery(request: HttpRequest, ref: Ref, new: ArtistGalleryIn) -> ArtistDetailOut:
    """Order and captions."""
    artist = services.arrange_gallery(request.user, ref, new.captions(), base_version=new.version)
    return show_again(request, artist)


@router.delete("/artists/{ref}/gallery/{picture_id}", auth=studio, response=ArtistDetailOut)
def remove_artist_picture(request: HttpRequest, ref: Ref, picture_id: uuid.UUID) -> ArtistDetailOut:
    return show_again(request, services.remove_from_gallery(request.user, ref, picture_id))
