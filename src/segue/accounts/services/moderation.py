"""Platform roles and suspension: each change is one entry in the audit log, and an operator always remains."""

import uuid

from django.db import connection, transaction

from segue.accounts import policies, queries
from segue.accounts.errors import (
    LastOperator,
    NotSuspended,
    OperatorsDecide,
    OwnSuspension,
    PersonNotFound,
    SuspendedPerson,
)
from segue.accounts.models import User
from segue.accounts.services import notices
from segue.accounts.services.ending import end_access
from segue.accounts.types import ServerRole, Viewer, person_id
from segue.kernel import audit, clock


@transaction.atomic
def suspend_person(actor: Viewer, target_id: uuid.UUID, *, reason: str) -> User:
    """Close the account until someone restores it. Raises PersonNotFound, OperatorsDecide, OwnSuspension."""
    deciding, person = _locked(actor, target_id)
    if deciding == person and deciding.is_staff:
        raise OwnSuspension
    _change_suspension(deciding, person, "accounts.person_suspended", is_suspended=True, reason=reason)
    end_access(person)
    return person


@transaction.atomic
def restore_person(actor: Viewer, target_id: uuid.UUID, *, reason: str) -> User:
    """End a suspension. Raises PersonNotFound, OperatorsDecide, NotSuspended."""
    deciding, person = _locked(actor, target_id)
    if policies.can_suspend(deciding, person) and person.suspended_at is None:
        raise NotSuspended
    _change_suspension(deciding, person, "accounts.person_restored", is_suspended=False, reason=reason)
    return person


@transaction.atomic
def set_person_role(actor: Viewer, target_id: uuid.UUID, *, role: ServerRole, reason: str) -> User:
    """Raises PersonNotFound, OperatorsDecide, SuspendedPerson, LastOperator."""
    deciding, person = _locked(actor, target_id)
    if not policies.can_set_roles(deciding):
        raise OperatorsDecide
    before = person.role
    if person.suspended_at and role is not ServerRole.LISTENER:
        raise SuspendedPerson
    if before is ServerRole.OPERATOR and role is not ServerRole.OPERATOR:
        require_another_operator(person)
    person.is_staff = person.is_superuser = role is ServerRole.OPERATOR
    person.is_moderator = role is ServerRole.MODERATOR
    person.save(update_fields=["is_staff", "is_superuser", "is_moderator"])
    audit.record(
        deciding,
        "accounts.role_changed",
        subject=("person", person.pk),
        reason=reason,
        before={"role": before},
        after={"role": role},
    )
    return person


def require_another_operator(person: User) -> None:
    """For whatever takes an operator away, in its transaction; others wait for that one. Raises LastOperator."""
    lock_operators()
    if person.is_staff and not queries.has_other_operator(person):
        raise LastOperator


def lock_operators() -> None:
    """Until the transaction ends: two who take each other's role at once would both find the other still there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('accounts.operators', 0))")


def _locked(actor: Viewer, target_id: uuid.UUID) -> tuple[User, User]:
    """Both as they are now: the actor may have lost the right to act while the request was on its way."""
    lock_operators()
    rows = User.objects.select_for_update().filter(pk__in={person_id(actor), target_id}).order_by("pk")
    people = {user.pk: user for user in rows}
    deciding = people.get(person_id(actor))
    if deciding is None or not deciding.is_active:
        raise OperatorsDecide
    if target_id not in people:
        raise PersonNotFound
    return deciding, people[target_id]


def _change_suspension(actor: User, person: User, action: str, *, is_suspended: bool, reason: str) -> None:
    """Raises OperatorsDecide."""
    if not policies.can_suspend(actor, person):
        raise OperatorsDecide
    before = _suspension(person)
    person.is_active = not is_suspended
    person.suspended_at = clock.now() if is_suspended else None
    person.suspension_reason = reason if is_suspended else ""
    person.save(update_fields=["is_active", "suspended_at", "suspension_reason"])
    about = ("person", person.pk)
    after = _suspension(person)
    audit.record(actor, action, subject=about, reason=reason, before=before, after=after)
    if after != before:
        notices.tell_suspension(person, is_suspended=is_suspended, reason=reason)


def _suspension(person: User) -> audit.Facts:
    return {"is_suspended": person.suspended_at is not None, "reason": person.suspension_reason}
