"""The readable address of a release, which its team may change."""

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.acts import act_on
from segue.catalog.errors import NotListedYet
from segue.catalog.models import Release
from segue.kernel.db.slug import leave_slug
from segue.kernel.history import Act, OwnField


def set_slug(actor: Viewer, ref: str, slug: str, *, base_version: int | None = None) -> Release:
    """Its present one leads on to it. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, NotListedYet,
    SlugUnreadable, SlugTaken, SlugChangedTooOften, EditConflict."""
    with act_on(actor, ref, Ability.PUBLISH, base_version=base_version) as act:
        _move(act, act.root, slug)
    return act.root


def _move(act: Act[Release], release: Release, slug: str) -> None:
    """What was never listed has no address: that one is taken would tell others of it."""
    if release.slug is None:
        raise NotListedYet
    act.set(release, slug=leave_slug(release, slug))


SLUG = OwnField(read=lambda release: release.slug, write=_move)
"""For undoing."""
