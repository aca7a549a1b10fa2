"""What an artist's page says."""

import uuid
from collections.abc import Sequence
from typing import Any

from segue.accounts.types import Viewer
from segue.artists.errors import ArtistNameEmpty
from segue.artists.models import Artist
from segue.artists.services.acts import act_on
from segue.artists.services.aliases import ALIASES, Alias, aliases_of, write_aliases
from segue.artists.services.band import MEMBERS, Bandmate, members_of, name_members, write_members
from segue.artists.services.gallery import GALLERY, pictures_of, write_gallery
from segue.artists.services.names import clean_name
from segue.kernel.db.slug import leave_slug
from segue.kernel.history import AbstractEdit, Act, OwnField, restore, undo


def change_artist(
    actor: Viewer,
    ref: str,
    *,
    base_version: int | None = None,
    aliases: Sequence[Alias] | None = None,
    members: Sequence[Bandmate] | None = None,
    **columns: Any,
) -> Artist:
    """`columns`: those of the page, by their names; what is left out stays as it is. The address stays. Raises
    ArtistNotFound, NotOnTheTeam, RoleNotEnough, ArtistNameEmpty, EditConflict."""
    if "name" in columns:
        columns["name"] = clean_name(columns["name"], ArtistNameEmpty)
    with act_on(actor, ref, base_version=base_version) as act:
        if columns:
            act.set(act.root, **columns)
        if aliases is not None:
            write_aliases(act, act.root, [alias.as_json() for alias in aliases])
        if members is not None:
            write_members(act, act.root, name_members(actor, act.root, members))
        return act.root


def set_slug(actor: Viewer, ref: str, slug: str, *, base_version: int | None = None) -> Artist:
    """The present address leads on to it. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough, SlugUnreadable,
    SlugTaken, SlugChangedTooOften, EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        _move(act, act.root, slug)
        return act.root


def undo_act(actor: Viewer, ref: str, act_id: uuid.UUID) -> Artist:
    """An act of its own, which can be undone as well. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough,
    NothingToUndo, FormerValueGone, SlugTaken, EditConflict."""
    with act_on(actor, ref, undoes=act_id) as act:
        undo(act, {"artist": _restore})
        return act.root


def _move(act: Act[Artist], artist: Artist, slug: str) -> None:
    act.set(artist, slug=leave_slug(artist, slug))


def _restore(act: Act[Artist], edit: AbstractEdit) -> None:
    restore(act, edit, act.root, OWN_FIELDS)


OWN_FIELDS = {
    "slug": OwnField(read=lambda artist: artist.slug, write=_move),
    ALIASES: OwnField(read=aliases_of, write=write_aliases),
    MEMBERS: OwnField(read=members_of, write=write_members),
    GALLERY: OwnField(read=pictures_of, write=write_gallery),
}
"""For undoing: what are no plain columns."""
