"""What the clock does about uploads straight into the bucket: finish what is whole, drop what was given up."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone

from segue.kernel.storage import new_bucket
from segue.media import multipart
from segue.media.abandoned import ABANDONED
from segue.media.errors import AlreadyReceived, UploadNotFound, WrongLength
from segue.media.models import AssetState, MultipartUpload
from segue.media.queries import find_retryable_job

if TYPE_CHECKING:
    from segue.kernel.storage.s3_direct import DirectUploads

log = structlog.get_logger(__name__)


def finish_completed() -> int:
    """Start the pipeline of each upload that is whole in the bucket while nobody says so: an answer was lost, or a web
    server was killed. Returns how many. Raises StorageUnavailable."""
    if new_bucket() is None:
        return 0
    bucket = multipart.direct_uploads()
    waiting = MultipartUpload.objects.filter(asset__state=AssetState.WAITING).select_related("asset")
    return sum(_finish(bucket, upload) for upload in waiting)


def remove_abandoned_parts() -> None:
    """Leave nothing in the bucket that no upload will ask for. Raises StorageUnavailable."""
    if new_bucket() is None:
        return
    bucket = multipart.direct_uploads()
    finish_completed()
    expired = MultipartUpload.objects.filter(
        asset__state=AssetState.WAITING, asset__expires_at__lte=timezone.now()
    )
    for asset_id in expired.values_list("asset_id", flat=True):
        multipart.forget(asset_id)
    for asset_id in _no_longer_needed():
        multipart.forget_arrived(asset_id)
    _remove_unknown(bucket, before=timezone.now() - ABANDONED)


def _no_longer_needed() -> Iterator[uuid.UUID]:
    """Whole files that the pipeline has stored, or will never."""
    stored = MultipartUpload.objects.exclude(asset__master_key="")
    yield from stored.values_list("asset_id", flat=True)
    failed = MultipartUpload.objects.filter(asset__state=AssetState.FAILED, asset__master_key="")
    for asset_id in failed.values_list("asset_id", flat=True):
        if find_retryable_job(asset_id) is None:
            yield asset_id


def _remove_unknown(bucket: "DirectUploads", *, before: datetime) -> None:
    """Of uploads whose rows are gone, or never were."""
    for upload in bucket.unfinished():
        is_known = MultipartUpload.objects.filter(key=upload.key, upload_id=upload.upload_id).exists()
        if not is_known and upload.started_at < before:
            bucket.abort(upload.key, upload.upload_id)
    for key, arrived_at in bucket.arrived():
        if arrived_at < before and not MultipartUpload.objects.filter(key=key).exists():
            bucket.storage.delete(key)


def _finish(bucket: "DirectUploads", upload: MultipartUpload) -> bool:
    if bucket.size_bytes(upload.key) is None:
        return False
    try:
        multipart.finish(bucket, upload)
    except (AlreadyReceived, UploadNotFound, WrongLength) as refusal:
        log.info("arrival_not_finished", code=refusal.code)
        return False
    return True
