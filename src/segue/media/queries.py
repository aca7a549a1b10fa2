"""Reads of files and of what was made of them."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from segue.accounts import queries as account_queries
from segue.accounts.types import Viewer
from segue.kernel import capability
from segue.kernel.jobs.errors import FailureKind
from segue.kernel.jobs.models import Job, JobState
from segue.media.duplicates import Duplicate, duplicates_of
from segue.media.duplicates import duplicate_pairs as duplicate_pairs
from segue.media.errors import UploadNotFound
from segue.media.masters import MENDED_IN_PLACE
from segue.media.models import Asset, AssetState, DuplicatePair, Image, LibraryFolder, PersonImage, Rendition
from segue.media.ports import open_to
from segue.media.processing.album_loudness import album_loudness
from segue.media.quota import bytes_of as bytes_of
from segue.media.quota import megabytes as megabytes
from segue.media.types import AlbumMeasures, Measured, RenditionIndex, StoredRendition

INGEST = "media.ingest"
RENDITIONS = "media.renditions"
KINDS = (INGEST, RENDITIONS)
RETIRED = "~"
"""Begins the names of renditions that nobody is given any more, but some may still be listening to."""


@dataclass(frozen=True)
class UploadProgress:
    """An asset with its jobs, when its bytes have arrived, the names of the steps of the first one that are done, and
    its renditions by name and recipe."""

    asset: Asset
    job: Job | None
    steps_done: frozenset[str]
    renditions_job: Job | None = None
    renditions: frozenset[tuple[str, str]] = frozenset()
    duplicates: tuple[Duplicate, ...] = ()


def uploads_open_to(viewer: Viewer) -> QuerySet[Asset]:
    """One's own, and those of a team for which one may upload; also one's own no more once one may not."""
    return Asset.objects.filter(open_to(viewer))


def get_upload(actor: Viewer, asset_id: uuid.UUID) -> Asset:
    """Raises UploadNotFound."""
    return _found(uploads_open_to(actor).filter(pk=asset_id))


def get_own_upload(actor: Viewer, asset_id: uuid.UUID) -> Asset:
    """Only who announced a file sends it. Raises UploadNotFound."""
    return _found(uploads_open_to(actor).filter(pk=asset_id, owner_id=actor.pk))


def _found(rows: QuerySet[Asset]) -> Asset:
    asset = rows.first()
    if asset is None:
        raise UploadNotFound
    return asset


def get_asset(asset_id: uuid.UUID) -> Asset:
    return Asset.objects.get(pk=asset_id)


def progress_of(
    assets: list[Asset], *, viewer_id: uuid.UUID | None = None
) -> dict[uuid.UUID, UploadProgress]:
    """By asset id, in four queries. Duplicates only of the viewer's own files: they name others of their owner."""
    asset_ids = [asset.pk for asset in assets]
    jobs = {
        (job.kind, job.subject_id): job
        for job in Job.objects.filter(kind__in=KINDS, subject_id__in=asset_ids).prefetch_related("steps")
    }
    renditions: dict[uuid.UUID, set[tuple[str, str]]] = {asset_id: set() for asset_id in asset_ids}
    for asset_id, name, recipe in live_renditions(asset_ids).values_list("asset_id", "name", "recipe"):
        renditions[asset_id].add((name, recipe))
    duplicates = duplicates_of([asset.pk for asset in assets if asset.owner_id == viewer_id])
    return {
        asset.pk: UploadProgress(
            asset,
            job=jobs.get((INGEST, asset.pk)),
            steps_done=_steps_done(jobs.get((INGEST, asset.pk))),
            renditions_job=jobs.get((RENDITIONS, asset.pk)),
            renditions=frozenset(renditions[asset.pk]),
            duplicates=tuple(duplicates.get(asset.pk, ())),
        )
        for asset in assets
    }


def _steps_done(job: Job | None) -> frozenset[str]:
    return frozenset(step.name for step in job.steps.all()) if job else frozenset()


