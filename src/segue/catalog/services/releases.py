"""Changes of releases: lock, check, change, announce."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from segue.accounts.types import Viewer, person_id
from segue.artists import policies as artist_policies
from segue.artists import services as artist_services
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.acts import act_on
from segue.catalog.erasing import erase_track, remove_release
from segue.catalog.errors import ReleaseIsPublished, ReleaseNotFound, TitleEmpty
from segue.catalog.locks import lock_own_release_anywhere, lock_release, tell_team
from segue.catalog.models import Release
from segue.catalog.publishing import publish_when_ready
from segue.catalog.types import UNTITLED
from segue.kernel import clock
from segue.kernel.history import Act, kind_of
from segue.kernel.text import one_line
from segue.media import queries as media_queries

RENAMED = {"publish_when_ready": "is_published_when_ready"}
"""Columns whose name isn't that of the API's field."""


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


def change_release(actor: Viewer, ref: str, *, base_version: int | None = None, **values: Any) -> Release:
    """`values`: by the names that the API has, clean. Who wants it published when it is ready, and it is, has it
    published. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, TitleEmpty, EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        release = act.root
        columns = {RENAMED.get(name, name): value for name, value in values.items()}
        if "title" in columns:
            columns |= {"title": clean_title(columns["title"]), "has_chosen_title": True}
        was_wanted = release.is_published_when_ready
        if columns.get("is_published_when_ready", was_wanted) != was_wanted:
            policies.require(actor, release, Ability.PUBLISH)
        act.set(release, **columns)
    if release.is_published_when_ready and not was_wanted:
        publish_when_ready(release.pk)
    return release


def delete_release(actor: Viewer, ref: str, *, is_for_good: bool = False) -> None:
    """Into the bin, or with its tracks and their files. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough,
    ReleaseIsPublished."""
    with transaction.atomic():
        release = lock_own_release_anywhere(actor, ref, Ability.DELETE)
        if release.publish_at is not None:
            is_to_come = release.publish_at > clock.now()
            raise ReleaseIsPublished(
                "This release is scheduled. Take back its date first." if is_to_come else ""
            )
        tell_team(release)
        if is_for_good:
            remove_release(release)
        elif release.removed_at is None:
            _put_away(release, person_id(actor))
        else:
            raise ReleaseNotFound  # it is in the bin


def restore_release(actor: Viewer, ref: str) -> Release:
    """Out of the bin, as it was, and published if it waited for files that came meanwhile; again is fine. Raises
    ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    with transaction.atomic():
        release = lock_own_release_anywhere(actor, ref, Ability.DELETE)
        if release.removed_at is not None:
            act = Act(release, person_id(actor))
            act.change(kind_of(release), release.pk, None, {"title": release.title})
            release.removed_at = None
            release.save(update_fields=["removed_at"])
            act.finish()
            tell_team(release)
    if release.is_published_when_ready:
        publish_when_ready(release.pk)  # under locks of its own, which begin with the artist's
    return release


def _put_away(release: Release, actor_id: uuid.UUID) -> None:
    """Files that haven't come aren't worth waiting for."""
    act = Act(release, actor_id)
    for track in release.tracks.select_related("asset"):
        if track.is_awaited:
            act.change(kind_of(track), track.pk, {"title": track.title}, None)
            erase_track(track)
    act.change(kind_of(release), release.pk, {"title": release.title}, None)
    release.removed_at = Now()
    release.save(update_fields=["removed_at"])
    act.finish()


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
