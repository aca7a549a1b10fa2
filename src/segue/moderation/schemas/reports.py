"""Reports as those who send them see them."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from segue.accounts.schemas.addresses import Address
from segue.kernel.text import paragraphs
from segue.moderation.models import Report
from segue.moderation.services.letters import outcome_of
from segue.moderation.types import ReportReason, SubjectKind

MOST_CHARACTERS = 2000


def said(text: str) -> str:
    """Raises ValueError when nothing is left."""
    if not (plain := paragraphs(text)):
        raise ValueError("Say it in words.")
    return plain


Said = Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(said)]


class NewReport(Schema):
    """`contact`: an e-mail address, for visitors who want to know what becomes of it; of who is signed in it is
    ignored."""

    model_config = ConfigDict(extra="forbid")

    subject_kind: SubjectKind
    subject_id: uuid.UUID
    reason: ReportReason
    message: Annotated[str, Field(max_length=MOST_CHARACTERS)] = ""
    contact: Address | None = None


class OwnReportOut(Schema):
    """`subject_title`: as it was then. `outcome`: in words, also while it waits."""

    id: uuid.UUID
    created_at: datetime
    subject_kind: SubjectKind
    subject_id: uuid.UUID
    subject_title: str
    reason: ReportReason
    message: str
    is_open: bool
    outcome: str


def show_own_report(report: Report) -> OwnReportOut:
    return OwnReportOut(
        id=report.pk,
        created_at=report.created_at,
        subject_kind=SubjectKind(report.case.subject_kind),
        subject_id=report.case.subject_id,
        subject_title=report.subject_title,
        reason=ReportReason(report.reason),
        message=report.message,
        is_open=report.case.is_open,
        outcome=outcome_of(report),
    )
