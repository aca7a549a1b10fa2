"""Artists over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.accounts.policies import in_person_recently, operators_in_person
from segue.artists import queries, services
from segue.artists.api.answers import Ref, show_again, shown_to
from segue.artists.schemas import (
    ArtistChanges,
    ArtistDetailOut,
    ArtistOut,
    ArtistSlug,
    NewArtist,
    VerificationReason,
    show_artist,
)
from segue.kernel.http import MOVED, Page, PageQuery, Router, paginate, public, studio

router = Router(tags=["artists"])


@router.get("/artists", auth=public, response=Page[ArtistOut])
def list_artists(request: HttpRequest, page: Query[PageQuery], mine: bool = False) -> dict[str, Any]:
    """Those of whom something is public, by when that began, newest first; `mine=true` for the artists whose team, or
    whose label's, one is on, newest first."""
    to = shown_to(request)
    rows = queries.artists_of(request.user) if mine else queries.listed_artists()
    order = ("created_at", "id") if mine else ("listed_from", "id")
    return paginate(
        queries.with_pictures(rows), page, order=order, show=lambda artist: show_artist(artist, to)
    )


@router.post("/artists", auth=studio, response={201: ArtistDetailOut})
def create_artist(request: HttpRequest, new: NewArtist) -> Status[ArtistDetailOut]:
    """The caller becomes the artist's owner. Nobody but its team is told of it until something of it is public."""
    return Status(201, show_again(request, services.create_artist(request.user, name=new.name)))


@router.get("/artists/{ref}", auth=public, response=ArtistDetailOut, openapi_extra=MOVED)
def get_artist(request: HttpRequest, ref: Ref) -> ArtistDetailOut:
    """By id or slug; a past slug leads on to the present one."""
    return show_again(request, queries.get_shown_artist(request.user, ref))


@router.patch("/artists/{ref}", auth=studio, response=ArtistDetailOut)
def change_artist(request: HttpRequest, ref: Ref, changes: ArtistChanges) -> ArtistDetailOut:
    """Fields that are left out stay as they are, and so does the address."""
    artist = services.change_artist(
        request.user,
        ref,
        base_version=changes.version,
        aliases=changes.other_names(),
        members=changes.people(),
        **changes.columns(),
    )
    return show_again(request, artist)


@router.put("/artists/{ref}/slug", auth=studio, response=ArtistDetailOut)
def set_artist_slug(request: HttpRequest, ref: Ref, new: ArtistSlug) -> ArtistDetailOut:
    """Another address; the present one leads on to it, and nobody else gets that."""
    artist = services.set_slug(request.user, ref, new.slug, base_version=new.version)
    return show_again(request, artist)


@router.delete("/artists/{ref}", auth=in_person_recently, response={204: None})
def delete_artist(request: HttpRequest, ref: Ref, with_music: bool = False) -> Status[None]:
    """With its team and drafts, and with `with_music` also what is public. There is no way back."""
    services.delete_artist(request.user, ref, with_music=with_music)
    return Status(204, None)


@router.put("/artists/{ref}/verification", auth=operators_in_person, response=ArtistDetailOut)
def verify_artist(request: HttpRequest, ref: Ref, by: VerificationReason) -> ArtistDetailOut:
    """Its team speaks for the artist, an operator made sure. Again changes nothing."""
    return show_again(request, services.verify(request.user, ref, reason=by.reason))


@router.delete("/artists/{ref}/verification", auth=operators_in_person, response=ArtistDetailOut)
def remove_artist_verification(request: HttpRequest, ref: Ref, by: VerificationReason) -> ArtistDetailOut:
    """Again changes nothing."""
    return show_again(request, services.remove_verification(request.user, ref, reason=by.reason))
