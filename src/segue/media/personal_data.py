"""What media keeps of one person: files they uploaded, and the picture they chose."""

import re
import uuid
from collections.abc import Iterator
from functools import partial

from segue.accounts import ports
from segue.accounts.ports import ExportFile, FileGone, Rows, json_document
from segue.kernel.storage import ObjectDamaged, ObjectMissing, key_of, media_storage
from segue.media import services
from segue.media.avatars import show_avatars
from segue.media.models import Asset, BlockedContent, ImageVariant, LibraryFolder, PartialUpload, PersonImage

UPLOAD_FIELDS = (
    *("id", "created_at", "file_name", "bytes", "state", "expires_at", "sha256", "container", "codec"),
    *("sample_rate_hz", "channels", "bits_per_sample", "duration_ms", "sample_count", "is_lossless", "tags"),
    *("loudness_lufs", "loudness_range_lu", "true_peak_dbtp", "features", "notes"),
)
PICTURE_PX = 1024
_CHUNK_BYTES = 1 << 20
_FOR_FILES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_BATCH = 200


def register() -> None:
    """Called once, when Django starts."""
    ports.register_export("media", export)
    ports.register_erasure("media", erase)
    ports.register_avatars(show_avatars)


def export(user_id: uuid.UUID) -> Iterator[ExportFile]:
    """Uploads, each in a folder of its own, and the picture as everybody sees it."""
    yield json_document("media/uploads.json", partial(_uploads, user_id))
    yield json_document("media/unfinished-parts.json", partial(_parts, user_id))
    yield json_document("media/library-folders.json", partial(_folders, user_id))
    yield json_document("media/blocked.json", partial(_blocked, user_id))
    picture = ImageVariant.objects.filter(
        image__in=_images(user_id), format="jpg", size_px=PICTURE_PX
    ).first()
    if picture:
        yield ExportFile("media/picture.jpg", partial(_stored, key_of(picture.sha256)))
    uploads = Asset.objects.filter(owner_id=user_id).exclude(master_key="").order_by("pk")
    for asset_id, name, key, size in uploads.values_list("pk", "file_name", "master_key", "bytes").iterator(
        _BATCH
    ):
        path = f"media/originals/{asset_id}/{_file_name(name)}"
        yield ExportFile(path, partial(_stored, key), is_original=True, size_bytes=size)


def erase(user_id: uuid.UUID) -> None:
    """Whatever others need has been handed over by then; stored files go once nothing names them."""
    PersonImage.objects.filter(user_id=user_id).delete()
    PartialUpload.objects.filter(owner_id=user_id).delete()
    for asset_id in list(Asset.objects.filter(owner_id=user_id).values_list("pk", flat=True)):
        services.remove_asset(asset_id)


def _uploads(user_id: uuid.UUID) -> Rows:
    rows = Asset.objects.filter(owner_id=user_id).order_by("pk")
    yield from rows.values(*UPLOAD_FIELDS).iterator(_BATCH)


def _parts(user_id: uuid.UUID) -> Rows:
    return PartialUpload.objects.filter(owner_id=user_id).order_by("pk").values("id", "bytes", "expires_at")


def _folders(user_id: uuid.UUID) -> Rows:
    for folder in LibraryFolder.objects.filter(owner_id=user_id).order_by("pk"):
        yield {"created_at": folder.created_at, "path": str(folder), "scanned_at": folder.scanned_at}


def _blocked(user_id: uuid.UUID) -> Rows:
    return BlockedContent.objects.filter(blocked_by_id=user_id).order_by("pk").values("created_at", "reason")


def _images(user_id: uuid.UUID) -> list[uuid.UUID]:
    return list(PersonImage.objects.filter(user_id=user_id).values_list("image_id", flat=True))


def _stored(key: str) -> Iterator[bytes]:
    try:
        with media_storage().as_file(key) as path, path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                yield chunk
    except (ObjectMissing, ObjectDamaged) as error:
        raise FileGone(key) from error


def _file_name(name: str) -> str:
    """One that every file system takes, and that can't lead out of its folder."""
    return _FOR_FILES.sub("_", name).strip(". ")[-150:] or "upload"
