"""Reads of files and of what was made of them."""

import tempfile
import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from segue.accounts.types import Viewer
from segue.kernel import capability
from segue.kernel.jobs.errors import FailureKind
from segue.kernel.jobs.models import Job, JobState
from segue.media.errors import UploadNotFound
from segue.media.models import Asset, AssetState, Image, Rendition
from segue.media.processing import ProcessingError, read_tags
from segue.media.types import Measured, RenditionIndex, StoredRendition, Tags

INGEST = "media.ingest"
COVER_SIZES_PX = (256, 512, 1024)


@dataclass(frozen=True)
class UploadProgress:
    """An asset with its job, when its bytes have arrived, and the names of the steps that are done."""

    asset: Asset
    job: Job | None
    steps_done: frozenset[str]


def get_upload(actor: Viewer, asset_id: uuid.UUID) -> Asset:
    """Only one's own. Raises UploadNotFound."""
    asset = Asset.objects.filter(pk=asset_id, owner_id=actor.pk).first()
    if asset is None:
        raise UploadNotFound
    return asset


def get_asset(asset_id: uuid.UUID) -> Asset:
    return Asset.objects.get(pk=asset_id)


def progress_of(assets: list[Asset]) -> dict[uuid.UUID, UploadProgress]:
    """By asset id, in two queries."""
    jobs = {
        job.subject_id: job
        for job in Job.objects.filter(
            kind=INGEST, subject_id__in=[asset.pk for asset in assets]
        ).prefetch_related("steps")
    }
    return {asset.pk: _progress(asset, jobs.get(asset.pk)) for asset in assets}


def count_progress(asset_ids: list[uuid.UUID]) -> tuple[int, int, int]:
    """How many are ready, how many failed, and how many are still on their way; removed ones count nowhere."""
    states = Asset.objects.filter(pk__in=asset_ids).values_list("state", flat=True)
    counts = Counter(states)
    unfinished = counts[AssetState.WAITING] + counts[AssetState.PROCESSING]
    return counts[AssetState.READY], counts[AssetState.FAILED], unfinished


def is_retryable(job: Job) -> bool:
    """Permanent failures are verdicts on the file: only another file helps."""
    return job.state == JobState.FAILED and job.failure_kind != FailureKind.PERMANENT


def renditions_of(asset_id: uuid.UUID) -> list[StoredRendition]:
    """Best first."""
    rows = Rendition.objects.filter(asset_id=asset_id).order_by("-is_lossless", "-bitrate_kbps", "name")
    return [
        StoredRendition(
            name=row.name,
            codec=row.codec,
            bitrate_kbps=row.bitrate_kbps,
            is_lossless=row.is_lossless,
            sha256=row.sha256,
            index=RenditionIndex.from_json(row.index),
        )
        for row in rows
    ]


def assets_with(sha256: str) -> QuerySet[Asset]:
    """Those that have a rendition which is this stored object."""
    return Asset.objects.filter(renditions__sha256=sha256)


def images_with(sha256: str) -> QuerySet[Image]:
    """Those that have a size which is this stored object."""
    return Image.objects.filter(Q(sha256_256=sha256) | Q(sha256_512=sha256) | Q(sha256_1024=sha256))


def measured(asset: Asset) -> Measured:
    """A ready asset has all of it: a database constraint says so."""
    return Measured(
        duration_ms=asset.duration_ms or 0,
        sample_rate_hz=asset.sample_rate_hz or 0,
        loudness_lufs=asset.loudness_lufs,
        true_peak_dbtp=asset.true_peak_dbtp,
        peaks=bytes(asset.peaks or b""),
    )


def media_path(sha256: str, ending: str, *, viewer_key: str) -> str:
    """A short-lived address of a stored object, for one browser. The caller has checked that it may be seen."""
    return capability.grant(
        settings.SECRETS.capability_key.get_secret_value().encode(),
        sha256=sha256,
        ending=ending,
        viewer_key=viewer_key,
        ttl_s=settings.SEGUE.media_url_seconds,
    ).path


def cover_paths(image: Image, *, viewer_key: str) -> dict[str, str]:
    """`url_<size>` for each size in pixels."""
    return {
        f"url_{size}": media_path(getattr(image, f"sha256_{size}"), "jpg", viewer_key=viewer_key)
        for size in COVER_SIZES_PX
    }


def _progress(asset: Asset, job: Job | None) -> UploadProgress:
    done = frozenset(step.name for step in job.steps.all()) if job else frozenset()
    return UploadProgress(asset, job, done)


def tags_of_file(path: Path) -> Tags:
    """Of a file on this machine, before it is uploaded; none when they can't be read."""
    with tempfile.TemporaryDirectory() as work:
        try:
            return read_tags(path, Path(work))[0]
        except ProcessingError:
            return Tags()
