"""Sound of a library's files that is made when somebody wants to hear it, or ahead of that.

An asset stays ON_DEMAND, and listed, while its job runs; many who ask at once share one job. While one listener waits
for it, the job is theirs, so that listeners take turns; in the end it is the asset's owner's again.
"""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.priority import GO_ON, LATER
from segue.kernel.rate_limits import RateLimit, hit
from segue.media.errors import ManyAreWaiting, SoundDelayed
from segue.media.models import Asset, AssetState, DuplicatePair, Rendition
from segue.media.queries import INGEST, KINDS

HOUR_S = 3600
AT_ONCE = 3
"""For one listener: what they hear, what follows, and one that they have just skipped."""
WAITING_AT_ONCE = 100
"""For all listeners together; who comes then is asked to come again."""
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


def make_sound(asset_ids: Collection[uuid.UUID], *, priority: int = LATER) -> int:
    """Jobs for those that are ON_DEMAND and have none; how many are new. Each is a transaction of its own, so that no
    worker waits for the others' locks."""
    assets = Asset.objects.filter(pk__in=asset_ids, state=AssetState.ON_DEMAND).values_list("pk", "owner_id")
    return sum(_ask(asset_id, owner_id, priority) for asset_id, owner_id in assets)


def ask_for_sound(asset: Asset, *, listener: uuid.UUID) -> None:
    """Somebody waits for it: before everything that nobody waits for, and before uploads that haven't begun. Asked
    again, it changes nothing. Raises RateLimited, ManyAreWaiting, SoundDelayed; what is being made anyway is refused
    to nobody."""
    job = Job.objects.filter(kind=INGEST, subject_id=asset.pk, state__in=UNDER_WAY).first()
    if job and job.state == JobState.QUEUED and job.error_code and job.run_after > timezone.now():
        raise SoundDelayed
    if job is None:
        _require_turn(listener)
        hit(RateLimit("sound", settings.SEGUE.sounds_on_demand_per_hour, HOUR_S), str(listener))
    if job is None or job.priority != GO_ON:
        _ask(asset.pk, listener, GO_ON)


@transaction.atomic
def forget_sound(asset_ids: Collection[uuid.UUID]) -> None:
    """The files are others now, or there again: what was made of them goes, and is made anew when somebody asks.
    Waits for a step that is just being recorded."""
    jobs = Job.objects.filter(kind__in=KINDS, subject_id__in=asset_ids)
    list(jobs.select_for_update().order_by("pk"))
    jobs.delete()
    Rendition.objects.filter(asset_id__in=asset_ids).delete()
    DuplicatePair.objects.filter(Q(earlier_id__in=asset_ids) | Q(later_id__in=asset_ids)).delete()
    Asset.objects.filter(pk__in=asset_ids).update(
        state=AssetState.ON_DEMAND,
        sample_count=None,
        loudness_lufs=None,
        loudness_range_lu=None,
        true_peak_dbtp=None,
        loudness_histogram={},
        peaks=None,
        fingerprint=None,
        fingerprint_terms=None,
        features={},
    )


def give_back(job: Job) -> None:
    """It has ended; nobody needs to know who listened."""
    owner = Asset.objects.filter(pk=job.subject_id).values_list("owner_id", flat=True).first()
    Job.objects.filter(pk=job.pk).exclude(owner_id=owner).update(owner_id=owner)


def _require_turn(listener: uuid.UUID) -> None:
    under_way = Q(state=JobState.QUEUED) | Q(
        state=JobState.RUNNING
    )  # spelled out: each has an index of its own
    asked = Job.objects.filter(under_way, kind=INGEST, priority=GO_ON)
    made_on_demand = asked.filter(
        subject_id__in=Asset.objects.filter(state=AssetState.ON_DEMAND).values("pk")
    )
    waiting = list(made_on_demand.values_list("owner_id", flat=True)[:WAITING_AT_ONCE])
    if waiting.count(listener) >= AT_ONCE or len(waiting) >= WAITING_AT_ONCE:
        raise ManyAreWaiting


@transaction.atomic
def _ask(asset_id: uuid.UUID, owner_id: uuid.UUID, priority: int) -> bool:
    """Whether it has a job since. Under the job's lock, as it may be ready by now."""
    list(Job.objects.select_for_update().filter(kind=INGEST, subject_id=asset_id))
    if not Asset.objects.filter(pk=asset_id, state=AssetState.ON_DEMAND).exists():
        return False
    is_new = queue.enqueue_again(INGEST, subject_id=asset_id, owner_id=owner_id, priority=priority)
    if not is_new:
        queue.bring_forward(INGEST, subject_id=asset_id, owner_id=owner_id, priority=priority)
    return is_new
