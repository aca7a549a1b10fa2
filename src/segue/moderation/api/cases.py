"""The moderators' queue."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.accounts.policies import moderators_in_person
from segue.kernel.http import Page, Router, moderators, paginate
from segue.moderation import queries, services
from segue.moderation.schemas import (
    CaseDetailOut,
    CaseOut,
    CaseQuery,
    NewAssignment,
    NewCase,
    NewDecision,
    show_case,
    show_case_detail,
)

router = Router()


@router.get("/moderation/reports", auth=moderators, response=Page[CaseOut])
def list_reports(request: HttpRequest, query: Query[CaseQuery]) -> dict[str, Any]:
    """One item for each subject: open ones first, then those that somebody last reported or appealed."""
    rows = queries.filtered_cases(
        request.user, is_open=query.is_open, reason=query.reason, kind=query.kind, is_mine=query.is_mine
    )
    own = queries.own_artist_ids(request.user)
    return paginate(
        rows, query, order=("is_open", "stirred_at", "id"), show=lambda case: show_case(case, own)
    )


@router.post("/moderation/reports", auth=moderators, response={201: CaseDetailOut})
def open_case(request: HttpRequest, new: NewCase) -> Status[CaseDetailOut]:
    """To decide on something that nobody reported; the open one, where there is one."""
    case = services.open_case(request.user, new.subject_kind, new.subject_id)
    return Status(201, show_case_detail(case, request.user))


@router.get("/moderation/reports/{case_id}", auth=moderators, response=CaseDetailOut)
def get_reports(request: HttpRequest, case_id: uuid.UUID) -> CaseDetailOut:
    """With the subject as it stands, each report, and all that was ever decided on it."""
    return show_case_detail(queries.get_case(case_id), request.user)


@router.put("/moderation/reports/{case_id}/assignment", auth=moderators, response=CaseDetailOut)
def assign_reports(request: HttpRequest, case_id: uuid.UUID, new: NewAssignment) -> CaseDetailOut:
    """To oneself, so that others leave it."""
    case = services.assign(request.user, case_id, is_taken_over=new.is_taken_over)
    return show_case_detail(case, request.user)


@router.delete("/moderation/reports/{case_id}/assignment", auth=moderators, response=CaseDetailOut)
def unassign_reports(request: HttpRequest, case_id: uuid.UUID) -> CaseDetailOut:
    """From oneself; again is fine."""
    return show_case_detail(services.unassign(request.user, case_id), request.user)


@router.post("/moderation/reports/{case_id}/decision", auth=moderators_in_person, response=CaseDetailOut)
def decide_on_reports(request: HttpRequest, case_id: uuid.UUID, new: NewDecision) -> CaseDetailOut:
    """Ends all reports and answers on the subject. Who comes second gets 409 with what the first decided, as member
    `decision`. Nobody decides on what an artist of their own made."""
    services.decide(
        request.user,
        case_id,
        action=new.action,
        reason=new.reason,
        message=new.message,
        is_blocked=new.is_blocked,
    )
    return show_case_detail(queries.get_case(case_id), request.user)
