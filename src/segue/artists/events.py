"""What artists and labels announce."""

import uuid

from segue.artists.types import Role, TeamKind
from segue.kernel.events.registry import Event


class MemberJoined(Event):
    """`subject_id`: the artist or label that the team runs."""

    name = "artists.member_joined"
    kind: TeamKind
    subject_id: uuid.UUID
    user_id: uuid.UUID
    role: Role


class MemberLeft(Event):
    """By will, or removed."""

    name = "artists.member_left"
    kind: TeamKind
    subject_id: uuid.UUID
    user_id: uuid.UUID
