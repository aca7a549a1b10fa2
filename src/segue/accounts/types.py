"""What other apps say when they mean a person."""

import uuid
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from segue.accounts.models import User

    Viewer: TypeAlias = User | AnonymousUser
else:
    # Importable before Django has loaded its models; type checkers see the union above.
    Viewer: TypeAlias = Any


class AnonymousActor(Exception):
    """A change was asked for without a person to do it: its operation lacks the `signed_in` policy."""


def person_id(actor: Viewer) -> uuid.UUID:
    """Raises AnonymousActor."""
    if actor.pk is None:
        raise AnonymousActor
    return actor.pk
