"""Uploads that go straight into an S3 bucket, in parts: begun, completed, given up, and brought into storage."""

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from segue.accounts.types import Viewer
from segue.kernel.storage import ObjectMissing, StoredObject, new_bucket
from segue.kernel.storage.direct_parts import FOLDER, PartsGone, SentPart, part_bytes_for
from segue.media import services
from segue.media.errors import (
    AlreadyReceived,
    NoDirectUploads,
    PartsMissing,
    UploadNotFound,
    WrongLength,
)
from segue.media.models import Asset, AssetState, MultipartUpload
from segue.media.queries import get_own_upload
from segue.media.quota import require_disk, require_room
from segue.media.work_folder import work_folder

if TYPE_CHECKING:
    from segue.kernel.storage.s3_direct import DirectUploads

URL_TTL_S = 6 * 3600
FEW_PARTS = 1000


@dataclass(frozen=True)
class PartTicket:
    """One part to send: from byte `(number - 1) * part_bytes` on, `bytes` long, as a PUT to `url`; `etag` is set when
    it is in the bucket already."""

    number: int
    bytes: int
    url: str
    etag: str


@dataclass(frozen=True)
class Tickets:
    part_bytes: int
    parts: list[PartTicket]


def begin(actor: Viewer, asset_id: uuid.UUID) -> Tickets:
    """Where each part of the announced file goes; asked again, it goes on with what has been sent.

    Raises UploadNotFound, AlreadyReceived, NoDirectUploads, StorageUnavailable and what `require_room` raises."""
    asset = _waiting(actor, asset_id)
    bucket = direct_uploads()
    if asset.expires_at and asset.expires_at <= timezone.now():
        require_room(actor, asset.bytes)
    require_disk(asset.bytes)
    upload = MultipartUpload.objects.filter(asset=asset).first()
    sent = _sent(bucket, upload) if upload else None
    if upload is None or sent is None:
        upload, sent = _begin_anew(bucket, asset), {}
    Asset.objects.filter(pk=asset.pk, state=AssetState.WAITING).update(
        expires_at=Now() + services.upload_lifetime()
    )
    return _tickets(bucket, upload, asset.bytes, sent)


def complete(actor: Viewer, asset_id: uuid.UUID, etags: dict[int, str]) -> Asset:
    """All parts are sent: make the file of them and start its pipeline; done again, it changes nothing. `etags`: what
    the sender was told of each part, as far as it could read that.

    Raises UploadNotFound, NoDirectUploads, PartsMissing, WrongLength, StorageUnavailable."""
    asset = get_own_upload(actor, asset_id)
    if asset.state != AssetState.WAITING:
        return asset
    bucket = direct_uploads()
    upload = MultipartUpload.objects.filter(asset=asset).first()
    if upload is None:
        raise PartsMissing
    if bucket.size_bytes(upload.key) is None:
        bucket.complete(upload.key, upload.upload_id, _all_parts(bucket, upload, asset, etags))
    try:
        return finish(bucket, upload)
    except AlreadyReceived:
        return get_own_upload(actor, asset_id)


def finish(bucket: "DirectUploads", upload: MultipartUpload) -> Asset:
    """The whole file is in the bucket: start its pipeline, if it has the length that was announced. Raises WrongLength,
    UploadNotFound, AlreadyReceived."""
    if bucket.size_bytes(upload.key) != upload.asset.bytes:
        forget(upload.asset_id)
        raise WrongLength
    return services.start_pipeline(upload.asset_id, "", take_over=lambda: _require_row(upload))


def give_up(actor: Viewer, asset_id: uuid.UUID) -> None:
    """Drop what was sent; the announced file can be begun again. Raises UploadNotFound, AlreadyReceived,
    NoDirectUploads."""
    asset = _waiting(actor, asset_id)
    direct_uploads()
    Asset.objects.filter(pk=asset.pk, state=AssetState.WAITING).update(expires_at=Now())
    forget(asset.pk)


def forget(asset_id: uuid.UUID) -> None:
    """Drop the row, and then what lies in the bucket, unless the pipeline has the file by now. A file that turned out
    whole is deleted as such: an upload that may have been completed is never aborted."""
    with transaction.atomic():
        asset = Asset.objects.select_for_update().filter(pk=asset_id).first()
        upload = MultipartUpload.objects.filter(asset_id=asset_id).first()
        if upload is None or (asset and asset.state != AssetState.WAITING):
            return
        upload.delete()
    drop(direct_uploads(), upload.key, upload.upload_id)


