"""Writes of artists, labels and teams, a module for each subject."""

from segue.artists.services.artists import create_artist, delete_artist, lock_artist, rename_artist
from segue.artists.services.invitations import accept, decline, invite, withdraw_invitation
from segue.artists.services.labels import create_label, delete_label, join_label, leave_label, rename_label
from segue.artists.services.teams import (
    change_role,
    leave_every_team,
    leave_team,
    remove_member,
    transfer_ownership,
)

__all__ = [
    "accept",
    "change_role",
    "create_artist",
    "create_label",
    "decline",
    "delete_artist",
    "delete_label",
    "invite",
    "join_label",
    "leave_every_team",
    "leave_label",
    "leave_team",
    "lock_artist",
    "remove_member",
    "rename_artist",
    "rename_label",
    "transfer_ownership",
    "withdraw_invitation",
]
