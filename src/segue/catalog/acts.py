"""One act on a release: under its lock, checked against what others changed meanwhile, on record, told to its team.

Whoever changes anything of a release does it within `act_on`; so every change has a history and can be undone.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists.types import Ability
from segue.catalog.models import Release
from segue.catalog.services import lock_own_release, tell_team
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
