"""What the members of a team may do: one table, for artists and for labels."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices


class TeamKind(StrEnum):
    """What a team runs, as it stands in addresses."""

    ARTISTS = "artists"
    LABELS = "labels"


class Role(TextChoices):
    OWNER = "owner"
    MANAGER = "manager"
    UPLOADER = "uploader"
    ANALYST = "analyst"


class Ability(StrEnum):
    SEE_UNPUBLISHED = "see_unpublished"
    SEE_ANALYTICS = "see_analytics"
    UPLOAD = "upload"
    """Make drafts, and do anything to what never was public but publish it."""
    EDIT = "edit"
    """Change all music, and the name of the artist or label."""
    PUBLISH = "publish"
    """And withdraw."""
    DELETE = "delete"
    """Releases."""
    MANAGE_TEAM = "manage_team"
    """Invite and remove uploaders and analysts; for a label, also decide which artists it has."""
    MANAGE_OWNERS = "manage_owners"
    """Decide on owners and managers, on an artist's label, and on the end of a label."""
    DELETE_ARTIST = "delete_artist"


_ANALYST = frozenset({Ability.SEE_UNPUBLISHED, Ability.SEE_ANALYTICS})
_UPLOADER = frozenset({Ability.SEE_UNPUBLISHED, Ability.UPLOAD})
_MANAGER = frozenset(Ability) - {Ability.MANAGE_OWNERS, Ability.DELETE_ARTIST}
ABILITIES: Mapping[Role, frozenset[Ability]] = {
    Role.OWNER: frozenset(Ability),
    Role.MANAGER: _MANAGER,
    Role.UPLOADER: _UPLOADER,
    Role.ANALYST: _ANALYST,
}
LABEL_ABILITIES: Mapping[Role, frozenset[Ability]] = {role: ABILITIES[role] & _MANAGER for role in Role}
"""Of a label's members on its artists: an artist that joins stays its own owners', who can leave again."""


def roles_with(ability: Ability, table: Mapping[Role, frozenset[Ability]] = ABILITIES) -> list[Role]:
    return [role for role in Role if ability in table[role]]


def ability_over(role: str) -> Ability:
    """What it takes to give someone this role, or to take it away."""
    is_trusted = role in (Role.OWNER, Role.MANAGER)
    return Ability.MANAGE_OWNERS if is_trusted else Ability.MANAGE_TEAM