def silent_assets(library: LibraryFolder) -> list[uuid.UUID]:
    """Of a library: those whose sound hasn't been made, and whose file is there."""
    rows = Asset.objects.filter(
        state=AssetState.ON_DEMAND, library_file__folder=library, library_file__missing_at=None
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def count_same_files(library: LibraryFolder) -> int:
    """Files of a library that are, to the byte, another file of its owner's, and about which nobody has decided."""
    same = DuplicatePair.objects.filter(kind="same_file", later__library_file__folder=library)
    return same.filter(decided_at=None).count()


def count_progress(asset_ids: list[uuid.UUID]) -> tuple[int, int, int]:
    """How many are ready, how many failed, and how many are still on their way; removed ones count nowhere."""
    states = Asset.objects.filter(pk__in=asset_ids).values_list("state", flat=True)
    counts = Counter(states)
    unfinished = counts[AssetState.WAITING] + counts[AssetState.PROCESSING]
    return counts[AssetState.READY], counts[AssetState.FAILED], unfinished


def is_retryable(job: Job) -> bool:
    """Permanent failures are verdicts on the file: only another file helps, but for a library's, at its place."""
    is_verdict = job.failure_kind == FailureKind.PERMANENT and job.error_code not in MENDED_IN_PLACE
    return job.state == JobState.FAILED and not is_verdict


def failure_of(asset_id: uuid.UUID) -> str:
    """What the job that was to make its first sound said in the end; empty if it said nothing."""
    failed = Job.objects.filter(kind=INGEST, subject_id=asset_id, state=JobState.FAILED)
    return failed.values_list("error_message", flat=True).first() or ""


def find_retryable_job(asset_id: uuid.UUID) -> Job | None:
    """The one that stopped in a way that may pass, whether it was to make the first sound or the rest."""
    jobs = Job.objects.filter(kind__in=KINDS, subject_id=asset_id, state=JobState.FAILED).order_by("kind")
    return next((job for job in jobs if is_retryable(job)), None)


def live_renditions(asset_ids: Collection[uuid.UUID]) -> QuerySet[Rendition]:
    """Those that listeners are given."""
    return Rendition.objects.filter(asset_id__in=asset_ids).exclude(name__startswith=RETIRED)


def renditions_of(asset_id: uuid.UUID) -> list[StoredRendition]:
    """Best first."""
    rows = live_renditions([asset_id]).order_by("-is_lossless", "-bitrate_kbps", "name")
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
    """Those that have a rendition, or had it until lately, which is this stored object."""
    return Asset.objects.filter(renditions__sha256=sha256)


def images_with(sha256: str) -> QuerySet[Image]:
    """Those that have a variant which is this stored object."""
    return Image.objects.filter(variants__sha256=sha256)


def is_avatar_visible(viewer: Viewer, sha256: str) -> bool:
    """Whether a stored object is the picture of somebody whose profile the viewer may see."""
    people = account_queries.people_visible_to(viewer)
    return PersonImage.objects.filter(image__in=images_with(sha256), user__in=people).exists()


def measured(asset: Asset) -> Measured:
    """A ready asset has all of it: a database constraint says so."""
    return Measured(
        duration_ms=asset.duration_ms or 0,
        sample_rate_hz=asset.sample_rate_hz or 0,
        loudness_lufs=asset.loudness_lufs,
        true_peak_dbtp=asset.true_peak_dbtp,
        peaks=bytes(asset.peaks or b""),
    )


def measure_album(asset_ids: Collection[uuid.UUID]) -> AlbumMeasures:
    """Of those that can be heard; silent ones count for nothing."""
    rows = Asset.objects.filter(pk__in=asset_ids, state=AssetState.READY)
    measured = list(rows.values_list("loudness_histogram", "true_peak_dbtp"))
    peaks = [peak for _, peak in measured if peak is not None]
    return AlbumMeasures(
        loudness_lufs=album_loudness(histogram for histogram, _ in measured),
        true_peak_dbtp=max(peaks, default=None),
    )


def media_path(sha256: str, ending: str, *, viewer_key: str, track_id: uuid.UUID | None = None) -> str:
    """A short-lived address of a stored object, for one browser. The caller has checked that it may be seen.

    With a track, its holder may have the object for as long as they may see that track; without one, for as long as
    it is part of anything that they may see.
    """
    return capability.grant(
        settings.CAPABILITY_KEYS,
        sha256=sha256,
        ending=ending,
        track=track_id.hex if track_id else "",
        viewer_key=viewer_key,
        ttl_s=settings.SEGUE.media_url_seconds,
    ).path


def cover_paths(image: Image, *, viewer_key: str) -> dict[str, dict[str, str]]:
    """By format, `url_<size>` for each size in pixels. The image's variants have been fetched with it."""
    paths: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for variant in image.variants.all():
        path = media_path(variant.sha256, variant.format, viewer_key=viewer_key)
        paths[variant.format][f"url_{variant.size_px}"] = path
    return paths
