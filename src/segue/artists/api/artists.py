"""Artists over HTTP."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Status

from segue.accounts.policies import in_person_recently
from segue.artists import queries, services
from segue.artists.schemas import ArtistChanges, ArtistOut, NewArtist, show_artist
from segue.kernel.http import Page, PageQuery, Router, paginate, public, studio

router = Router(tags=["artists"])
Ref = Annotated[str, Field(max_length=100)]


@router.get("/artists", auth=public, response=Page[ArtistOut])
def list_artists(request: HttpRequest, page: Query[PageQuery], mine: bool = False) -> dict[str, Any]:
    """Newest first; `mine=true` for the artists whose team, or whose label's, one is on."""
    roles = queries.roles_of(request.user)
    rows = queries.artists_of(request.user) if mine else queries.artists()
    return paginate(rows, page, order=("created_at", "id"), show=lambda artist: show_artist(artist, roles))


@router.post("/artists", auth=studio, response={201: ArtistOut})
def create_artist(request: HttpRequest, new: NewArtist) -> Status[ArtistOut]:
    """The caller becomes the artist's owner."""
    artist = services.create_artist(request.user, name=new.name)
    return Status(201, show_artist(artist, queries.roles_of(request.user)))


@router.get("/artists/{ref}", auth=public, response=ArtistOut)
def get_artist(request: HttpRequest, ref: Ref) -> ArtistOut:
    """By id or slug."""
    return show_artist(queries.get_artist(ref), queries.roles_of(request.user))


@router.patch("/artists/{ref}", auth=studio, response=ArtistOut)
def change_artist(request: HttpRequest, ref: Ref, changes: ArtistChanges) -> ArtistOut:
    """Another name; the address stays."""
    artist = services.rename_artist(request.user, ref, name=changes.name)
    return show_artist(artist, queries.roles_of(request.user))


@router.delete("/artists/{ref}", auth=in_person_recently, response={204: None})
def delete_artist(request: HttpRequest, ref: Ref, with_music: bool = False) -> Status[None]:
    """With its team and drafts, and with `with_music` also what is public. There is no way back."""
    services.delete_artist(request.user, ref, with_music=with_music)
    return Status(204, None)
