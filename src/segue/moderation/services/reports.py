"""Reporting content, and looking at it without a report."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer
from segue.kernel.text import one_line, paragraphs
from segue.moderation import queries
from segue.moderation.errors import OwnContent, SubjectNotFound
from segue.moderation.models import Case, Report
from segue.moderation.services.locks import get_or_open, lock_subject
from segue.moderation.types import ReportReason, SubjectKind


@transaction.atomic
def report(
    viewer: Viewer,
    kind: SubjectKind,
    identity: uuid.UUID,
    *,
    reason: ReportReason,
    message: str,
    contact: str = "",
    guest: str = "",
) -> Report:
    """Of what the viewer may see, by a share link too (`guest`); again, it changes one's open report. `contact`: a
    visitor's e-mail address. Raises SubjectNotFound."""
    if queries.find_seen(viewer, kind, identity, guest=guest) is None:
        raise SubjectNotFound
    lock_subject(kind, identity)
    subject = queries.find_seen(viewer, kind, identity, guest=guest)
    if subject is None:
        raise SubjectNotFound
    said = {"reason": reason, "message": paragraphs(message), "subject_title": subject.title[:300]}
    case = get_or_open(subject)
    if viewer.pk is None:
        return Report.objects.create(case=case, contact=one_line(contact).lower(), **said)
    return Report.objects.update_or_create(case=case, reporter_id=viewer.pk, defaults=said)[0]


@transaction.atomic
def open_case(actor: Viewer, kind: SubjectKind, identity: uuid.UUID) -> Case:
    """For a moderator who wants to decide on something unreported, or again; the open one, if there is one. What isn't
    public and never was a case is no moderator's either. Raises SubjectNotFound, OwnContent."""
    subject = queries.find_subject(kind, identity)
    is_known = queries.is_known(kind, identity) or queries.find_seen(actor, kind, identity) is not None
    if subject is None or not is_known:
        raise SubjectNotFound
    lock_subject(kind, identity)
    case = queries.find_open_case(kind, identity) or get_or_open(subject)
    if queries.is_own(actor, case):
        raise OwnContent
    return queries.get_case(case.pk)
