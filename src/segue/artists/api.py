"""Artists over HTTP."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Status

from segue.artists import policies, queries, services
from segue.artists.schemas import ArtistOut, NewArtist, show_artist
from segue.kernel.http import Page, PageQuery, Router, paginate, public, studio

router = Router(tags=["artists"])
Ref = Annotated[str, Field(max_length=100)]


@router.get("/artists", auth=public, response=Page[ArtistOut])
def list_artists(request: HttpRequest, page: Query[PageQuery], mine: bool = False) -> dict[str, Any]:
    """Newest first; `mine=true` for the artists whose team one is on."""
    own = set(queries.artists_of(request.user).values_list("pk", flat=True))
    rows = queries.artists_of(request.user) if mine else queries.artists()
    return paginate(
        rows,
        page,
        order=("created_at", "id"),
        show=lambda artist: show_artist(artist, can_edit=artist.pk in own),
    )


@router.post("/artists", auth=studio, response={201: ArtistOut})
def create_artist(request: HttpRequest, new: NewArtist) -> Status[ArtistOut]:
    """The caller becomes the artist's owner."""
    return Status(201, show_artist(services.create_artist(request.user, name=new.name), can_edit=True))


@router.get("/artists/{ref}", auth=public, response=ArtistOut)
def get_artist(request: HttpRequest, ref: Ref) -> ArtistOut:
    """By id or slug."""
    artist = queries.get_artist(ref)
    return show_artist(artist, can_edit=policies.can_edit(request.user, artist.pk))
