"""How much a person may upload, asked before any byte is sent."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.kernel.storage import NoSpace, media_storage
from segue.media.errors import FileTooLarge, QuotaFull, TooManyUploads
from segue.media.incoming import require_free
from segue.media.models import Asset, AssetState, PartialUpload

OPEN = Q(state=AssetState.WAITING) & (Q(expires_at=None) | Q(expires_at__gt=Now()))


@dataclass(frozen=True)
class Usage:
    """In bytes: what has arrived, what is announced, and what parts will bring, which are for announced files."""

    stored: int
    announced: int
    parts: int
    open_count: int

    @property
    def bytes(self) -> int:
        return self.stored + max(self.announced, self.parts)


def usage_of(actor: Viewer) -> Usage:
    """Uploads that were given up have lost their bytes and count no more."""
    arrived = _stored_here(Asset.objects.filter(~Q(state=AssetState.WAITING), owner_id=actor.pk))
    announced = Asset.objects.filter(OPEN, owner_id=actor.pk)
    parts = PartialUpload.objects.filter(expires_at__gt=Now(), owner_id=actor.pk)
    return Usage(_sum(arrived), _sum(announced), _sum(parts), announced.count() + parts.count())


def bytes_of(asset_ids: QuerySet[Any, Any]) -> int:
    """What has arrived and what is announced. `asset_ids`: rows of one column."""
    return _sum(_stored_here(Asset.objects.filter(~Q(state=AssetState.WAITING) | OPEN, pk__in=asset_ids)))


def _stored_here(assets: QuerySet[Asset]) -> QuerySet[Asset]:
    """Without the files of a library that stay where they are: they take up nothing."""
    return assets.exclude(library_file__isnull=False, master_key="")


def require_room(actor: Viewer, size_bytes: int) -> None:
    """For one more announced file. Raises FileTooLarge, TooManyUploads, QuotaFull, NoSpace."""
    usage = usage_of(actor)
    _require_quota(usage, size_bytes, usage.stored + max(usage.announced + size_bytes, usage.parts))
    require_disk(size_bytes)


def require_room_for_part(actor: Viewer, size_bytes: int) -> None:
    """For one more part of a file. Raises FileTooLarge, TooManyUploads, QuotaFull, NoSpace."""
    usage = usage_of(actor)
    _require_quota(usage, size_bytes, usage.stored + max(usage.announced, usage.parts + size_bytes))
    require_disk(size_bytes)


def require_disk(size_bytes: int) -> None:
    """Twice the size in the store, for the master and its renditions. Raises NoSpace."""
    require_free(size_bytes)
    free = media_storage().free_bytes()
    if free is not None and free - 2 * size_bytes < settings.SEGUE.free_space_floor_bytes:
        raise NoSpace


def _require_quota(usage: Usage, size_bytes: int, bytes_afterwards: int) -> None:
    limit, quota = settings.SEGUE.max_upload_bytes, settings.SEGUE.upload_quota_bytes
    if size_bytes > limit:
        raise FileTooLarge(f"This file is larger than the {megabytes(limit)} that this server takes.")
    if usage.open_count >= settings.SEGUE.max_open_uploads:
        raise TooManyUploads
    if quota and bytes_afterwards > quota:
        left = megabytes(max(0, quota - usage.bytes))
        raise QuotaFull(
            f"This file has {megabytes(size_bytes)}, and {left} of your {megabytes(quota)} are left. "
            "Remove some uploads for good that you don't need, or ask this server's operator for more."
        )


def _sum(rows: QuerySet[Asset] | QuerySet[PartialUpload]) -> int:
    return rows.aggregate(sum=Sum("bytes"))["sum"] or 0


def megabytes(count: int) -> str:
    """In words."""
    return f"{count // 1024**2} MB"
