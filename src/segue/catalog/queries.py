"""Reads of the catalog: every one starts with what the viewer may see."""

import hashlib
import uuid
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.catalog.errors import ReleaseNotFound, TrackNotFound
from segue.catalog.models import Release, Track
from segue.kernel.db.slug import by_ref, require_not_moved
from segue.kernel.ids import parse_id
from segue.media import queries as media_queries
from segue.media.models import HEARD_STATES


def releases(viewer: Viewer, *, artist_ref: str | None = None) -> QuerySet[Release]:
    """Everyone's public releases; with an artist, also the drafts that the viewer may see. Raises ArtistNotFound,
    Moved."""
    rows = Release.objects.with_state().select_related("artist", "cover")
    shown_at: F | Coalesce = F("publish_at")  # of what is listed it is never null, and has an index
    if artist_ref is None:
        rows = rows.listed()
    else:
        rows = rows.visible_to(viewer).filter(artist=artist_queries.get_shown_artist(viewer, artist_ref))
        shown_at = Coalesce("publish_at", "created_at")
    return with_counts(rows, viewer).annotate(shown_at=shown_at).prefetch_related("cover__variants")


def with_counts(rows: QuerySet[Release], viewer: Viewer) -> QuerySet[Release]:
    """`track_count` and `duration_ms` of the tracks that the viewer sees there, counted for the rows of a page alone:
    the database computes them after it has cut the page off."""
    seen = Q(asset__state__in=HEARD_STATES, taken_down_at=None) | Q(
        release__artist__in=artist_queries.artists_of(viewer)
    )
    tracks = Track.objects.filter(seen, release=OuterRef("pk")).order_by().values("release")
    return rows.annotate(
        track_count=Subquery(tracks.annotate(count=Count("pk")).values("count")),
        duration_ms=Subquery(tracks.annotate(sum=Sum("asset__duration_ms")).values("sum")),
    )


def guest_of(viewer_key: str) -> str:
    """What a browser or program is called that may have opened a share link: nobody could act by its key."""
    return hashlib.sha256(viewer_key.encode(errors="replace")).hexdigest() if viewer_key else ""


def get_release(
    viewer: Viewer, ref: str, *, guest: str = "", tracks: QuerySet[Track] | None = None
) -> Release:
    """By id or slug, with its visible tracks, or those of `tracks`. Raises ReleaseNotFound, Moved."""
    known = Release.objects.open_to(viewer, guest)
    rows = known.with_state().select_related("artist", "cover")
    shown = Track.objects.open_to(viewer, guest) if tracks is None else tracks
    release: Release | None = (
        by_ref(rows, ref).prefetch_related("cover__variants", Prefetch("tracks", with_context(shown))).first()
    )
    if release is None:
        require_not_moved(known, ref)
        raise ReleaseNotFound
    return release


def get_as_listener(viewer: Viewer, ref: str, *, guest: str = "") -> Release:
    """As everybody gets it once it is out. Raises ReleaseNotFound, Moved."""
    return get_release(viewer, ref, guest=guest, tracks=Track.objects.heard())


def visible_tracks(viewer: Viewer) -> QuerySet[Track]:
    """In order, with all that showing them needs."""
    return with_context(Track.objects.visible_to(viewer))


def with_context(tracks: QuerySet[Track]) -> QuerySet[Track]:
    return (
        tracks.select_related("release__artist", "release__cover", "asset__cover")
        .prefetch_related("release__cover__variants", "asset__cover__variants")
        .defer("asset__fingerprint", "asset__fingerprint_terms", "asset__features")
        .order_by("position")
    )


def get_track(viewer: Viewer, ref: str, *, guest: str = "") -> Track:
    """By id. Raises TrackNotFound."""
    identity = parse_id(ref)
    track = (
        with_context(Track.objects.open_to(viewer, guest)).filter(pk=identity).first() if identity else None
    )
    if track is None:
        raise TrackNotFound
    return track


def find_track_of(asset_id: uuid.UUID) -> Track | None:
    return Track.objects.filter(asset_id=asset_id).first()


def uploads_of_teams(viewer: Viewer) -> Q:
    """The files of tracks that the viewer may change, present, coming and past, whoever sent them, and one's own that
    are no track's."""
    own = Q(~_is_file_of(Track.all_rows.all()), owner_id=viewer.pk)
    return _is_file_of(Track.objects.changeable_by(viewer)) | own


def _is_file_of(tracks: QuerySet[Track]) -> Q:
    """A condition on assets."""
    ways = ("asset", "next_asset", "past_masters__asset")
    return reduce(or_, (Q(Exists(tracks.filter(**{way: OuterRef("pk")}))) for way in ways))


def unready_titles(release: Release) -> list[str]:
    """Titles of the tracks that can't be heard yet."""
    return list(release.tracks.exclude(asset__state__in=HEARD_STATES).values_list("title", flat=True))


def is_object_visible(viewer: Viewer, sha256: str, *, guest: str = "") -> bool:
    """Whether a stored object is the sound or the cover of something that the viewer may see."""
    sounds = Q(asset__in=media_queries.assets_with(sha256))
    images = media_queries.images_with(sha256)
    brought = Q(asset__cover__in=images, release__has_chosen_cover=False)
    tracks = Track.objects.open_to(viewer, guest).filter(sounds | brought)
    releases = Release.objects.open_to(viewer, guest)
    return tracks.exists() or releases.filter(Q(cover__in=images) | Q(gallery__image__in=images)).exists()
