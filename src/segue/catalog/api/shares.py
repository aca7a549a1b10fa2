"""Share links over HTTP. Their tokens travel in bodies alone, where no log writes them down."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.catalog import sharing
from segue.catalog.api.answers import Ref, guest_of
from segue.catalog.schemas.shares import (
    NewShareLink,
    OpenedShare,
    ShareLinkOut,
    ShareLinkWithToken,
    ShareToken,
    show_link,
)
from segue.kernel.http import Page, PageQuery, Router, paginate, public, studio
from segue.kernel.http.client_address import client_address, network_of
from segue.kernel.rate_limits import RateLimit, hit

router = Router(tags=["catalog"])
OPENING = RateLimit("share-link", 30, 60)
"""For each network."""


@router.get("/releases/{ref}/share-links", auth=studio, response=Page[ShareLinkOut])
def list_share_links(request: HttpRequest, ref: Ref, page: Query[PageQuery]) -> dict[str, Any]:
    """Newest first, with those that are over."""
    rows = sharing.links_of(request.user, ref)
    return paginate(rows, page, order=("created_at", "id"), show=show_link)


@router.post("/releases/{ref}/share-links", auth=studio, response={201: ShareLinkWithToken})
def create_share_link(request: HttpRequest, ref: Ref, new: NewShareLink) -> Status[ShareLinkWithToken]:
    """Lets whoever has it see and hear the release before it is out, or while it is private. The token is shown once;
    put it behind the `#` of an address."""
    link, token = sharing.create_link(
        request.user, ref, name=new.name, expires_at=new.expires_at, max_visits=new.max_visits
    )
    return Status(201, ShareLinkWithToken(**show_link(link).model_dump(), token=token))


@router.delete("/releases/{ref}/share-links/{link_id}", auth=studio, response={204: None})
def revoke_share_link(request: HttpRequest, ref: Ref, link_id: uuid.UUID) -> Status[None]:
    """For everybody who has opened it, too: what plays ends within a minute. Again is fine."""
    sharing.revoke_link(request.user, ref, link_id)
    return Status(204, None)


@router.post("/shares", auth=public, response=OpenedShare)
def open_share_link(request: HttpRequest, share: ShareToken) -> OpenedShare:
    """This browser may then see and hear the release as a listener, until the link ends. Each browser counts once."""
    hit(OPENING, network_of(client_address(request)))
    link = sharing.open_link(share.token, guest_of(request))
    return OpenedShare(release_id=link.release_id, expires_at=link.expires_at)
