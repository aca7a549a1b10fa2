"""Who may do what to an artist."""

import uuid

from segue.accounts.types import Viewer
from segue.artists.queries import is_on_team


def can_edit(actor: Viewer, artist_id: uuid.UUID) -> bool:
    """Everyone on the team may change the artist's music."""
    return is_on_team(actor, artist_id)
