"""Reads of the catalog: every one starts with what the viewer may see."""

import uuid

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.catalog.errors import ReleaseNotFound, TrackNotFound
from segue.catalog.models import Release, Track
from segue.kernel.db.slug import by_ref
from segue.kernel.ids import parse_id
from segue.media import queries as media_queries
from segue.media.models import HEARD_STATES


def releases(viewer: Viewer, *, artist_ref: str | None = None) -> QuerySet[Release]:
    """Everyone's public releases; with an artist, also the drafts that the viewer may see."""
    rows = Release.objects.with_state().select_related("artist", "cover")
    if artist_ref is None:
        rows = rows.listed()
    else:
        rows = rows.visible_to(viewer).filter(artist=artist_queries.get_artist(artist_ref))
    shown_at = Coalesce("publish_at", "created_at")
    shown = rows.annotate(shown_at=shown_at)
    return shown.prefetch_related("cover__variants", Prefetch("tracks", visible_tracks(viewer)))


def get_release(viewer: Viewer, ref: str) -> Release:
    """By id or slug, with its visible tracks. Raises ReleaseNotFound."""
    rows = Release.objects.open_to(viewer).with_state().select_related("artist", "cover")
    release: Release | None = (
        by_ref(rows, ref)
        .prefetch_related("cover__variants", Prefetch("tracks", with_context(Track.objects.open_to(viewer))))
        .first()
    )
    if release is None:
        raise ReleaseNotFound
    return release


def visible_tracks(viewer: Viewer) -> QuerySet[Track]:
    """In order, with all that showing them needs."""
    return with_context(Track.objects.visible_to(viewer))


def with_context(tracks: QuerySet[Track]) -> QuerySet[Track]:
    return (
        tracks.select_related("release__artist", "release__cover", "asset__cover")
        .prefetch_related("release__cover__variants", "asset__cover__variants")
        .order_by("position")
    )


def get_track(viewer: Viewer, ref: str) -> Track:
    """By id. Raises TrackNotFound."""
    identity = parse_id(ref)
    track = with_context(Track.objects.open_to(viewer)).filter(pk=identity).first() if identity else None
    if track is None:
        raise TrackNotFound
    return track


def find_track_of(asset_id: uuid.UUID) -> Track | None:
    return Track.objects.filter(asset_id=asset_id).first()


def uploads_of_teams(viewer: Viewer) -> Q:
    """The files of tracks that the viewer may change, whoever sent them, and one's own that are no track's."""
    changeable = Track.objects.changeable_by(viewer).filter(asset=OuterRef("pk"))
    attached = Track.objects.filter(asset=OuterRef("pk"))
    return Q(Exists(changeable)) | Q(~Exists(attached), owner_id=viewer.pk)


def unready_titles(release: Release) -> list[str]:
    """Titles of the tracks that can't be heard yet."""
    return list(release.tracks.exclude(asset__state__in=HEARD_STATES).values_list("title", flat=True))


def is_object_visible(viewer: Viewer, sha256: str) -> bool:
    """Whether a stored object is the sound or the cover of something that the viewer may see."""
    sounds = Q(asset__in=media_queries.assets_with(sha256))
    images = media_queries.images_with(sha256)
    tracks = Track.objects.open_to(viewer).filter(sounds | Q(asset__cover__in=images))
    return tracks.exists() or Release.objects.open_to(viewer).filter(cover__in=images).exists()
