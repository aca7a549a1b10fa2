"""Reads of artists, labels and teams, a module for each subject."""

from segue.artists.queries.artists import (
    artists,
    artists_of,
    artists_shown_to,
    artists_where,
    get_artist,
    get_shown_artist,
    is_picture_shown,
    listed_artists,
    with_pictures,
)
from segue.artists.queries.invitations import find_invitation, invitations_for
from segue.artists.queries.labels import get_label, labels
from segue.artists.queries.roles import Roles, roles_of
from segue.artists.queries.teams import (
    Subject,
    Teamwork,
    get_subject,
    kind_of,
    solely_owned,
    subject_of,
    team_user_ids,
    teamwork,
)

__all__ = [
    "Roles",
    "Subject",
    "Teamwork",
    "artists",
    "artists_of",
    "artists_shown_to",
    "artists_where",
    "find_invitation",
    "get_artist",
    "get_label",
    "get_shown_artist",
    "get_subject",
    "invitations_for",
    "is_picture_shown",
    "kind_of",
    "labels",
    "listed_artists",
    "roles_of",
    "solely_owned",
    "subject_of",
    "team_user_ids",
    "teamwork",
    "with_pictures",
]
