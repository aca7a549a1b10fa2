"""The wish to be erased, as the API shows and takes it."""

import uuid
from datetime import datetime

from django.conf import settings
from ninja import Schema
from pydantic import ConfigDict

from segue.accounts import ports
from segue.accounts.models import User


class HoldingOut(Schema):
    """`kind`: artist or label."""

    kind: str
    id: uuid.UUID
    name: str


class DeletionWish(Schema):
    """`with_artists`: also the artists and labels that nobody else owns, with all their music."""

    model_config = ConfigDict(extra="forbid")
    with_artists: bool = False


class DeletionOut(Schema):
    """`due_at`: null without such a wish. `grace_days`: how long one may change one's mind. `holdings` have no other
    owner: they need one, or are erased too."""

    due_at: datetime | None
    with_artists: bool
    grace_days: int
    holdings: list[HoldingOut]


def show_deletion(person: User) -> DeletionOut:
    deletion = getattr(person, "deletion", None)
    return DeletionOut(
        due_at=deletion.due_at if deletion else None,
        with_artists=bool(deletion and deletion.with_artists),
        grace_days=settings.SEGUE.deletion_grace_days,
        holdings=[
            HoldingOut(kind=holding.kind, id=holding.id, name=holding.name)
            for holding in ports.holdings_of(person.pk)
        ],
    )
