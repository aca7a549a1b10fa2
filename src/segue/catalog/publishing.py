"""Publication by a release's team, and by itself once all of it can be heard."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction

from segue.accounts.types import Viewer
from segue.artists import services as artist_services
from segue.artists.types import Ability
from segue.catalog import moments
from segue.catalog.acts import act_on
from segue.catalog.checklist import required
from segue.catalog.errors import (
    MomentNotUsable,
    ReleaseIsOut,
    ReleaseIsTakenDown,
    ReleaseNotReady,
)
from segue.catalog.locks import find_own_release, tell_team
from segue.catalog.models import Release, Visibility
from segue.kernel import clock
from segue.kernel.history import Act

NAMED = 3
MAX_AHEAD = timedelta(days=731)
"""Two years."""


def publish_release(
    actor: Viewer,
    ref: str,
    *,
    at: datetime | None = None,
    visibility: Visibility | None = None,
    base_version: int | None = None,
) -> Release:
    """Now, or from a moment on (one that has passed means now); again is fine, and moves what isn't out yet. Raises
    ReleaseNotFound, NotOnTheTeam, RoleNotEnough, MomentNotUsable, ReleaseNotReady, ReleaseIsOut, ReleaseIsTakenDown,
    EditConflict."""
    _require_usable(at)
    with _publication_of(actor, ref, base_version) as act:
        _require_allowed(act.root)
        if visibility:
            moments.put_on_record(act, visibility=visibility.value)
        if not moments.is_out(act.root):
            moments.set_moment(act, at)
        elif at is not None and at > clock.database_now():
            raise ReleaseIsOut
    return act.root


def withdraw_release(actor: Viewer, ref: str, *, base_version: int | None = None) -> Release:
    """What is scheduled is a draft again; what was out is withdrawn, until it is published by hand. Raises
    ReleaseNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with _publication_of(actor, ref, base_version) as act:
        moments.withdraw(act)
    return act.root


def set_visibility(
    actor: Viewer, ref: str, visibility: Visibility, *, base_version: int | None = None
) -> Release:
    """Of what is out, at once and everywhere. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with _publication_of(actor, ref, base_version) as act:
        moments.put_on_record(act, visibility=visibility.value)
    return act.root


def publish_when_ready(release_id: uuid.UUID) -> None:
    """After each track that becomes ready, and whatever else may have been the last that was missing: publishes the
    release, if its team wants that."""
    release = Release.objects.filter(pk=release_id).first()
    if release is not None and not _is_wanted(release):
        tell_team(release)  # without the locks, which a label that imports thousands would queue for
        return
    with moments.own_act(release_id) as act:
        if act is not None:
            _publish_if_wanted(act)


def settle_after_removal(release_id: uuid.UUID) -> None:
    """The track that went may have been the one that others waited for, or the last that could be heard."""
    with moments.own_act(release_id) as act:
        if act is not None and not withdraw_if_silent(act):
            _publish_if_wanted(act)


def withdraw_if_silent(act: Act[Release]) -> bool:
    """What is out or scheduled must have a track that can be heard: a moment that has come asks nobody. False while
    there is one."""
    if act.root.tracks.heard().exists():
        return False
    moments.withdraw(act)
    return True


@contextmanager
def _publication_of(actor: Viewer, ref: str, base_version: int | None) -> Iterator[Act[Release]]:
    """An act on it, and what follows from it. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with transaction.atomic():
        seen = find_own_release(actor, ref, Ability.PUBLISH)
        artist_services.lock_listing(seen.artist_id)
        with act_on(actor, str(seen.pk), Ability.PUBLISH, base_version=base_version) as act:
            yield act
            moments.settle(act.root)


def _require_usable(at: datetime | None) -> None:
    if at is None:
        return
    if at.tzinfo is None:
        raise MomentNotUsable(
            "Say in which time zone that is, such as 2027-05-31T20:00:00+02:00, or Z for UTC."
        )
    if at > clock.database_now() + MAX_AHEAD:
        raise MomentNotUsable("That is more than two years ahead. Choose an earlier day.")


def _require_allowed(release: Release) -> None:
    if release.taken_down_at is not None:
        raise ReleaseIsTakenDown
    if missing := required(release):
        raise ReleaseNotReady(_name_missing([each.message for each in missing]))


def _publish_if_wanted(act: Act[Release]) -> None:
    if _is_wanted(act.root) and not required(act.root):
        moments.set_moment(act, None)


def _is_wanted(release: Release) -> bool:
    return release.is_published_when_ready and release.publish_at is None and release.taken_down_at is None


def _name_missing(messages: list[str]) -> str:
    rest = len(messages) - NAMED
    return " ".join([*messages[:NAMED], *([f"And {rest} more."] if rest > 0 else [])])
