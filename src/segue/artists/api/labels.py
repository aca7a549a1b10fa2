"""Labels over HTTP, and which artists they run."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.artists import queries, services
from segue.artists.api.answers import Ref, show_again, shown_to
from segue.artists.schemas import (
    ArtistDetailOut,
    ArtistOut,
    LabelChanges,
    LabelOut,
    NewLabel,
    show_artist,
    show_label,
)
from segue.kernel.http import Page, PageQuery, Router, in_person, paginate, public, studio

router = Router(tags=["labels"])


@router.get("/labels", auth=public, response=Page[LabelOut])
def list_labels(request: HttpRequest, page: Query[PageQuery], mine: bool = False) -> dict[str, Any]:
    """Newest first; `mine=true` for those whose team one is on."""
    roles = queries.roles_of(request.user)
    rows = queries.labels().filter(pk__in=list(roles.by_label)) if mine else queries.labels()
    return paginate(rows, page, order=("created_at", "id"), show=lambda label: show_label(label, roles))


@router.post("/labels", auth=studio, response={201: LabelOut})
def create_label(request: HttpRequest, new: NewLabel) -> Status[LabelOut]:
    """The caller becomes the label's owner."""
    label = services.create_label(request.user, name=new.name)
    return Status(201, show_label(label, queries.roles_of(request.user)))


@router.get("/labels/{ref}", auth=public, response=LabelOut)
def get_label(request: HttpRequest, ref: Ref) -> LabelOut:
    """By id or slug."""
    return show_label(queries.get_label(ref), queries.roles_of(request.user))


@router.patch("/labels/{ref}", auth=studio, response=LabelOut)
def change_label(request: HttpRequest, ref: Ref, changes: LabelChanges) -> LabelOut:
    """Another name; the address stays."""
    label = services.rename_label(request.user, ref, name=changes.name)
    return show_label(label, queries.roles_of(request.user))


@router.delete("/labels/{ref}", auth=in_person, response={204: None})
def delete_label(request: HttpRequest, ref: Ref) -> Status[None]:
    """Its artists go on without it. There is no way back."""
    services.delete_label(request.user, ref)
    return Status(204, None)


@router.get("/labels/{ref}/artists", auth=public, response=Page[ArtistOut])
def list_label_artists(request: HttpRequest, ref: Ref, page: Query[PageQuery]) -> dict[str, Any]:
    """Newest first; of whom nothing is public, those that the viewer works on."""
    to = shown_to(request)
    rows = queries.with_pictures(queries.artists_shown_to(request.user)).filter(label=queries.get_label(ref))
    return paginate(rows, page, order=("created_at", "id"), show=lambda artist: show_artist(artist, to))


@router.put("/labels/{ref}/artists/{artist_id}", auth=in_person, response=ArtistDetailOut)
def join_label(request: HttpRequest, ref: Ref, artist_id: uuid.UUID) -> ArtistDetailOut:
    """One side asks, the artist's owner or the label's owner or manager, and the other agrees by the same request;
    `label` shows whether both have."""
    artist = services.join_label(request.user, ref, artist_id)
    return show_again(request, artist)


@router.delete("/labels/{ref}/artists/{artist_id}", auth=in_person, response={204: None})
def leave_label(request: HttpRequest, ref: Ref, artist_id: uuid.UUID) -> Status[None]:
    """Either side ends it, takes the question back or turns it down."""
    services.leave_label(request.user, ref, artist_id)
    return Status(204, None)
