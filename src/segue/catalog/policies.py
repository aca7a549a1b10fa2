"""Who may do what in the catalog."""

from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.artists.errors import RoleNotEnough
from segue.artists.queries import Roles
from segue.artists.types import Ability
from segue.catalog.models import DRAFT_ABILITIES, Release


def can(actor: Viewer, release: Release, ability: Ability) -> bool:
    return Release.all_rows.where(actor, ability).filter(pk=release.pk).exists()


def require(actor: Viewer, release: Release, ability: Ability) -> None:
    """Raises NotOnTheTeam, RoleNotEnough."""
    if not can(actor, release, ability):
        artist_policies.require(actor, release.artist, ability)
        raise RoleNotEnough


def abilities_on(roles: Roles, release: Release) -> frozenset[Ability]:
    """As `Release.objects.where` has it; UPLOAD is the right to add tracks."""
    found = roles.abilities_on(release.artist)
    if Ability.UPLOAD in found and release.first_published_at is None and release.publish_at is None:
        found |= DRAFT_ABILITIES
    return found if Ability.EDIT in found else found - {Ability.UPLOAD}
