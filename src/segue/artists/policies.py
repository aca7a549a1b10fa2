"""Who may do what to an artist or a label."""

import uuid

from segue.accounts.types import Viewer
from segue.artists.errors import NotOnTheTeam, RoleNotEnough
from segue.artists.queries import Subject, artists_where, roles_of
from segue.artists.types import Ability


def can(actor: Viewer, artist_id: uuid.UUID, ability: Ability) -> bool:
    """By the artist's team or its label's. What changes an artist's things asks `artists_where` in the statement that
    does it; this is for showing."""
    return artists_where(actor, ability).filter(pk=artist_id).exists()


def require(actor: Viewer, subject: Subject, *abilities: Ability) -> frozenset[Ability]:
    """All that the actor may do there. Raises NotOnTheTeam, RoleNotEnough."""
    found = roles_of(actor).abilities_on(subject)
    if not found:
        raise NotOnTheTeam
    if not found.issuperset(abilities):
        raise RoleNotEnough
    return found
