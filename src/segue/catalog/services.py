"""Changes of releases and tracks: lock the release, check, change, announce."""

import uuid
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.artists import queries as artist_queries
from segue.artists import services as artist_services
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.errors import (
    ReleaseIsFull,
    ReleaseIsPublished,
    ReleaseNotFound,
    TitleEmpty,
    TrackNotFound,
)
from segue.catalog.events import TrackRemoved
from segue.catalog.models import Release, Track
from segue.catalog.push import ReleaseChanged
from segue.catalog.queries import find_track_of
from segue.kernel.db.slug import by_ref
from segue.kernel.events.outbox import publish
from segue.kernel.ids import parse_id
from segue.kernel.realtime import push_on_commit
from segue.kernel.text import one_line
from segue.media import queries as media_queries
from segue.media import services as media_services

MAX_TRACKS = 200
UNTITLED = "Untitled release"


@transaction.atomic
def create_release(
    actor: Viewer, *, artist_id: uuid.UUID, title: str | None, publish_when_ready: bool
) -> Release:
    """A draft. Without a title it takes the album name of its files' tags. It is published when it is ready only if
    the actor may publish. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough."""
    artist = artist_services.lock_artist(actor, str(artist_id), Ability.UPLOAD)
    return Release.objects.create(
        artist=artist,
        title=clean_title(title) if title else UNTITLED,
        has_chosen_title=bool(title),
        is_published_when_ready=publish_when_ready and artist_policies.can(actor, artist.pk, Ability.PUBLISH),
    )


@transaction.atomic
def change_release(actor: Viewer, ref: str, *, title: str | None, publish_when_ready: bool | None) -> Release:
    """None leaves a field as it is. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, TitleEmpty."""
    release = lock_own_release(actor, ref, Ability.EDIT)
    if title is not None:
        release.title, release.has_chosen_title = clean_title(title), True
    if publish_when_ready not in (None, release.is_published_when_ready):
        policies.require(actor, release, Ability.PUBLISH)
        release.is_published_when_ready = publish_when_ready
    release.save()
    tell_team(release)
    return release


@transaction.atomic
def delete_release(actor: Viewer, ref: str) -> None:
    """With its tracks and their files. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, ReleaseIsPublished."""
    release = lock_own_release(actor, ref, Ability.DELETE)
    if hasattr(release, "publication"):
        raise ReleaseIsPublished
    tell_team(release)
    remove_release(release)


def remove_release(release: Release) -> None:
    """With its tracks and their files. The caller has locked it."""
    assets = list(release.tracks.values_list("asset_id", flat=True))
    release.delete()
    for asset_id in assets:
        media_services.remove_asset(asset_id)


@transaction.atomic
def add_track(actor: Viewer, ref: str, *, file_name: str, size_bytes: int, sha256: str = "") -> Track:
    """Announce a file; its bytes follow. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, ReleaseIsFull,
    and what `create_upload` raises."""
    release = lock_own_release(actor, ref, Ability.EDIT)
    last = release.tracks.aggregate(last=Max("position"))["last"] or 0
    if release.tracks.count() >= MAX_TRACKS:
        raise ReleaseIsFull
    asset = media_services.create_upload(actor, file_name=file_name, size_bytes=size_bytes, sha256=sha256)
    title = one_line(PurePath(asset.file_name).stem) or "Untitled"
    track = Track.objects.create(release=release, asset=asset, position=last + 1, title=title[:300])
    tell_team(release)
    return track


@transaction.atomic
def rename_track(actor: Viewer, ref: str, *, title: str) -> Track:
    """Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, TitleEmpty."""
    track = lock_own_track(actor, ref)
    track.title, track.has_chosen_title = clean_title(title), True
    track.save(update_fields=["title", "has_chosen_title"])
    tell_team(track.release)
    return track


@transaction.atomic
def delete_track(actor: Viewer, ref: str) -> None:
    """With its file. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough."""
    track = lock_own_track(actor, ref)
    track.delete()
    media_services.remove_asset(track.asset_id)
    publish(TrackRemoved(release_id=track.release_id))
    tell_team(track.release)


@transaction.atomic
def apply_tags(asset_id: uuid.UUID) -> None:
    """What the file says of itself fills what nobody chose. Does nothing when its track is gone."""
    found = find_track_of(asset_id)
    release = lock_release(found.release_id) if found else None
    track = release.tracks.filter(asset_id=asset_id).select_related("asset").first() if release else None
    if track is None or release is None:
        return
    tags = track.asset.tags
    if tags["title"] and not track.has_chosen_title:
        track.title = tags["title"][:300]
        track.save(update_fields=["title"])
    if tags["album"] and not release.has_chosen_title and release.title == UNTITLED:
        release.title = tags["album"][:300]
    if release.cover_id is None and not release.has_chosen_cover:
        release.cover_id = track.asset.cover_id
    release.save(update_fields=["title", "cover_id"])
    tell_team(release)


@transaction.atomic
def measure_release(release_id: uuid.UUID) -> None:
    """How loud its tracks are together, after each that comes or goes; does nothing when the release is gone."""
    release = lock_release(release_id)
    if release is None:
        return
    measured = media_queries.measure_album(list(release.tracks.values_list("asset_id", flat=True)))
    release.album_loudness_lufs = measured.loudness_lufs
    release.album_true_peak_dbtp = measured.true_peak_dbtp
    release.save(update_fields=["album_loudness_lufs", "album_true_peak_dbtp"])


def find_own_release(actor: Viewer, ref: str, ability: Ability) -> Release:
    """A release that the actor may not even see doesn't exist. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release: Release | None = by_ref(Release.objects.visible_to(actor), ref).first()
    if release is None:
        raise ReleaseNotFound
    policies.require(actor, release, ability)
    return release


def lock_own_release(actor: Viewer, ref: str, ability: Ability) -> Release:
    """The actor's right stands in the statement that locks. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    found = find_own_release(actor, ref, ability)
    locked = Release.objects.where(actor, ability).select_for_update().filter(pk=found.pk).first()
    if locked is None:
        find_own_release(actor, ref, ability)  # it changed just now
        raise ReleaseNotFound
    return locked


def lock_release(release_id: uuid.UUID) -> Release | None:
    """The one lock of everything on a release; what hangs on it is read afterwards, or it may be out of date."""
    return Release.objects.select_for_update().filter(pk=release_id).first()


def lock_own_track(actor: Viewer, ref: str) -> Track:
    """Locks its release. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough."""
    identity = parse_id(ref)
    seen = Track.objects.visible_to(actor).filter(pk=identity).first() if identity else None
    if seen is None:
        raise TrackNotFound
    track = lock_own_release(actor, str(seen.release_id), Ability.EDIT).tracks.filter(pk=seen.pk).first()
    if track is None:
        raise TrackNotFound
    return track


def clean_title(text: str) -> str:
    """Raises TitleEmpty."""
    title = one_line(text)
    if not title:
        raise TitleEmpty
    return title


def tell_team(release: Release) -> None:
    push_on_commit(artist_queries.team_user_ids(release.artist_id), ReleaseChanged(id=release.pk))
