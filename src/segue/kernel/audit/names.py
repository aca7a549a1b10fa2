"""Who the people of the log are: it keeps their ids alone, and those of who has been erased lead to nobody."""

import uuid
from collections.abc import Iterable, Iterator

from django.contrib.auth import get_user_model
from django.db.models import Q

from segue.kernel.audit.models import AuditEntry
from segue.kernel.ids import parse_id

TERMINAL = "terminal"
Names = dict[uuid.UUID, str]


def names_in(entries: Iterable[AuditEntry]) -> Names:
    """Usernames of everyone whom the entries speak of, in one query; none of who has been erased."""
    ids = {person for entry in entries for person in people_in(entry)}
    users = get_user_model()
    return dict(users._default_manager.filter(pk__in=ids).values_list("pk", users.USERNAME_FIELD))


def people_in(entry: AuditEntry) -> Iterator[uuid.UUID]:
    """Who did it, and whom it was done to."""
    subject = entry.subject_id if entry.subject_kind == "person" else None
    told = (entry.actor_id, subject, entry.before.get("user_id"), entry.after.get("user_id"))
    yield from filter(None, (parse_id(str(identity)) for identity in told))


def done_by(actor: str) -> Q:
    """Entries of a username or an id, or of the server's terminal."""
    if identity := parse_id(actor):
        return Q(actor_id=identity)
    people = get_user_model()._default_manager.filter(username=actor).values("pk")
    return Q(actor_id__in=people) | Q(actor_id=None) if actor == TERMINAL else Q(actor_id__in=people)
