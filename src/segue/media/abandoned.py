"""What the clock does about uploads: finish those that were cut off at their very end, forget those given up."""

import time
import uuid
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import structlog
from django.utils import timezone

from segue.media import arrivals
from segue.media.errors import AlreadyReceived, UploadAltered, UploadBusy, UploadNotFound
from segue.media.incoming import arrived_bytes, incoming_folder
from segue.media.models import Asset, AssetState, PartialUpload
from segue.media.parts import locked_part

ABANDONED = timedelta(days=1)

log = structlog.get_logger(__name__)


def finish_arrived() -> int:
    """Start the pipeline of each upload whose bytes are all here while nobody says so: a web server that is killed
    between the last byte and the job. Returns how many."""
    uploads = [upload_id for path in incoming_folder().iterdir() if (upload_id := _upload_id(path))]
    waiting = Asset.objects.filter(pk__in=uploads, state=AssetState.WAITING).values_list("pk", "bytes")
    return sum(_finish(asset_id) for asset_id, size in waiting if arrived_bytes(asset_id) == size)


def remove_expired() -> None:
    """Files of uploads that were given up or are gone, and drafts that a killed process left."""
    PartialUpload.objects.filter(expires_at__lte=timezone.now()).delete()
    for path in incoming_folder().iterdir():
        upload_id = _upload_id(path)
        if upload_id is None:
            if is_old(path):
                path.unlink(missing_ok=True)
        elif not _is_needed(upload_id, path):
            with suppress(UploadBusy, UploadNotFound), locked_part(upload_id) as part:
                part.remove()


def _finish(asset_id: uuid.UUID) -> bool:
    try:
        with locked_part(asset_id) as part:
            arrivals.finish(asset_id, part)
            return True
    except (UploadBusy, AlreadyReceived, UploadNotFound, UploadAltered) as refusal:
        log.info("arrival_not_finished", code=refusal.code)
    return False


def _is_needed(upload_id: uuid.UUID, path: Path) -> bool:
    """While it grows, and until the pipeline has stored it."""
    asset = Asset.objects.filter(pk=upload_id).first()
    if asset is None:
        return PartialUpload.objects.filter(pk=upload_id).exists()
    if asset.state != AssetState.WAITING:
        return asset.master_key == ""
    if asset.expires_at is None:
        return not is_old(path)
    return asset.expires_at > timezone.now()


def _upload_id(path: Path) -> uuid.UUID | None:
    with suppress(ValueError):
        return uuid.UUID(hex=path.name)
    return None


def is_old(path: Path) -> bool:
    """False for what has gone in the meantime."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < time.time() - ABANDONED.total_seconds()
    return False
