"""What moderators decide: it ends the case, is on record, and everybody it concerns is told."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.catalog import services as catalog_services
from segue.kernel import audit
from segue.kernel.text import one_line, paragraphs
from segue.media import services as media_services
from segue.moderation import queries
from segue.moderation.errors import (
    CannotReinstate,
    NothingToBlock,
    NotTakenDown,
    NotToTakeDown,
    SubjectGone,
    TakenDownAlready,
)
from segue.moderation.models import Case, Decision
from segue.moderation.services import letters
from segue.moderation.services.locks import lock_open_case, tell_moderators
from segue.moderation.types import Action, ReportReason, Subject, SubjectKind

PUT_BACK = "What was blocked with it has been put back"
RECORDED_AS = {
    Action.DISMISS: "moderation.dismissed",
    Action.TAKE_DOWN: "moderation.taken_down",
    Action.ASK_FOR_CHANGES: "moderation.changes_asked",
    Action.REINSTATE: "moderation.reinstated",
}


@transaction.atomic
def decide(
    actor: Viewer,
    case_id: uuid.UUID,
    *,
    action: Action,
    reason: ReportReason,
    message: str,
    is_blocked: bool = False,
) -> Decision:
    """Ends the case, with all its reports and appeals. `is_blocked`: what is taken down may not come in again.
    Raises CaseNotFound, OwnContent, DecidedAlready, SubjectGone, NotToTakeDown, TakenDownAlready, NotTakenDown,
    CannotReinstate, NothingToBlock."""
    case = lock_open_case(actor, case_id)
    subject = queries.find_subject(SubjectKind(case.subject_kind), case.subject_id)
    decision = Decision(
        case=case, decided_by_id=person_id(actor), action=action, reason=reason, message=paragraphs(message)
    )
    blocks = _carry_out(actor, decision, subject, is_blocked=is_blocked)
    decision.save()
    decision.blocks.set(blocks)
    _close(case)
    _record(actor, case, subject, decision)
    letters.tell_everybody(case, decision)
    return decision


def _carry_out(actor: Viewer, decision: Decision, subject: Subject | None, *, is_blocked: bool) -> list[Any]:
    """Changes the subject; the blocks that came of it."""
    if decision.action == Action.DISMISS:
        return []
    if subject is None:
        raise SubjectGone
    if decision.action == Action.REINSTATE:
        _reinstate(actor, subject)
    if decision.action != Action.TAKE_DOWN:
        return []
    _take_down(decision, subject)
    if not is_blocked:
        return []
    if not (assets := queries.asset_ids(subject)):
        raise NothingToBlock
    reason = one_line(decision.message)[:500]
    return [media_services.block(actor, asset_id, reason=reason) for asset_id in assets]


def _take_down(decision: Decision, subject: Subject) -> None:
    if subject.kind is SubjectKind.ARTIST:
        raise NotToTakeDown
    if subject.is_taken_down:
        raise TakenDownAlready
    if subject.kind is SubjectKind.COVER:
        decision.image_id = catalog_services.take_down_cover(subject.id)
        is_down = decision.image_id is not None
    elif subject.kind is SubjectKind.TRACK:
        is_down = catalog_services.take_down_track(subject.id)
    else:
        is_down = catalog_services.take_down_release(subject.id)
    if not is_down:
        raise SubjectGone  # its team was faster


def _reinstate(actor: Viewer, subject: Subject) -> None:
    if not subject.is_taken_down:
        raise NotTakenDown
    standing = queries.last_standing(subject.kind, subject.id)
    put_back: dict[SubjectKind, Callable[[uuid.UUID], bool]] = {
        SubjectKind.RELEASE: catalog_services.reinstate_release,
        SubjectKind.TRACK: catalog_services.reinstate_track,
        SubjectKind.COVER: lambda release_id: catalog_services.restore_cover(
            release_id, standing.image_id if standing else None
        ),
    }
    if not put_back[subject.kind](subject.id):
        raise CannotReinstate
    if standing:
        for block_id in standing.blocks.values_list("pk", flat=True):
            media_services.unblock(actor, block_id, reason=PUT_BACK)


def _close(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(is_open=False)
    tell_moderators(case.pk)


def _record(actor: Viewer, case: Case, subject: Subject | None, decision: Decision) -> None:
    audit.record(
        actor,
        RECORDED_AS[Action(decision.action)],
        subject=(case.subject_kind, case.subject_id),
        reason=decision.message,
        before={"is_taken_down": bool(subject and subject.is_taken_down)},
        after={
            "is_taken_down": queries.is_down(SubjectKind(case.subject_kind), case.subject_id),
            "because_of": decision.reason,
            "reports": case.reports.count(),
            "decision_id": str(decision.pk),
        },
    )
