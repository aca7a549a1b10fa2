"""Which moderator looks at what, so that no two do the same; anybody may still decide."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.moderation import queries
from segue.moderation.errors import AssignedToAnother
from segue.moderation.models import Case
from segue.moderation.services.locks import lock_open_case, tell_moderators


@transaction.atomic
def assign(actor: Viewer, case_id: uuid.UUID, *, is_taken_over: bool) -> Case:
    """To oneself. Raises CaseNotFound, OwnContent, DecidedAlready, AssignedToAnother."""
    case = lock_open_case(actor, case_id)
    if case.assigned_to is not None and case.assigned_to_id != person_id(actor) and not is_taken_over:
        name = case.assigned_to.get_username()
        raise AssignedToAnother(f"{name} is looking at this. Take it over, or leave it to them.")
    return _set(case, person_id(actor))


@transaction.atomic
def unassign(actor: Viewer, case_id: uuid.UUID) -> Case:
    """From oneself; what is another's stays theirs. Raises CaseNotFound, OwnContent, DecidedAlready."""
    case = lock_open_case(actor, case_id)
    return _set(case, None) if case.assigned_to_id == person_id(actor) else case


def _set(case: Case, user_id: uuid.UUID | None) -> Case:
    Case.objects.filter(pk=case.pk).update(assigned_to=user_id)
    tell_moderators(case.pk)
    return queries.get_case(case.pk)
