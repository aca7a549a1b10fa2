"""Share links as the API shows them."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.catalog.models import ShareLink


class NewShareLink(Schema):
    """`expires_at` with its time zone. `max_visits`: how many browsers may open it; those stay in. Null for no end."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=100)] = ""
    expires_at: datetime | None = None
    max_visits: Annotated[int, Field(ge=1, le=100_000)] | None = None


class ShareLinkOut(Schema):
    """`visit_count`: browsers that opened it. `made_by`: a username, empty when that person is gone."""

    id: uuid.UUID
    name: str
    made_by: str
    created_at: datetime
    expires_at: datetime | None
    max_visits: int | None
    visit_count: int
    last_visited_at: datetime | None
    revoked_at: datetime | None


class ShareLinkWithToken(ShareLinkOut):
    token: str


class ShareToken(Schema):
    model_config = ConfigDict(extra="forbid")
    token: Annotated[str, Field(min_length=1, max_length=100)]


class OpenedShare(Schema):
    """The release is to be asked for by this id."""

    release_id: uuid.UUID
    expires_at: datetime | None


def show_link(link: ShareLink) -> ShareLinkOut:
    return ShareLinkOut(
        id=link.pk,
        name=link.name,
        made_by=link.made_by.username if link.made_by else "",
        created_at=link.created_at,
        expires_at=link.expires_at,
        max_visits=link.max_visits,
        visit_count=link.visit_count,
        last_visited_at=link.last_visited_at,
        revoked_at=link.revoked_at,
    )
