"""Changes of uploads: announce, receive, retry, remove."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from segue.accounts.types import Viewer, person_id
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job
from segue.media import incoming
from segue.media.blocks import assets_like as assets_like
from segue.media.blocks import block as block
from segue.media.blocks import block_file as block_file
from segue.media.blocks import blocked as blocked
from segue.media.blocks import unblock as unblock
from segue.media.duplicates import decide_duplicate as decide_duplicate
from segue.media.errors import (
    AlreadyReceived,
    FileEmpty,
    NothingToRetry,
    UnsupportedFile,
    UploadAltered,
    UploadNotFound,
)
from segue.media.file_names import ENDINGS as ENDINGS
from segue.media.file_names import shown_name as shown_name
from segue.media.images import PressedCover as PressedCover
from segue.media.images import Readable as Readable
from segue.media.images import hold_image as hold_image
from segue.media.images import keep_cover as keep_cover
from segue.media.images import receive_cover as receive_cover
from segue.media.library.contents import count_unread as count_unread
from segue.media.library.contents import read_contents as read_contents
from segue.media.library.contents import take_up_lifted as take_up_lifted
from segue.media.library.covers import find_image as find_image
from segue.media.library.covers import keep_embedded_image as keep_embedded_image
from segue.media.library.covers import keep_image as keep_image
from segue.media.library.folders import alone as alone
from segue.media.library.folders import begin_changes as begin_changes
from segue.media.library.folders import open_library as open_library
from segue.media.library.folders import settle as settle
from segue.media.library.rows import store_changed as store_changed
from segue.media.library.rows import store_new as store_new
from segue.media.library.scanning import Report as Report
from segue.media.library.scanning import Scan as Scan
from segue.media.library.scanning import ScannedFile as ScannedFile
from segue.media.library.walking import album_folder as album_folder
from segue.media.library.walking import count_music as count_music
from segue.media.masters import is_in_place as is_in_place
from segue.media.models import Asset, AssetState, DuplicatePair
from segue.media.models import Image as Image
from segue.media.models import LibraryFolder as LibraryFolder
from segue.media.on_demand import ask_for_sound as ask_for_sound
from segue.media.on_demand import forget_sound as forget_sound
from segue.media.on_demand import make_sound as make_sound
from segue.media.processing import ProcessingError as ProcessingError
from segue.media.processing.tag_encodings import guessed_text as guessed_text
from segue.media.queries import INGEST, KINDS, find_retryable_job, get_own_upload, get_upload
from segue.media.quota import require_disk, require_room


def create_upload(actor: Viewer, *, file_name: str, size_bytes: int, sha256: str = "") -> Asset:
    """Announce a file before its bytes are sent. Raises UnsupportedFile, FileEmpty and what `require_room` raises."""
    if PurePath(file_name).suffix.lower().removeprefix(".") not in ENDINGS:
        raise UnsupportedFile(f"“{file_name}” can't be used. {UnsupportedFile.title}.")
    if size_bytes == 0:
        raise FileEmpty
    require_room(actor, size_bytes)
    return Asset.objects.create(
        owner_id=person_id(actor),
        file_name=shown_name(file_name),
        bytes=size_bytes,
        declared_sha256=sha256.lower(),
        expires_at=Now() + upload_lifetime(),
    )


def upload_lifetime() -> timedelta:
    return timedelta(hours=settings.SEGUE.upload_expiry_hours)


def receive_file(actor: Viewer, asset_id: uuid.UUID, body: incoming.Readable) -> Asset:
    """Take the whole file at once and start its pipeline. Raises UploadNotFound, AlreadyReceived, WrongLength,
    UploadAltered, NoSpace."""
    asset = get_own_upload(actor, asset_id)
    if asset.state != AssetState.WAITING:
        raise AlreadyReceived
    require_disk(asset.bytes)
    with incoming.received(body, expected_bytes=asset.bytes) as draft:
        return start_pipeline(asset.pk, draft.sha256, take_over=lambda: draft.keep_for(asset.pk))


@transaction.atomic
def retry_upload(actor: Viewer, asset_id: uuid.UUID) -> Asset:
    """Go on at the step that failed. Raises UploadNotFound, NothingToRetry."""
    asset = get_upload(actor, asset_id)
    job = find_retryable_job(asset.pk)
    if job is None or not queue.retry(job):
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
def hand_over_asset(asset_id: uuid.UUID, *, owner_id: uuid.UUID) -> None:
    """It is somebody else's from now on, with its place in the queue; duplicates are found among one's own alone."""
    Asset.objects.filter(pk=asset_id).update(owner_id=owner_id)
    Job.objects.filter(kind__in=KINDS, subject_id=asset_id).update(owner_id=owner_id)
    pairs = DuplicatePair.objects.filter(Q(earlier_id=asset_id) | Q(later_id=asset_id))
    pairs.exclude(earlier__owner=F("later__owner")).delete()


def forget_duplicates(*asset_ids: uuid.UUID) -> None:
    """Of these among each other: one is the other's better version, and both are wanted."""
    DuplicatePair.objects.filter(earlier__in=asset_ids, later__in=asset_ids).delete()


@transaction.atomic
def start_pipeline(
    asset_id: uuid.UUID, sha256: str, *, take_over: Callable[[], object] | None = None
) -> Asset:
    """The file has arrived; `sha256` (hex) is empty where only its store knows the bytes. It may have come twice at
    once, and it may be unwanted by now: the first one counts, and only then `take_over` puts its bytes in place.
    Raises UploadNotFound, AlreadyReceived, UploadAltered."""
    asset = Asset.objects.select_for_update().filter(pk=asset_id).first()
    if asset is None:
        raise UploadNotFound
    if asset.state != AssetState.WAITING:
        raise AlreadyReceived
    if sha256 and asset.declared_sha256 not in ("", sha256):
        raise UploadAltered
    if take_over:
        take_over()
    asset.sha256, asset.state, asset.expires_at = sha256, AssetState.PROCESSING, None
    asset.save(update_fields=["sha256", "state", "expires_at"])
    queue.enqueue(INGEST, subject_id=asset.pk, owner_id=asset.owner_id)
    return asset


def _stop_pipeline(asset_id: uuid.UUID) -> None:
    """Waits for a step that is just being recorded: its rows belong to the job."""
    jobs = Job.objects.filter(kind__in=KINDS, subject_id=asset_id)
    list(jobs.select_for_update())
    jobs.delete()
