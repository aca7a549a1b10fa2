"""What other apps say when they mean a person."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from segue.accounts.models import User

    Viewer: TypeAlias = User | AnonymousUser
else:
    # Importable before Django has loaded its models; type checkers see the union above.
    Viewer: TypeAlias = Any


class ServerRole(StrEnum):
    """On the platform; each may do all that the one before may."""

    LISTENER = "listener"
    MODERATOR = "moderator"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Avatar:
    """Addresses of a square JPEG of a person, in two widths in pixels; good for one browser, for a while."""

    url_256: str
    url_512: str


@dataclass(frozen=True)
class Holding:
    """Something that one person alone is in charge of. `kind` is a noun: artist, label."""

    kind: str
    id: uuid.UUID
    name: str


class SignUpMode(StrEnum):
    """Who may make an account: everyone, people with an invitation, nobody."""

    OPEN = "open"
    INVITE = "invite"
    CLOSED = "closed"


class AppScope(StrEnum):
    """What the owner of an app password lets its device do."""

    LISTEN = "listen"
    """See and play what its owner may see and play."""
    WRITE = "write"
    """Change playlists and favorites, and note what was played."""


class AnonymousActor(Exception):
    """A change was asked for without a person to do it: its operation lacks the `signed_in` policy."""


def person_id(actor: Viewer) -> uuid.UUID:
    """Raises AnonymousActor."""
    if actor.pk is None:
        raise AnonymousActor
    return actor.pk
