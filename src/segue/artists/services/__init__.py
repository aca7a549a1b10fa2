"""Writes of artists, labels and teams, a module for each subject."""

from segue.artists.services.aliases import Alias
from segue.artists.services.artists import create_artist, delete_artist, lock_artist
from segue.artists.services.band import Bandmate
from segue.artists.services.gallery import (
    add_to_gallery,
    arrange_gallery,
    remove_from_gallery,
    remove_image,
    set_image,
)
from segue.artists.services.imported import NamedArtist, known_artists, list_from, make_artists
from segue.artists.services.invitations import accept, decline, invite, withdraw_invitation
from segue.artists.services.labels import create_label, delete_label, join_label, leave_label, rename_label
from segue.artists.services.listing import lock_listing, set_listed_from
from segue.artists.services.profile import change_artist, set_slug, undo_act
from segue.artists.services.teams import (
    change_role,
    leave_every_team,
    leave_team,
    remove_member,
    transfer_ownership,
)
from segue.artists.services.verification import remove_verification, verify

__all__ = [
    "Alias",
    "Bandmate",
    "NamedArtist",
    "accept",
    "add_to_gallery",
    "arrange_gallery",
    "change_artist",
    "change_role",
    "create_artist",
    "create_label",
    "decline",
    "delete_artist",
    "delete_label",
    "invite",
    "join_label",
    "known_artists",
    "leave_every_team",
    "leave_label",
    "leave_team",
    "list_from",
    "lock_artist",
    "lock_listing",
    "make_artists",
    "remove_from_gallery",
    "remove_image",
    "remove_member",
    "remove_verification",
    "rename_label",
    "set_image",
    "set_listed_from",
    "set_slug",
    "transfer_ownership",
    "undo_act",
    "verify",
    "withdraw_invitation",
]
