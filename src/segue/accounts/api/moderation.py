"""People for moderators and operators: finding them, suspending them, giving them a role."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query

from segue.accounts import queries, services
from segue.accounts.policies import moderators_in_person, operators_in_person
from segue.accounts.schemas import PeopleQuery, PersonOut, ServerRoleChange, SuspensionChange, show_person
from segue.kernel.http import Page, Router, moderators, paginate

router = Router(tags=["operation"])


@router.get("/people", auth=moderators, response=Page[PersonOut])
def list_people(request: HttpRequest, query: Query[PeopleQuery]) -> dict[str, Any]:
    """Newest first."""
    rows = queries.people_for(request.user, query.search)
    return paginate(
        rows, query, order=("date_joined", "id"), show=lambda person: show_person(person, request.user)
    )


@router.put("/people/{person_id}/suspension", auth=moderators_in_person, response=PersonOut)
def suspend_person(request: HttpRequest, person_id: uuid.UUID, change: SuspensionChange) -> PersonOut:
    """Close an account, and end every session, token and address it has. Moderators decide on listeners, operators
    on everyone but themselves."""
    return show_person(services.suspend_person(request.user, person_id, reason=change.reason), request.user)


@router.delete("/people/{person_id}/suspension", auth=moderators_in_person, response=PersonOut)
def restore_person(request: HttpRequest, person_id: uuid.UUID, change: SuspensionChange) -> PersonOut:
    """End a suspension: the person can sign in again."""
    return show_person(services.restore_person(request.user, person_id, reason=change.reason), request.user)


@router.put("/people/{person_id}/role", auth=operators_in_person, response=PersonOut)
def set_person_role(request: HttpRequest, person_id: uuid.UUID, change: ServerRoleChange) -> PersonOut:
    """Make someone a moderator or an operator, or neither. The last operator stays one."""
    return show_person(
        services.set_person_role(request.user, person_id, role=change.role, reason=change.reason),
        request.user,
    )
