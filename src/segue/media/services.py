"""Changes of uploads: announce, receive, retry, remove."""

import re
import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job
from segue.kernel.storage import NoSpace, media_storage
from segue.media import incoming
from segue.media.errors import (
    AlreadyReceived,
    FileEmpty,
    FileTooLarge,
    NothingToRetry,
    UnsupportedFile,
    UploadNotFound,
)
from segue.media.models import Asset, AssetState
from segue.media.queries import INGEST, get_upload, is_retryable

ENDINGS = frozenset(
    {"wav", "wave", "aif", "aiff", "aifc", "flac", "mp3", "m4a", "mp4", "aac", "alac", "ogg", "oga", "opus"}
)

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def create_upload(actor: Viewer, *, file_name: str, size_bytes: int) -> Asset:
    """Announce a file before its bytes are sent. Raises UnsupportedFile, FileEmpty, FileTooLarge, NoSpace."""
    if PurePath(file_name).suffix.lower().removeprefix(".") not in ENDINGS:
        raise UnsupportedFile(f"“{file_name}” can't be used. {UnsupportedFile.title}.")
    if size_bytes == 0:
        raise FileEmpty
    _require_room(size_bytes)
    name = shown_name(file_name)
    return Asset.objects.create(owner_id=person_id(actor), file_name=name, bytes=size_bytes)


def shown_name(file_name: str) -> str:
    """The name as it is kept: file systems allow characters that neither databases nor people can read."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", file_name)


def receive_content(actor: Viewer, asset_id: uuid.UUID, body: incoming.Readable) -> Asset:
    """Take the file's bytes and start its pipeline. Raises UploadNotFound, AlreadyReceived, WrongLength, NoSpace."""
    asset = get_upload(actor, asset_id)
    if asset.state != AssetState.WAITING:
        raise AlreadyReceived
    _require_room(asset.bytes)
    with incoming.received(body, expected_bytes=asset.bytes) as draft:
        return _start_pipeline(asset.pk, draft)


@transaction.atomic
def retry_upload(actor: Viewer, asset_id: uuid.UUID) -> Asset:
    """Go on at the step that failed. Raises UploadNotFound, NothingToRetry."""
    asset = get_upload(actor, asset_id)
    job = Job.objects.filter(kind=INGEST, subject_id=asset.pk).first()
    if job is None or not is_retryable(job) or not queue.retry(job):
        raise NothingToRetry
    asset.refresh_from_db()
    return asset


@transaction.atomic
def remove_asset(asset_id: uuid.UUID) -> None:
    """Forget an upload and stop its pipeline; stored objects that nothing names any more can be collected."""
    _stop_pipeline(asset_id)
    Asset.objects.filter(pk=asset_id).delete()
    _stop_pipeline(asset_id)  # again: its bytes may have arrived while we waited for its row
    transaction.on_commit(lambda: incoming.incoming_path(asset_id).unlink(missing_ok=True))


@transaction.atomic
def _start_pipeline(asset_id: uuid.UUID, draft: incoming.Draft) -> Asset:
    """Two requests may have sent the file at once, and it may be unwanted by now: the first one counts."""
    asset = Asset.objects.select_for_update().filter(pk=asset_id).first()
    if asset is None:
        raise UploadNotFound
    if asset.state != AssetState.WAITING:
        raise AlreadyReceived
    draft.keep_for(asset.pk)
    asset.sha256, asset.state = draft.sha256, AssetState.PROCESSING
    asset.save(update_fields=["sha256", "state"])
    queue.enqueue(INGEST, subject_id=asset.pk, owner_id=asset.owner_id)
    return asset


def _stop_pipeline(asset_id: uuid.UUID) -> None:
    """Waits for a step that is just being recorded: its rows belong to the job."""
    jobs = Job.objects.filter(kind=INGEST, subject_id=asset_id)
    list(jobs.select_for_update())
    jobs.delete()


def _require_room(size_bytes: int) -> None:
    limit = settings.SEGUE.max_upload_bytes
    if size_bytes > limit:
        raise FileTooLarge(f"This file is larger than the {limit // 1024**2} MB that this server takes.")
    free = media_storage().free_bytes()
    if free is not None and free - 2 * size_bytes < settings.SEGUE.free_space_floor_bytes:
        raise NoSpace
