"""The one lock of all that is said and decided about a subject, and telling moderators of it."""

import uuid

from django.db import connection
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.kernel.realtime import push_on_commit
from segue.moderation import queries
from segue.moderation.errors import DecidedAlready, OwnContent
from segue.moderation.models import Case
from segue.moderation.push import QueueChanged
from segue.moderation.types import Subject, SubjectKind

IN_WORDS = {
    "dismiss": "was left as it is",
    "take_down": "was taken down",
    "ask_for_changes": "was sent to its team, to be changed",
    "reinstate": "was put back",
}


def lock_subject(kind: SubjectKind, identity: uuid.UUID) -> None:
    """Until the transaction ends nobody else reports it, appeals or decides: what is read afterwards stays true."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"moderation of {kind} {identity}"]
        )


def lock_open_case(actor: Viewer, case_id: uuid.UUID) -> Case:
    """To act on. Raises CaseNotFound, OwnContent, DecidedAlready."""
    seen = queries.get_case(case_id)
    lock_subject(SubjectKind(seen.subject_kind), seen.subject_id)
    case = queries.get_case(case_id)
    if queries.is_own(actor, case):
        raise OwnContent
    if not case.is_open:
        raise _decided(case)
    return case


def get_or_open(subject: Subject) -> Case:
    """The subject's open case. The caller has locked the subject."""
    case = queries.find_open_case(subject.kind, subject.id)
    if case is None:
        case = Case(subject_kind=subject.kind, subject_id=subject.id, artist_id=subject.artist_id)
        case.subject_title = subject.title[:300]
    case.stirred_at = Now()
    case.save()
    tell_moderators(case.pk)
    return case


def tell_moderators(case_id: uuid.UUID) -> None:
    push_on_commit(queries.moderator_ids(), QueueChanged(id=case_id))


def _decided(case: Case) -> DecidedAlready:
    decision = case.decision
    name = decision.decided_by.get_username() if decision.decided_by else "a moderator"
    told = f"{name} has decided on this already: it {IN_WORDS[decision.action]}."
    facts = {"id": str(decision.pk), "action": decision.action, "message": decision.message}
    return DecidedAlready(told, members={"decision": facts})
