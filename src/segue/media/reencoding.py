"""Bringing the catalog to a changed ladder: what it takes, the jobs for it, and how far they are."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Count

from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.priority import LATER
from segue.media.models import Asset, AssetState, Rendition
from segue.media.queries import RENDITIONS, live_renditions
from segue.media.rendition_rows import wanted_rungs
from segue.media.types import RungSpec

CHUNK = 500
RECENT_RUNS = 200
DECODING_S_PER_MINUTE = 0.2
ENCODING_S_PER_MINUTE = {"aac": 1.2, "opus": 0.8, "flac": 0.3}
"""Of a slow core, with verification; only their proportions count once this machine has encoded something."""
CONTAINER_SHARE = 0.015
"""What the index and the fragments add to a lossy rendition, at most."""


@dataclass
class Estimate:
    """What one worker would need for the outdated assets, and what their renditions take up."""

    asset_count: int = 0
    sound_s: float = 0.0
    work_s: float = 0.0
    bytes_before: int = 0
    bytes_after: int = 0
    is_measured: bool = False
    assets: list[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=list)
    """Id and owner of each."""


@dataclass(frozen=True)
class Progress:
    """Of all assets that can be heard. `waiting_count`: not yet encoded, being encoded too."""

    total: int
    waiting_count: int
    failed_count: int

    @property
    def done_count(self) -> int:
        return self.total - self.waiting_count - self.failed_count


def estimate() -> Estimate:
    """Walks through the whole catalog."""
    found = Estimate()
    pace, found.is_measured = _pace()
    for asset, rows in _outdated():
        lacking = _lacking(asset, rows)
        found.asset_count += 1
        found.sound_s += _minutes(asset) * 60
        found.work_s += pace * _default_work_s(_minutes(asset), [rung.codec for rung in lacking])
        found.bytes_before += sum(row.bytes for row in rows)
        found.bytes_after += sum(_bytes(rung, asset, rows) for rung in wanted_rungs(asset))
        found.assets.append((asset.pk, asset.owner_id))
    return found


def enqueue(assets: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> int:
    """A job for each that has none under way; how many are new. Each is a transaction of its own, so that no worker
    waits for the others' locks."""
    return sum(
        queue.enqueue_again(RENDITIONS, subject_id=asset_id, owner_id=owner_id, priority=LATER)
        for asset_id, owner_id in assets
    )


def progress() -> Progress:
    ready = Asset.objects.filter(state=AssetState.READY)
    jobs = Job.objects.filter(kind=RENDITIONS, subject_id__in=ready.values("pk"))
    counts: Counter[str] = Counter(dict(jobs.values_list("state").annotate(count=Count("pk"))))
    waiting = counts[JobState.QUEUED] + counts[JobState.RUNNING]
    return Progress(ready.count(), waiting, counts[JobState.FAILED])


def _outdated() -> Iterator[tuple[Asset, list[Rendition]]]:
    """Those whose renditions aren't what the ladder asks for, with what they have."""
    ready = Asset.objects.filter(state=AssetState.READY).order_by("pk").defer("peaks", "fingerprint")
    assets = ready.iterator(chunk_size=CHUNK)
    while chunk := list(islice(assets, CHUNK)):
        rows: defaultdict[uuid.UUID, list[Rendition]] = defaultdict(list)
        for row in live_renditions([asset.pk for asset in chunk]).defer("index"):
            rows[row.asset_id].append(row)
        for asset in chunk:
            wanted = {(rung.name, rung.recipe) for rung in wanted_rungs(asset)}
            if {(row.name, row.recipe) for row in rows[asset.pk]} != wanted:
                yield asset, rows[asset.pk]


def _lacking(asset: Asset, rows: list[Rendition]) -> list[RungSpec]:
    there = {(row.name, row.recipe) for row in rows}
    return [rung for rung in wanted_rungs(asset) if (rung.name, rung.recipe) not in there]


def _pace() -> tuple[float, bool]:
    """How much longer than the defaults this machine took lately, and whether it has encoded anything at all."""
    runs = StepRun.objects.filter(name="encode", job__kind=RENDITIONS).order_by("-created_at")[:RECENT_RUNS]
    found = list(runs.values_list("job__subject_id", "duration_ms", "output"))
    assets = Asset.objects.in_bulk([subject_id for subject_id, _, _ in found])
    took_s = expected_s = 0.0
    for subject_id, duration_ms, output in found:
        codecs = [rendition["name"].split("-")[0] for rendition in output["renditions"]]
        if codecs and subject_id in assets:
            took_s += duration_ms / 1000
            expected_s += _default_work_s(_minutes(assets[subject_id]), codecs)
    return (took_s / expected_s, True) if expected_s else (1.0, False)


def _default_work_s(minutes: float, codecs: list[str]) -> float:
    if not codecs:
        return 0.0
    return minutes * (DECODING_S_PER_MINUTE + sum(ENCODING_S_PER_MINUTE[codec] for codec in codecs))


def _bytes(rung: RungSpec, asset: Asset, rows: list[Rendition]) -> int:
    """A lossless one is as large as before, or as its source."""
    same = next((row.bytes for row in rows if row.name == rung.name), None)
    if rung.bitrate_kbps is None:
        return same or asset.bytes
    return same or round(rung.bitrate_kbps * 125 * _minutes(asset) * 60 * (1 + CONTAINER_SHARE))


def _minutes(asset: Asset) -> float:
    return (asset.duration_ms or 0) / 60_000
