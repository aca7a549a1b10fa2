"""Stored files that nothing refers to: found by going through the storage, deleted after a time of grace."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

import structlog
from django.utils import timezone

from segue.kernel.storage import StoredKey, media_storage, sha256_of
from segue.media.models import Asset, Image, ImageVariant, Rendition
from segue.media.unused_images import remove_unused_images

GRACE = timedelta(days=1)
"""Far longer than a step may take between putting a file and the row that names it."""
BATCH = 500
FEW = 100
"""So much may go whatever stays: a small or emptied Segue."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Collected:
    """What was deleted, or would be; what nothing refers to either, but was put within the grace; and what is used."""

    count: int = 0
    bytes: int = 0
    young_count: int = 0
    used_count: int = 0


def collect(*, grace: timedelta, is_dry_run: bool = False) -> Collected:
    """Delete every stored file that was put before the grace and that no row names, of covers that nothing shows too.
    Raises StorageUnavailable.

    A file that is put again while this runs is young by that, or else is put anew: storage makes the look at its age
    and the deletion one.
    """
    storage, before = media_storage(), timezone.now() - grace
    if not is_dry_run:
        remove_unused_images(before=before)
    count = size = young = used = 0
    for batch in _batches(storage.stored_keys()):
        named = referenced_sha256s([sha256 for stored in batch if (sha256 := sha256_of(stored.key))])
        for stored in batch:
            if sha256_of(stored.key) in named:
                used += 1
            elif stored.modified_at >= before:
                young += 1
            elif is_dry_run or storage.delete_unused(stored.key, before=before):
                count, size = count + 1, size + stored.bytes
    collected = Collected(count, size, young, used)
    log.info("garbage_collected", is_dry_run=is_dry_run, count=count, bytes=size, young=young, used=used)
    return collected


def collect_if_plausible() -> None:
    """Not when more would go than stay: then somebody else's files may share the place, or rows are missing, and
    `segue media collect` has to be told."""
    found = collect(grace=GRACE, is_dry_run=True)
    if found.count > max(found.used_count, FEW):
        log.error("too_much_garbage", count=found.count, used=found.used_count)
        return
    collect(grace=GRACE)


def referenced_sha256s(among: Collection[str]) -> set[str]:
    """Those that a row names, whatever for. Every table that names stored files has its line here; a master's key is
    made of its asset's hash."""
    return {
        *Asset.objects.filter(sha256__in=among).values_list("sha256", flat=True),
        *Rendition.objects.filter(sha256__in=among).values_list("sha256", flat=True),
        *Image.objects.filter(source_sha256__in=among).values_list("source_sha256", flat=True),
        *ImageVariant.objects.filter(sha256__in=among).values_list("sha256", flat=True),
    }


def _batches(stored: Iterator[StoredKey]) -> Iterator[list[StoredKey]]:
    while batch := list(islice(stored, BATCH)):
        yield batch
