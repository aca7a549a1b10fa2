"""What moderation keeps of one person: reports and answers that they wrote, and what they decided."""

import uuid
from collections.abc import Iterator
from functools import partial

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from segue.accounts import ports
from segue.accounts import queries as account_queries
from segue.accounts.ports import ExportFile, Rows, json_document
from segue.moderation.models import Appeal, Case, Decision, Report

BATCH = 500


def register() -> None:
    """Called once, when Django starts."""
    ports.register_export("moderation", export)
    ports.register_erasure("moderation", erase)


def export(user_id: uuid.UUID) -> Iterator[ExportFile]:
    yield json_document("moderation/reports.json", partial(_reports, user_id))
    yield json_document("moderation/answers.json", partial(_answers, user_id))
    yield json_document("moderation/decisions.json", partial(_decisions, user_id))
    yield json_document("moderation/assigned.json", partial(_assigned, user_id))


@transaction.atomic
def erase(user_id: uuid.UUID) -> None:
    """Of a report only its reason stays; a team's answers stay the team's; decisions stand, by nobody."""
    _reports_of(user_id).update(reporter=None, contact="", message="")
    Appeal.objects.filter(author_id=user_id).update(author=None)
    Decision.objects.filter(decided_by_id=user_id).update(decided_by=None)
    Case.objects.filter(assigned_to_id=user_id).update(assigned_to=None)


def _reports_of(user_id: uuid.UUID) -> QuerySet[Report]:
    """Also those that were sent without an account, with an address that is the person's."""
    addresses = account_queries.verified_addresses(get_user_model()(pk=user_id))
    return Report.objects.filter(Q(reporter_id=user_id) | Q(reporter=None, contact__in=list(addresses)))


def _reports(user_id: uuid.UUID) -> Rows:
    fields = ("created_at", "case__subject_kind", "case__subject_id", "subject_title", "reason", "message")
    yield from _reports_of(user_id).order_by("pk").values(*fields, "contact").iterator(BATCH)


def _answers(user_id: uuid.UUID) -> Rows:
    fields = ("created_at", "case__subject_kind", "case__subject_id", "message")
    yield from Appeal.objects.filter(author_id=user_id).order_by("pk").values(*fields).iterator(BATCH)


def _decisions(user_id: uuid.UUID) -> Rows:
    fields = ("created_at", "case__subject_kind", "case__subject_id", "action", "reason", "message")
    yield from Decision.objects.filter(decided_by_id=user_id).order_by("pk").values(*fields).iterator(BATCH)


def _assigned(user_id: uuid.UUID) -> Rows:
    fields = ("created_at", "subject_kind", "subject_id")
    yield from Case.objects.filter(assigned_to_id=user_id).order_by("pk").values(*fields).iterator(BATCH)
