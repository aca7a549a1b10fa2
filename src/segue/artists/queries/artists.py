"""Reads of artists."""

import uuid

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.artists.errors import ArtistNotFound
from segue.artists.models import Artist, LabelOffer, Membership
from segue.artists.types import LABEL_ABILITIES, Ability, Role, roles_with
from segue.kernel.db.slug import by_ref, require_not_moved
from segue.media import queries as media_queries


def get_artist(ref: str) -> Artist:
    """By id or slug, with its label, whoever asks: doors ask `get_shown_artist`. Raises ArtistNotFound."""
    artist: Artist | None = by_ref(artists(), ref).first()
    if artist is None:
        raise ArtistNotFound
    return artist


def get_shown_artist(viewer: Viewer, ref: str) -> Artist:
    """One that the viewer may know of, by id or slug, with its label. Raises ArtistNotFound, Moved."""
    rows = artists_shown_to(viewer)
    artist: Artist | None = by_ref(rows, ref).first()
    if artist is None:
        require_not_moved(rows, ref)
        raise ArtistNotFound
    return artist


def artists() -> QuerySet[Artist]:
    return Artist.objects.select_related("label")


def listed_artists() -> QuerySet[Artist]:
    """Of whom something is public: whom everybody may be told of."""
    return Artist.objects.listed()


def artists_shown_to(viewer: Viewer) -> QuerySet[Artist]:
    """Of whom something is public, those that the viewer works on, and those that ask the viewer's label to take them
    in."""
    listed = Q(listed_from__isnull=False, listed_from__lte=Now())
    if viewer.pk is None:
        return artists().filter(listed)
    labels = _teams_with(viewer.pk, roles_with(Ability.MANAGE_TEAM, LABEL_ABILITIES))
    asking = LabelOffer.objects.filter(label__team_id__in=labels).values("artist_id")
    return artists().filter(listed | Q(pk__in=artists_of(viewer).values("pk")) | Q(pk__in=asking))


def with_pictures(rows: QuerySet[Artist]) -> QuerySet[Artist]:
    """With all that showing them in a list needs."""
    return rows.select_related("label", "image").prefetch_related("image__variants")


def is_picture_shown(viewer: Viewer, sha256: str) -> bool:
    """Whether a stored object is a picture of an artist whom the viewer may know of."""
    images = media_queries.images_with(sha256)
    pictures = Q(image__in=images) | Q(gallery__image__in=images)
    return artists_shown_to(viewer).filter(pictures).exists()


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
