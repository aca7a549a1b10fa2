"""What operations on artists take and answer."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field

from segue.artists.models import Artist
from segue.artists.queries import artists, with_pictures
from segue.artists.schemas import ArtistDetailOut, ShownTo, show_artist_detail
from segue.kernel.http.viewer import viewer_key_of

Ref = Annotated[str, Field(max_length=100)]


def shown_to(request: HttpRequest) -> ShownTo:
    return ShownTo.of(request.user, viewer_key_of(request))


def show_again(request: HttpRequest, artist: Artist) -> ArtistDetailOut:
    """As it is now; the caller may know of it."""
    return show_artist_detail(with_pictures(artists()).get(pk=artist.pk), shown_to(request))
