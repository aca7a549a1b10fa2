"""Reads of open invitations to teams."""

import uuid

from django.db.models import QuerySet

from segue.accounts import queries as account_queries
from segue.accounts.types import Viewer
from segue.artists.models import Invitation
from segue.kernel import clock


def invitations_for(viewer: Viewer) -> QuerySet[Invitation]:
    """To the viewer's own confirmed addresses; none for visitors."""
    return _open().filter(email__in=account_queries.verified_addresses(viewer))


def find_invitation(
    viewer: Viewer, invitation_id: uuid.UUID | None = None, *, token: str = ""
) -> Invitation | None:
    """By the token of the letter, whoever brings it, or by its id as one of the viewer's own."""
    rows = _open().filter(token_hash=account_queries.token_hash(token)) if token else invitations_for(viewer)
    return (rows.filter(pk=invitation_id) if invitation_id else rows).first()


def _open() -> QuerySet[Invitation]:
    """What a suspended person sent waits until they are back."""
    rows = Invitation.objects.filter(expires_at__gt=clock.now(), invited_by__is_active=True)
    return rows.select_related("team__artist", "team__label", "invited_by")
