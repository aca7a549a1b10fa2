"""Publication: what makes a release public, once."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.errors import ReleaseNotReady
from segue.catalog.events import ReleasePublished, ReleaseWithdrawn
from segue.catalog.models import Publication, Release
from segue.catalog.queries import unready_titles
from segue.catalog.services import UNTITLED, lock_own_release, lock_release, tell_team
from segue.kernel.db.slug import free_slug
from segue.kernel.events.outbox import publish

NAMED_TITLES = 3


@transaction.atomic
def publish_release(actor: Viewer, ref: str) -> Release:
    """Again is fine. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, ReleaseNotReady."""
    release = lock_own_release(actor, ref, Ability.PUBLISH)
    _require_ready(release)
    _publish(release)
    tell_team(release)
    return release


@transaction.atomic
def withdraw_release(actor: Viewer, ref: str) -> Release:
    """Back to a draft, which stays one until it is published by hand. Raises ReleaseNotFound, NotOnTheTeam,
    RoleNotEnough."""
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
    if release.is_published_when_ready and release.tracks.exists() and not unready_titles(release):
        _publish(release)
    tell_team(release)


@transaction.atomic
def settle_after_removal(release_id: uuid.UUID) -> None:
    """The track that went may have been the one that others waited for, or the last of a public release."""
    release = lock_release(release_id)
    if release is not None and not release.tracks.exists() and withdraw(release):
        tell_team(release)
    publish_when_ready(release_id)


def withdraw(release: Release) -> bool:
    """False when it isn't public. The caller has locked it."""
    deleted, _ = Publication.objects.filter(release=release).delete()
    if deleted:
        publish(ReleaseWithdrawn(release_id=release.pk, artist_id=release.artist_id))
    return bool(deleted)


def _publish(release: Release) -> None:
    _, is_new = Publication.objects.get_or_create(release=release)
    if not is_new:
        return
    _settle_names(release)
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
    """A release that nobody named is called like its first track; the address stays what it first was."""
    if release.title == UNTITLED and not release.has_chosen_title:
        release.title = release.tracks.order_by("position").values_list("title", flat=True)[0]
    if release.slug is None:
        release.slug = free_slug(Release.objects.all(), release.title, fallback="release")
    release.save(update_fields=["title", "slug"])
