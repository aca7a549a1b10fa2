"""Publication: from which moment a release is public, and telling the rest of Segue of it, once."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.errors import ReleaseNotReady
from segue.catalog.events import ReleasePublished, ReleaseWithdrawn
from segue.catalog.models import Release, Visibility
from segue.catalog.queries import unready_titles
from segue.catalog.services import UNTITLED, lock_own_release, lock_release, tell_team
from segue.kernel.db.slug import free_slug
from segue.kernel.events.outbox import publish

NAMED_TITLES = 3


@transaction.atomic
def publish_release(actor: Viewer, ref: str, *, at: datetime | None = None) -> Release:
    """Now, or from a moment on (one that has passed means now); again is fine, and moves what isn't out yet. Raises
    ReleaseNotFound, NotOnTheTeam, RoleNotEnough, ReleaseNotReady."""
    release = lock_own_release(actor, ref, Ability.PUBLISH)
    _require_ready(release)
    if not is_out(release):
        _set_moment(release, at)
    tell_team(release)
    return release


@transaction.atomic
def withdraw_release(actor: Viewer, ref: str) -> Release:
    """What is scheduled is a draft again; what was out is withdrawn, until it is published by hand. Raises
    ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release = lock_own_release(actor, ref, Ability.PUBLISH)
    if withdraw(release):
        release.is_published_when_ready = False
        release.save(update_fields=["is_published_when_ready"])
        tell_team(release)
    return release


@transaction.atomic
def publish_when_ready(release_id: uuid.UUID) -> None:
    """After each track that becomes ready: the last one publishes the release, if its team wants that."""
    release = lock_release(release_id)
    if release is None:
        return
    wanted = release.is_published_when_ready and release.publish_at is None and release.taken_down_at is None
    if wanted and release.tracks.exists() and not unready_titles(release):
        _set_moment(release, None)
    tell_team(release)


@transaction.atomic
def settle_after_removal(release_id: uuid.UUID) -> None:
    """The track that went may have been the one that others waited for, or the last of a public release."""
    release = lock_release(release_id)
    if release is not None and not release.tracks.exists() and withdraw(release):
        tell_team(release)
    publish_when_ready(release_id)


@transaction.atomic
def announce_next() -> bool:
    """Tell of one release whose moment has come; False when there is none. Any number of processes may ask at once."""
    due = Release.objects.due().select_for_update(skip_locked=True, of=("self",)).order_by("publish_at")
    release = due.first()
    if release is not None:
        _announce(release)
        tell_team(release)
    return release is not None


def withdraw(release: Release) -> bool:
    """False when it has no moment. The caller has locked it."""
    if release.publish_at is None:
        return False
    was_out, was_announced = is_out(release), release.announced_at is not None
    if was_out:
        release.withdrawn_at = Now()
        release.first_published_at = release.first_published_at or release.publish_at
    release.publish_at = release.announced_at = None
    release.save(update_fields=["publish_at", "announced_at", "withdrawn_at", "first_published_at"])
    release.refresh_from_db(fields=["withdrawn_at"])
    if was_announced:
        publish(ReleaseWithdrawn(release_id=release.pk, artist_id=release.artist_id))
    return True


def is_out(release: Release) -> bool:
    """By the database's clock, as everybody else sees it."""
    return Release.all_rows.filter(pk=release.pk, publish_at__lte=Now()).exists()


def _set_moment(release: Release, at: datetime | None) -> None:
    release.publish_at = at or Now()
    release.withdrawn_at = release.announced_at = None
    release.save(update_fields=["publish_at", "withdrawn_at", "announced_at"])
    release.refresh_from_db(fields=["publish_at"])
    if is_out(release):
        _announce(release)


def _announce(release: Release) -> None:
    _settle_names(release)
    release.announced_at = Now()
    release.first_published_at = release.first_published_at or release.publish_at
    release.save(update_fields=["announced_at", "first_published_at"])
    release.refresh_from_db(fields=["announced_at"])
    publish(ReleasePublished(release_id=release.pk, artist_id=release.artist_id))


def _require_ready(release: Release) -> None:
    if not release.tracks.exists():
        raise ReleaseNotReady("Add a track first.")
    if unready := unready_titles(release):
        raise ReleaseNotReady(_name_unready(unready))


def _name_unready(titles: list[str]) -> str:
    named = ", ".join(f"“{title}”" for title in titles[:NAMED_TITLES])
    rest = f" and {len(titles) - NAMED_TITLES} more" if len(titles) > NAMED_TITLES else ""
    what = "them" if len(titles) > 1 else "it"
    return f"Not ready yet: {named}{rest}. Wait for {what}, retry {what}, or remove {what}."


def _settle_names(release: Release) -> None:
    """A release that nobody named is called like its first track; the address stays what it first was. What was never
    listed has none, so that nobody can guess it."""
    if release.title == UNTITLED and not release.has_chosen_title:
        release.title = release.tracks.order_by("position").values_list("title", flat=True)[0]
    if release.slug is None and release.visibility == Visibility.PUBLIC:
        release.slug = free_slug(Release.all_rows.all(), release.title, fallback="release")
    release.save(update_fields=["title", "slug"])
