"""The wish to be erased: said, taken back, and carried out once its time has come."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from segue.accounts import ports, queries
from segue.accounts.errors import DeletionBegun, SoleOwner
from segue.accounts.models import Deletion, User
from segue.accounts.services import notices
from segue.accounts.services.moderation import lock_operators, require_another_operator
from segue.accounts.services.profiles import lock_person
from segue.accounts.types import Viewer
from segue.kernel import clock
from segue.kernel.jobs import queue

ERASE = "accounts.erase"
REMINDED_BEFORE = timedelta(days=3)
NOT_REMINDED_OF = timedelta(days=1)
"""Who has asked so lately needs no reminder."""


@transaction.atomic
def request_deletion(actor: Viewer, *, with_artists: bool) -> Deletion:
    """After the days of grace. Again changes `with_artists` alone. Raises SoleOwner, LastOperator, DeletionBegun."""
    lock_operators()
    person = lock_person(actor)
    require_another_operator(person)
    if not with_artists and (holdings := ports.holdings_of(person.pk)):
        raise SoleOwner(holdings)
    grace = timedelta(days=settings.SEGUE.deletion_grace_days)
    deletion, is_new = Deletion.objects.get_or_create(
        user=person, defaults={"due_at": clock.now() + grace, "with_artists": with_artists}
    )
    if deletion.begun_at:
        raise DeletionBegun
    if is_new or deletion.with_artists != with_artists:
        deletion.with_artists = with_artists
        deletion.save(update_fields=["with_artists"])
        notices.tell_deletion_asked(person, deletion)
    return deletion


@transaction.atomic
def cancel_deletion(actor: Viewer) -> None:
    """Nothing happens to who never asked. Raises DeletionBegun."""
    person = lock_person(actor)
    deletion = Deletion.objects.filter(user=person).first()
    if deletion is None:
        return
    if deletion.begun_at:
        raise DeletionBegun
    deletion.delete()
    notices.tell_deletion_undone(person)


def carry_out_deletions() -> None:
    """Remind those whose time comes soon, and begin with those whose time has come."""
    now = clock.now()
    asked = Deletion.objects.filter(begun_at=None)
    soon = asked.filter(
        reminded_at=None, due_at__lte=now + REMINDED_BEFORE, created_at__lte=now - NOT_REMINDED_OF
    )
    for user_id in list(soon.filter(due_at__gt=now).values_list("user_id", flat=True)):
        _remind(user_id)
    for user_id in list(asked.filter(due_at__lte=now).values_list("user_id", flat=True)):
        _begin(user_id)


@transaction.atomic
def _remind(user_id: uuid.UUID) -> None:
    if (deletion := _locked(user_id)) and deletion.reminded_at is None:
        deletion.reminded_at = clock.now()
        deletion.save(update_fields=["reminded_at"])
        notices.tell_deletion_near(deletion.user, deletion)


@transaction.atomic
def _begin(user_id: uuid.UUID) -> None:
    """Nobody can sign in from here on. What only this person cares for by now stops it."""
    lock_operators()
    deletion = _locked(user_id)
    if deletion is None:
        return
    if reasons := _reasons_to_stay(deletion):
        deletion.delete()
        notices.tell_deletion_stopped(deletion.user, reasons)
        return
    deletion.begun_at = clock.now()
    deletion.save(update_fields=["begun_at"])
    User.objects.filter(pk=user_id).update(is_active=False)
    queue.enqueue(ERASE, subject_id=user_id, owner_id=None)


def _locked(user_id: uuid.UUID) -> Deletion | None:
    """Unless it has begun, or was taken back. The person's row is the lock."""
    list(User.objects.select_for_update().filter(pk=user_id))
    return Deletion.objects.select_related("user").filter(user_id=user_id, begun_at=None).first()


def _reasons_to_stay(deletion: Deletion) -> list[str]:
    reasons = (
        []
        if deletion.with_artists
        else [
            f"the {holding.kind} {holding.name} has no other owner"
            for holding in ports.holdings_of(deletion.user_id)
        ]
    )
    if deletion.user.is_staff and not queries.has_other_operator(deletion.user):
        reasons.append("this server has no other operator")
    return reasons
