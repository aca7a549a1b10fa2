"""Covers in storage: made of an image that a file brought or a person gave, and the rows that say what was made."""

import threading
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Protocol, TypedDict

from django.db import transaction
from django.utils import timezone

from segue.kernel.storage import media_storage
from segue.kernel.storage.local import digest_of
from segue.media import processing
from segue.media.errors import BadCover, CoverNotMade
from segue.media.models import Image, ImageVariant
from segue.media.processing.covers import FORMATS, MAX_BYTES, WIDTHS
from segue.media.types import CoverFile
from segue.media.work_folder import work_folder

_CHUNK_BYTES = 1 << 20
_AT_ONCE = threading.BoundedSemaphore(2)
_PATIENCE_S = 20.0
_KNOWN_FOR = timedelta(hours=12)
"""Half the time of grace: the garbage collector takes no younger one away between our look and our row."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class PressedVariant(TypedDict):
    size_px: int
    format: str
    sha256: str
    bytes: int


class PressedCover(TypedDict):
    """A cover whose files are stored, and that no row names yet; JSON, as steps of a pipeline hand it on."""

    source_sha256: str
    hue: float
    chroma: float
    gradient: list[str]
    variants: list[PressedVariant]


def press_cover(source: Path, folder: Path) -> PressedCover:
    """Make and store all files of a cover, unless they are there; `folder` is empty. Raises ProcessingError, NoSpace.

    All files of an album mostly bring the same image.
    """
    if known := _known(digest_of(source)):
        return known
    covers = processing.make_covers(source, folder)
    return PressedCover(
        source_sha256=media_storage().put_file(source).sha256,
        hue=covers.colors.hue,
        chroma=covers.colors.chroma,
        gradient=list(covers.colors.gradient),
        variants=[_store(file) for file in covers.files],
    )


def receive_cover(body: Readable) -> PressedCover:
    """Of an image that a person sends. Raises BadCover, CoverNotMade, NoSpace.

    Done while the person waits, and not as a job: it is about half a second of one confined process, a PUT can be
    sent again, and a verdict on the image is told best where it was chosen. The semaphore bounds what it can cost.
    """
    with work_folder() as folder:
        source = folder / "source"
        _write(source, body)
        work = folder / "work"
        work.mkdir()
        if not _AT_ONCE.acquire(timeout=_PATIENCE_S):
            raise CoverNotMade("Many covers are being made at the moment. Try again in a minute.")
        try:
            return press_cover(source, work)
        except processing.ProcessingError as error:
            raise (BadCover if error.kind == "permanent" else CoverNotMade)(error.message) from error
        finally:
            _AT_ONCE.release()


@transaction.atomic
def keep_cover(pressed: PressedCover) -> Image:
    """Its rows; what is there of the same image stays, as its addresses are known."""
    colors = {"hue": pressed["hue"], "chroma": pressed["chroma"], "gradient": pressed["gradient"]}
    image, _ = Image.objects.update_or_create(source_sha256=pressed["source_sha256"], defaults=colors)
    rows = [ImageVariant(image=image, **variant) for variant in pressed["variants"]]
    ImageVariant.objects.bulk_create(rows, ignore_conflicts=True)
    return image


def hold_image(image_id: uuid.UUID) -> bool:
    """Until the transaction ends, so that it can be shown again; False when it is gone."""
    return Image.objects.select_for_update(no_key=True).filter(pk=image_id).first() is not None


def _known(source_sha256: str) -> PressedCover | None:
    since = timezone.now() - _KNOWN_FOR
    image = Image.objects.filter(source_sha256=source_sha256, created_at__gt=since).first()
    if image is None or image.variants.count() < len(WIDTHS) * len(FORMATS):
        return None
    return PressedCover(
        source_sha256=source_sha256,
        hue=image.hue,
        chroma=image.chroma,
        gradient=image.gradient,
        variants=[
            PressedVariant(size_px=row.size_px, format=row.format, sha256=row.sha256, bytes=row.bytes or 0)
            for row in image.variants.all()
        ],
    )


def _store(file: CoverFile) -> PressedVariant:
    stored = media_storage().put_file(file.path)
    return PressedVariant(size_px=file.size_px, format=file.format, sha256=stored.sha256, bytes=stored.bytes)


def _write(path: Path, body: Readable) -> None:
    """At most one chunk more than a cover may have: its size is then judged like that of any other."""
    count = 0
    with path.open("wb") as file:
        while count <= MAX_BYTES and (chunk := body.read(_CHUNK_BYTES)):
            count += file.write(chunk)
