"""Whose turn it is: the most urgent due job of the owner who was served longest ago."""

import uuid
from collections.abc import Collection

from django.db.models import F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Now

from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import known_kinds
from segue.kernel.priority import LATER


def waits() -> Q:
    return Q(state=JobState.QUEUED, run_after__lte=Now())


def lease_ended() -> Q:
    """Left by a worker that was killed, or paused for too long."""
    return Q(state=JobState.RUNNING, lease_until__lt=Now())


def takeable() -> Q:
    return waits() | lease_ended()


def next_job_id(
    *, is_urgent_only: bool = False, without_owners: Collection[uuid.UUID] = ()
) -> uuid.UUID | None:
    """None when nothing is due. Among jobs of one priority owners take turns, each with their oldest job, so
    whoever sends a hundred files holds nobody up for longer than one of them takes."""
    due = Job.objects.filter(takeable(), kind__in=known_kinds()).exclude(owner_id__in=without_owners)
    if is_urgent_only:
        due = due.filter(priority__lt=LATER)
    served = Job.objects.filter(owner_id=OuterRef("owner_id"), claimed_at__isnull=False)
    last_turn = served.order_by("-claimed_at").values("claimed_at")[:1]  # by index, once for each owner
    owners = due.values("priority", "owner_id").annotate(
        since=Min("run_after"), last_turn=Subquery(last_turn)
    )
    turn = owners.order_by("priority", F("last_turn").asc(nulls_first=True), "since").first()
    if turn is None:
        return None
    theirs = due.filter(priority=turn["priority"], owner_id=turn["owner_id"])
    return theirs.order_by("run_after").values_list("pk", flat=True).first()