def drop(bucket: "DirectUploads", key: str, upload_id: str) -> None:
    """What nobody is going to ask for any more, whole or in parts."""
    if bucket.size_bytes(key) is None:
        bucket.abort(key, upload_id)
    bucket.storage.delete(key)


def keep_arrived(asset: Asset) -> StoredObject:
    """Bring the file into storage that came straight into the bucket; there it stays until `forget_arrived`. Raises
    ObjectMissing, NoSpace, StorageUnavailable."""
    upload = MultipartUpload.objects.filter(asset=asset).first()
    if upload is None or new_bucket() is None:
        raise ObjectMissing
    with work_folder() as folder:
        return direct_uploads().keep(upload.key, folder / "arrived")


def forget_arrived(asset_id: uuid.UUID) -> None:
    """The pipeline has stored it. What stays in the bucket when this fails is removed later."""
    upload = MultipartUpload.objects.filter(asset_id=asset_id).first()
    bucket = new_bucket()
    if upload and bucket:
        bucket.delete(upload.key)
        upload.delete()


def direct_uploads() -> "DirectUploads":
    """Raises NoDirectUploads where files go through this server."""
    bucket = new_bucket()
    if bucket is None:
        raise NoDirectUploads
    from segue.kernel.storage.s3_direct import DirectUploads  # large, and needed only where there is a bucket

    return DirectUploads(bucket)


def _waiting(actor: Viewer, asset_id: uuid.UUID) -> Asset:
    asset = get_own_upload(actor, asset_id)
    if asset.state != AssetState.WAITING:
        raise AlreadyReceived
    return asset


def _begin_anew(bucket: "DirectUploads", asset: Asset) -> MultipartUpload:
    """Two requests may begin at once: the first one counts."""
    MultipartUpload.objects.filter(asset=asset).delete()
    key = f"{FOLDER}{asset.pk.hex}"
    upload_id = bucket.begin(key)
    try:
        with transaction.atomic():
            return MultipartUpload.objects.create(
                asset=asset,
                key=key,
                upload_id=upload_id,
                part_bytes=part_bytes_for(asset.bytes, max_parts=FEW_PARTS),
            )
    except IntegrityError:
        bucket.abort(key, upload_id)
        return MultipartUpload.objects.get(asset=asset)


def _sent(bucket: "DirectUploads", upload: MultipartUpload) -> dict[int, SentPart] | None:
    """None when the bucket knows nothing of the upload any more."""
    try:
        return bucket.sent_parts(upload.key, upload.upload_id)
    except PartsGone:
        return None


def _tickets(
    bucket: "DirectUploads", upload: MultipartUpload, size_bytes: int, sent: dict[int, SentPart]
) -> Tickets:
    tickets = []
    for number, length in part_lengths(size_bytes, upload.part_bytes).items():
        part = sent.get(number)
        url = bucket.part_url(upload.key, upload.upload_id, number, size_bytes=length, ttl_s=URL_TTL_S)
        tickets.append(PartTicket(number, length, url, part.etag if part and part.bytes == length else ""))
    return Tickets(upload.part_bytes, tickets)


def part_lengths(size_bytes: int, part_bytes: int) -> dict[int, int]:
    """By number, from 1; the last one is what remains."""
    count = -(-size_bytes // part_bytes)
    return {number: min(part_bytes, size_bytes - (number - 1) * part_bytes) for number in range(1, count + 1)}


def _all_parts(
    bucket: "DirectUploads", upload: MultipartUpload, asset: Asset, etags: dict[int, str]
) -> dict[int, SentPart]:
    """As the bucket has them. Raises PartsMissing, also when one isn't the one that its sender knows."""
    sent = _sent(bucket, upload) or {}
    lengths = part_lengths(asset.bytes, upload.part_bytes)
    missing = [
        number for number, length in lengths.items() if number not in sent or sent[number].bytes != length
    ]
    missing += [
        number
        for number, etag in etags.items()
        if number in sent and etag.strip('"') != sent[number].etag.strip('"')
    ]
    if missing:
        shown = ", ".join(str(number) for number in sorted(set(missing))[:10])
        raise PartsMissing(f"These parts of the file haven't arrived whole: {shown}. Send them again.")
    return {number: sent[number] for number in lengths}


def _require_row(upload: MultipartUpload) -> None:
    """It may have been given up in the meantime, and then its file is going away."""
    if not MultipartUpload.objects.filter(pk=upload.pk).exists():
        raise UploadNotFound
