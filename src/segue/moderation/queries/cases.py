"""The moderators' queue."""

import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from segue.accounts.types import Viewer
from segue.artists.queries import artists_of
from segue.moderation.errors import CaseNotFound
from segue.moderation.models import Appeal, Case, Decision, Report
from segue.moderation.types import Action, ReportReason, SubjectKind

MOST_SHOWN = 100


def cases() -> QuerySet[Case]:
    """With `report_count`, `reasons` and `has_appeal`."""
    return Case.objects.select_related("artist", "assigned_to", "decision__decided_by").annotate(
        report_count=Count("reports", distinct=True),
        reasons=ArrayAgg("reports__reason", distinct=True, filter=Q(reports__isnull=False), default=[]),
        has_appeal=Exists(Appeal.objects.filter(case=OuterRef("pk"))),
    )


def filtered_cases(
    viewer: Viewer,
    *,
    is_open: bool | None,
    reason: ReportReason | None,
    kind: SubjectKind | None,
    is_mine: bool | None,
) -> QuerySet[Case]:
    """None asks for no difference. What is said about own artists is no less listed than the rest."""
    rows = cases()
    if is_open is not None:
        rows = rows.filter(is_open=is_open)
    if kind is not None:
        rows = rows.filter(subject_kind=kind)
    if reason is not None:
        rows = rows.filter(Exists(Report.objects.filter(case=OuterRef("pk"), reason=reason)))
    if is_mine is not None:
        mine = Q(assigned_to=viewer.pk)
        rows = rows.filter(mine if is_mine else ~mine | Q(assigned_to=None))
    return rows


def get_case(case_id: uuid.UUID) -> Case:
    """Raises CaseNotFound."""
    case = cases().filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    return case


def find_open_case(kind: SubjectKind, identity: uuid.UUID) -> Case | None:
    return Case.objects.filter(subject_kind=kind, subject_id=identity, is_open=True).first()


def is_known(kind: SubjectKind, identity: uuid.UUID) -> bool:
    """Whether it ever was a case."""
    return Case.objects.filter(subject_kind=kind, subject_id=identity).exists()


def reports_of(case: Case) -> list[Report]:
    """The newest hundred."""
    rows = Report.objects.filter(case=case).select_related("reporter")
    return list(rows.order_by("-created_at", "-pk")[:MOST_SHOWN])


def decisions_on(case: Case) -> list[Decision]:
    """All that there ever were on the same subject, the newest first, a hundred at most; with `is_blocked`."""
    same = Decision.objects.filter(
        case__subject_kind=case.subject_kind, case__subject_id=case.subject_id
    ).select_related("decided_by")
    blocks = Decision.blocks.through._default_manager.filter(decision=OuterRef("pk"))
    return list(same.annotate(is_blocked=Exists(blocks)).order_by("-pk")[:MOST_SHOWN])


def standing(kind: Any, identity: Any) -> QuerySet[Decision, uuid.UUID]:
    """Id of the last decision that took the subject down or put it back; both may be expressions of an outer query."""
    rows = Decision.objects.filter(case__subject_kind=kind, case__subject_id=identity)
    turns = rows.filter(action__in=(Action.TAKE_DOWN, Action.REINSTATE))
    return turns.order_by("-pk").values_list("pk", flat=True)[:1]


def last_standing(kind: SubjectKind, identity: uuid.UUID) -> Decision | None:
    """What took the subject down, unless it was put back since."""
    return Decision.objects.filter(pk__in=standing(kind, identity), action=Action.TAKE_DOWN).first()


def is_own(actor: Viewer, case: Case) -> bool:
    """Whether the actor is on the team, which isn't told who reported and doesn't decide."""
    return artists_of(actor).filter(pk=case.artist_id).exists()


def own_artist_ids(actor: Viewer) -> set[uuid.UUID]:
    return set(artists_of(actor).values_list("pk", flat=True))


def moderator_ids() -> list[uuid.UUID]:
    people = get_user_model()._default_manager.filter(Q(is_moderator=True) | Q(is_staff=True), is_active=True)
    return list(people.values_list("pk", flat=True))
