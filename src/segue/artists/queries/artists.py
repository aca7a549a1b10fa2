"""Reads of artists."""

import uuid

from django.db.models import Q, QuerySet

from segue.accounts.types import Viewer
from segue.artists.errors import ArtistNotFound
from segue.artists.models import Artist, Membership
from segue.artists.types import LABEL_ABILITIES, Ability, Role, roles_with
from segue.kernel.db.slug import by_ref


def get_artist(ref: str) -> Artist:
    """By id or slug, with its label. Raises ArtistNotFound."""
    artist: Artist | None = by_ref(artists(), ref).first()
    if artist is None:
        raise ArtistNotFound
    return artist


def artists() -> QuerySet[Artist]:
    return Artist.objects.select_related("label")


def artists_of(viewer: Viewer) -> QuerySet[Artist]:
    """The artists on whose team, or on whose label's, the viewer is."""
    return artists_where(viewer, Ability.SEE_UNPUBLISHED)


def artists_where(viewer: Viewer, ability: Ability) -> QuerySet[Artist]:
    """Where the viewer has it, by the artist's team or its label's; none for visitors."""
    rows = Artist.objects.select_related("label")
    if viewer.pk is None:
        return rows.none()
    own = _teams_with(viewer.pk, roles_with(ability))
    if not (label_roles := roles_with(ability, LABEL_ABILITIES)):
        return rows.filter(team_id__in=own)
    labels = _teams_with(viewer.pk, label_roles)
    return rows.filter(Q(team_id__in=own) | Q(label__team_id__in=labels))


def _teams_with(user_id: uuid.UUID, roles: list[Role]) -> QuerySet[Membership, object]:
    return Membership.objects.filter(user_id=user_id, role__in=roles).values("team_id")
