"""The one lock of everything on a release, and telling its team what changed."""

import uuid

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.errors import (
    ReleaseNotFound,
    TrackNotFound,
)
from segue.catalog.models import Release, Track
from segue.catalog.push import ReleaseChanged
from segue.kernel.db.slug import by_ref
from segue.kernel.ids import parse_id
from segue.kernel.realtime import push_on_commit


def find_own_release(actor: Viewer, ref: str, ability: Ability) -> Release:
    """A release that the actor may not even see doesn't exist. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release: Release | None = by_ref(Release.objects.open_to(actor), ref).first()
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


def lock_own_release_anywhere(actor: Viewer, ref: str, ability: Ability) -> Release:
    """In the bin, where only its team finds it, by id, or not. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    removed = Release.all_rows.filter(pk__in=_named(ref), removed_at__isnull=False)
    found = removed.filter(artist__in=artist_queries.artists_of(actor)).first()
    if found is None:
        return lock_own_release(actor, ref, ability)
    policies.require(actor, found, ability)
    locked = Release.all_rows.where(actor, ability).select_for_update().filter(pk=found.pk).first()
    if locked is None:
        raise ReleaseNotFound  # it went just now
    return locked


def lock_release(release_id: uuid.UUID) -> Release | None:
    """The one lock of everything on a release; what hangs on it is read afterwards, or it may be out of date."""
    return Release.objects.select_for_update().filter(pk=release_id).first()


def find_track(actor: Viewer, ref: str) -> Track:
    """Raises TrackNotFound."""
    identity = parse_id(ref)
    seen = Track.objects.open_to(actor).filter(pk=identity).first() if identity else None
    if seen is None:
        raise TrackNotFound
    return seen


def find_track_anywhere(actor: Viewer, ref: str) -> Track:
    """In the bin, where only its team finds it, or not. Raises TrackNotFound."""
    removed = Track.all_rows.filter(pk__in=_named(ref), removed_at__isnull=False)
    found = removed.filter(release__artist__in=artist_queries.artists_of(actor)).first()
    return found or find_track(actor, ref)


def lock_own_track(actor: Viewer, ref: str) -> Track:
    """Locks its release. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough."""
    seen = find_track(actor, ref)
    track = lock_own_release(actor, str(seen.release_id), Ability.EDIT).tracks.filter(pk=seen.pk).first()
    if track is None:
        raise TrackNotFound
    return track


def tell_team(release: Release) -> None:
    push_on_commit(artist_queries.team_user_ids(release.artist_id), ReleaseChanged(id=release.pk))


def _named(ref: str) -> list[uuid.UUID]:
    identity = parse_id(ref)
    return [identity] if identity else []
