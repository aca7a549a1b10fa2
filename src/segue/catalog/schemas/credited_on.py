"""On what an artist is credited, as their page shows it."""

import uuid

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from ninja import Schema

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.catalog.models import Credit, CreditRole, Release, Track
from segue.catalog.schemas.refs import ReleaseRef, slug_of


class CreditedTrack(Schema):
    id: uuid.UUID
    title: str


class CreditedOnOut(Schema):
    """A release, or a track on it, with what the artist did there, and as whom."""

    release: ReleaseRef
    track: CreditedTrack | None
    name: str
    roles: list[CreditRole]


def credited_on(viewer: Viewer, artist_ref: str, *, with_own: bool = True) -> QuerySet[Credit]:
    """A row for each release or track that lists show the viewer, or only those that stand on other artists' pages.
    Raises ArtistNotFound, Moved."""
    artist = artist_queries.get_shown_artist(viewer, artist_ref)
    of_track = Q(track=None) | Q(track__in=Track.objects.visible_to(viewer))
    releases = Release.objects.visible_to(viewer)
    shown = releases if with_own else releases.exclude(artist=artist)
    rows = Credit.objects.filter(of_track, artist=artist, release__in=shown)
    subject = Coalesce("track_id", "release_id")
    same = Credit.objects.annotate(subject=subject).filter(artist=artist, subject=OuterRef("subject"))
    roles = same.order_by("position").values("role")
    first = rows.annotate(subject=subject).filter(~Exists(same.filter(position__lt=OuterRef("position"))))
    shown_at = Coalesce("release__publish_at", "release__created_at")
    return first.annotate(shown_at=shown_at, all_roles=ArraySubquery(roles)).select_related(
        "release", "track"
    )


def show_credited_on(row: Credit) -> CreditedOnOut:
    release, track = row.release, row.track
    return CreditedOnOut(
        release=ReleaseRef(id=release.pk, slug=slug_of(release), title=release.title),
        track=CreditedTrack(id=track.pk, title=track.title) if track else None,
        name=row.name,
        roles=[CreditRole(role) for role in dict.fromkeys(vars(row)["all_roles"])],
    )
