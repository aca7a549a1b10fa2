"""Cases as moderators see them."""

import uuid
from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from segue.accounts.types import Viewer
from segue.kernel.http import PageQuery
from segue.kernel.text import one_line
from segue.moderation import queries
from segue.moderation.models import Case, Decision
from segue.moderation.schemas.reports import Said, said
from segue.moderation.types import Action, ReportReason, SubjectKind


def _why(text: str) -> str:
    return said(one_line(text))


Why = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_why)]


class CaseQuery(PageQuery):
    is_open: bool | None = None
    reason: ReportReason | None = None
    kind: SubjectKind | None = None
    is_mine: bool | None = None


class NewCase(Schema):
    model_config = ConfigDict(extra="forbid")

    subject_kind: SubjectKind
    subject_id: uuid.UUID


class NewAssignment(Schema):
    """`is_taken_over`: from whom it is assigned to now."""

    model_config = ConfigDict(extra="forbid")

    is_taken_over: bool = False


class NewDecision(Schema):
    """`message` is told to the artist's team where something changes for it, or it had answered; always on record.
    `is_blocked`: the sound that is taken down may not be uploaded again."""

    model_config = ConfigDict(extra="forbid")

    action: Action
    reason: ReportReason = ReportReason.OTHER
    message: Said
    is_blocked: bool = False


class CaseArtist(Schema):
    id: uuid.UUID
    name: str
    slug: str


class CaseOut(Schema):
    """All that was reported of one subject until it was decided. `is_own`: the viewer is on its team, and doesn't
    decide on it. `subject_title`: as it was when the case was opened."""

    id: uuid.UUID
    created_at: datetime
    stirred_at: datetime
    subject_kind: SubjectKind
    subject_id: uuid.UUID
    subject_title: str
    artist: CaseArtist
    is_open: bool
    report_count: int
    reasons: list[ReportReason]
    has_appeal: bool
    assigned_to: str | None
    is_own: bool
    action: Action | None


class ReportOut(Schema):
    """`reporter`: their username; null for visitors, and for who has been erased."""

    id: uuid.UUID
    created_at: datetime
    reporter: str | None
    reason: ReportReason
    message: str


class AppealOut(Schema):
    id: uuid.UUID
    created_at: datetime
    decision_id: uuid.UUID
    message: str


class DecisionOut(Schema):
    """`decided_by`: a username; null for who has been erased."""

    id: uuid.UUID
    created_at: datetime
    action: Action
    reason: ReportReason
    message: str
    decided_by: str | None
    is_blocked: bool


class SubjectOut(Schema):
    """As it stands now. `state`: of the release, empty for artists. `text`: its description, or the biography. What its
    team has made private since, without asking moderators to look, tells its state alone, under its title then."""

    title: str
    release_id: uuid.UUID | None
    state: str
    is_taken_down: bool
    text: str
    tracks: list[str]


class CaseDetailOut(CaseOut):
    """`subject`: null once it is gone. `reports`: the newest hundred; none for who is on the team. `decisions`: all on
    this subject, the newest first."""

    subject: SubjectOut | None
    reports: list[ReportOut]
    appeals: list[AppealOut]
    decisions: list[DecisionOut]


def show_case(case: Case, own_artist_ids: set[uuid.UUID]) -> CaseOut:
    """Of rows of `queries.cases`."""
    return CaseOut(**_facts(case, is_own=case.artist_id in own_artist_ids))


def show_case_detail(case: Case, viewer: Viewer) -> CaseDetailOut:
    is_own = queries.is_own(viewer, case)
    reports = [] if is_own else queries.reports_of(case)
    return CaseDetailOut(
        **_facts(case, is_own=is_own),
        subject=_subject(case, viewer),
        reports=[
            ReportOut(
                id=row.pk,
                created_at=row.created_at,
                reporter=row.reporter.get_username() if row.reporter else None,
                reason=ReportReason(row.reason),
                message=row.message,
            )
            for row in reports
        ],
        appeals=[
            AppealOut(id=row.pk, created_at=row.created_at, decision_id=row.decision_id, message=row.message)
            for row in case.appeals.order_by("pk")[: queries.MOST_SHOWN]
        ],
        decisions=[show_decision(row) for row in queries.decisions_on(case)],
    )


def show_decision(decision: Decision) -> DecisionOut:
    """Of rows of `queries.decisions_on`."""
    return DecisionOut(
        id=decision.pk,
        created_at=decision.created_at,
        action=Action(decision.action),
        reason=ReportReason(decision.reason),
        message=decision.message,
        decided_by=decision.decided_by.get_username() if decision.decided_by else None,
        is_blocked=vars(decision)["is_blocked"],
    )


def _facts(case: Case, *, is_own: bool) -> dict[str, Any]:
    counted = vars(case)
    return {
        "id": case.pk,
        "created_at": case.created_at,
        "stirred_at": case.stirred_at,
        "subject_kind": case.subject_kind,
        "subject_id": case.subject_id,
        "subject_title": case.subject_title,
        "artist": CaseArtist(id=case.artist_id, name=case.artist.name, slug=case.artist.slug),
        "is_open": case.is_open,
        "report_count": counted["report_count"],
        "reasons": sorted(counted["reasons"]),
        "has_appeal": counted["has_appeal"],
        "assigned_to": case.assigned_to.get_username() if case.assigned_to else None,
        "is_own": is_own,
        "action": None if case.is_open else case.decision.action,
    }


def _subject(case: Case, viewer: Viewer) -> SubjectOut | None:
    kind = SubjectKind(case.subject_kind)
    found = queries.describe(kind, case.subject_id)
    if found is None:
        return None
    is_down = queries.is_down(kind, case.subject_id)
    is_told = is_down or case.appeals.exists() or queries.find_seen(viewer, kind, case.subject_id) is not None
    return SubjectOut(
        title=found.title if is_told else case.subject_title,
        release_id=found.release_id if is_told else None,
        state=found.state,
        is_taken_down=is_down,
        text=found.text if is_told else "",
        tracks=found.tracks if is_told else [],
    )
