"""One act on a release: under its lock, checked against what others changed meanwhile, on record, told to its team.

Whoever changes anything of a release does it within `act_on`; so every change has a history and can be undone.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists.types import Ability
from segue.catalog.errors import TrackNotFound
from segue.catalog.locks import find_track, lock_own_release, tell_team
from segue.catalog.models import Release, Track
from segue.kernel.history import Act


@contextmanager
def act_on(
    actor: Viewer,
    ref: str,
    ability: Ability = Ability.EDIT,
    *,
    base_version: int | None = None,
    undoes: uuid.UUID | None = None,
) -> Iterator[Act[Release]]:
    """In one transaction. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with transaction.atomic():
        release = lock_own_release(actor, ref, ability)
        act = Act(release, person_id(actor), base_version, undoes)
        yield act
        if act.finish():
            tell_team(release)


@contextmanager
def act_on_track(
    actor: Viewer, ref: str, *, base_version: int | None = None
) -> Iterator[tuple[Act[Release], Track]]:
    """An act on its release. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    seen = find_track(actor, ref)
    with act_on(actor, str(seen.release_id), base_version=base_version) as act:
        track = act.root.tracks.filter(pk=seen.pk).first()
        if track is None:
            raise TrackNotFound  # it went just now
        yield act, track


def tracks_named(release: Release, track_ids: Iterable[uuid.UUID]) -> list[Track]:
    """In the release's order. Raises TrackNotFound when one isn't on it."""
    wanted = set(track_ids)
    tracks = list(release.tracks.filter(pk__in=wanted))
    if len(tracks) != len(wanted):
        raise TrackNotFound
    return tracks
