"""Undoing acts on a release; how each kind of thing goes back stands here, one line for each.

Another module adds what it owns to RELEASE_FIELDS, TRACK_FIELDS (fields that are no columns) or HOOKS (things that were
added, removed or changed), in its own line below.
"""

import uuid
from collections.abc import Callable, Mapping

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog import policies, words_history
from segue.catalog.acts import act_on
from segue.catalog.addresses import SLUG
from segue.catalog.bin import put_in_bin, take_from_bin
from segue.catalog.errors import NotUndoneHere
from segue.catalog.models import Release, Track
from segue.catalog.ordering import ORDER, undo_order
from segue.catalog.publishing import publish_when_ready
from segue.catalog.types import PUBLICATION
from segue.kernel.history import AbstractEdit, Act, NothingToUndo, OwnField, restore, undo

Hook = Callable[[Act[Release], AbstractEdit], object]

RELEASE_FIELDS: Mapping[str, OwnField] = {"slug": SLUG}
TRACK_FIELDS: Mapping[str, OwnField] = {}
FOR_PUBLISHERS = frozenset({"is_published_when_ready", "slug"})
BY_MODERATORS = frozenset({"taken_down_at", "cover"})
"""What `services.takedown` puts on record as PUBLICATION."""


def undo_act(actor: Viewer, ref: str, act_id: uuid.UUID) -> Release:
    """An act of its own, which can be undone as well. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough,
    NothingToUndo, NotUndoneHere, FormerValueGone, EditConflict."""
    with act_on(actor, ref, undoes=act_id) as act:
        edits = act.root.edits.filter(act=act_id).values_list("after", flat=True)
        changed = {name for after in edits for name in after or ()}
        if FOR_PUBLISHERS & changed:
            policies.require(actor, act.root, Ability.PUBLISH)
        undo(act, HOOKS)
    if "is_published_when_ready" in changed and act.root.is_published_when_ready:
        publish_when_ready(act.root.pk)
    return act.root


def _undo_release(act: Act[Release], edit: AbstractEdit) -> None:
    if edit.before is None or edit.after is None:
        raise NotUndoneHere(
            "A release isn't put into the bin, or taken out, from its history. Delete it instead."
        )
    if ORDER in edit.before:
        undo_order(act, edit)
    else:
        restore(act, edit, act.root, RELEASE_FIELDS)


def _undo_track(act: Act[Release], edit: AbstractEdit) -> None:
    track = Track.all_rows.filter(release=act.root, pk=edit.subject_id).first()
    if track is None:
        raise NothingToUndo("This track was deleted for good, so this can't be undone.")
    if edit.before is not None and edit.after is not None:
        restore(act, edit, track, TRACK_FIELDS)
    elif edit.after is None and track.removed_at is not None:
        take_from_bin(act, track)
    elif edit.before is None and track.removed_at is None:
        put_in_bin(act, track)
    else:
        raise NothingToUndo


def _refuse(act: Act[Release], edit: AbstractEdit) -> None:
    """Raises NotUndoneHere."""
    if BY_MODERATORS & set(edit.after or ()):
        raise NotUndoneHere("Moderators decided this. You can answer their notice.")
    raise NotUndoneHere("Publish or unpublish the release instead.")


HOOKS: Mapping[str, Hook] = {
    "release": _undo_release,
    "track": _undo_track,
    PUBLICATION: _refuse,
    **words_history.HOOKS,
}
