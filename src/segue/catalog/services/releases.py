"""Changes of releases: lock, check, change, announce."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.artists import services as artist_services
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.errors import (
    ReleaseIsPublished,
    TitleEmpty,
)
from segue.catalog.models import Release, Track
from segue.catalog.services.locks import lock_own_release, lock_release, tell_team
from segue.kernel.text import one_line
from segue.media import queries as media_queries
from segue.media import services as media_services

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
    if release.publish_at is not None:
        raise ReleaseIsPublished
    tell_team(release)
    remove_release(release)


def remove_release(release: Release) -> None:
    """With its tracks and their files. The caller has locked it."""
    assets = list(Track.all_rows.filter(release=release).values_list("asset_id", flat=True))
    release.delete()
    for asset_id in assets:
        media_services.remove_asset(asset_id)


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


def clean_title(text: str) -> str:
    """Raises TitleEmpty."""
    title = one_line(text)
    if not title:
        raise TitleEmpty
    return title
