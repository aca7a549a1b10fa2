"""Reads of artists."""

import uuid

from django.db.models import QuerySet

from segue.accounts.types import Viewer
from segue.artists.errors import ArtistNotFound
from segue.artists.models import Artist, Membership
from segue.kernel.db.slug import by_ref


def get_artist(ref: str) -> Artist:
    """By id or slug. Raises ArtistNotFound."""
    artist: Artist | None = by_ref(Artist.objects.all(), ref).first()
    if artist is None:
        raise ArtistNotFound
    return artist


def artists() -> QuerySet[Artist]:
    return Artist.objects.all()


def artists_of(viewer: Viewer) -> QuerySet[Artist]:
    """The artists whose team the viewer is on."""
    return Artist.objects.filter(pk__in=team_artist_ids(viewer))


def team_artist_ids(viewer: Viewer) -> QuerySet[Membership, uuid.UUID]:
    """For `artist_id__in`; empty for visitors."""
    return _memberships(viewer).values_list("artist_id", flat=True)


def team_user_ids(artist_id: uuid.UUID) -> list[uuid.UUID]:
    """Whom to tell about an artist's affairs."""
    return list(Membership.objects.filter(artist_id=artist_id).values_list("user_id", flat=True))


def is_on_team(viewer: Viewer, artist_id: uuid.UUID) -> bool:
    return _memberships(viewer).filter(artist_id=artist_id).exists()


def _memberships(viewer: Viewer) -> QuerySet[Membership]:
    if viewer.pk is None:
        return Membership.objects.none()
    return Membership.objects.filter(user_id=viewer.pk)
