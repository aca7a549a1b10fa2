"""Decisions as the artist's team sees them: never who decided, nor who reported."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import ConfigDict

from segue.moderation import queries
from segue.moderation.models import Appeal, Decision
from segue.moderation.schemas.reports import Said
from segue.moderation.types import Action, ReportReason, SubjectKind


class NewAppeal(Schema):
    model_config = ConfigDict(extra="forbid")

    message: Said


class AnswerOut(Schema):
    """What the team answered; `outcome` and `reply` are the moderators', null until they have looked at it."""

    created_at: datetime
    message: str
    outcome: Action | None
    reply: str | None


class NoticeOut(Schema):
    """`can_answer`: nothing that was answered waits, and an answer could still change something."""

    id: uuid.UUID
    created_at: datetime
    action: Action
    reason: ReportReason
    message: str
    subject_kind: SubjectKind
    subject_id: uuid.UUID
    subject_title: str
    can_answer: bool
    answers: list[AnswerOut]


def show_notice(decision: Decision) -> NoticeOut:
    answers = list(decision.appeals.all())
    is_waiting = any(answer.case.is_open for answer in answers)
    return NoticeOut(
        id=decision.pk,
        created_at=decision.created_at,
        action=Action(decision.action),
        reason=ReportReason(decision.reason),
        message=decision.message,
        subject_kind=SubjectKind(decision.case.subject_kind),
        subject_id=decision.case.subject_id,
        subject_title=decision.case.subject_title,
        can_answer=not is_waiting and queries.is_answerable(decision),
        answers=[_show(answer) for answer in answers],
    )


def _show(answer: Appeal) -> AnswerOut:
    reply = None if answer.case.is_open else answer.case.decision
    return AnswerOut(
        created_at=answer.created_at,
        message=answer.message,
        outcome=Action(reply.action) if reply else None,
        reply=reply.message if reply else None,
    )
