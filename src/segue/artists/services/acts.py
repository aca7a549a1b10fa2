"""One act on an artist: under its lock, checked against what others changed meanwhile, on record, told to its team.

Whoever changes anything of an artist's page does it within `act_on`; so every change has a history and can be undone.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists.models import Artist
from segue.artists.services.artists import lock_artist
from segue.artists.services.members import tell_team
from segue.artists.types import Ability
from segue.kernel.history import Act


@contextmanager
def act_on(
    actor: Viewer, ref: str, *, base_version: int | None = None, undoes: uuid.UUID | None = None
) -> Iterator[Act[Artist]]:
    """In one transaction. Raises ArtistNotFound, Moved, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with transaction.atomic():
        artist = lock_artist(actor, ref, Ability.EDIT)
        act = Act(artist, person_id(actor), base_version, undoes)
        yield act
        if act.finish():
            tell_team(artist)
