"""Changes of tracks, under the lock of their release."""

import uuid
from pathlib import PurePath

from django.db import transaction
from django.db.models import Max

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.errors import (
    ReleaseIsFull,
)
from segue.catalog.events import TrackRemoved
from segue.catalog.models import Track
from segue.catalog.queries import find_track_of
from segue.catalog.services.locks import lock_own_release, lock_own_track, lock_release, tell_team
from segue.catalog.services.releases import UNTITLED, clean_title
from segue.kernel.events.outbox import publish
from segue.kernel.text import one_line
from segue.media import services as media_services

MAX_TRACKS = 200


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
