"""Sounds, uploads and what the pipeline would make of them."""

import base64
import io
import os
import subprocess
import time
import wave
from pathlib import Path
from typing import Any

import numpy as np
from django.db import connection, transaction
from mutagen.flac import FLAC, Picture
from PIL import Image as Picturing

from segue.accounts.models import User
from segue.kernel.events.outbox import publish
from segue.kernel.ids import new_id
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.storage import media_storage
from segue.media import processing, services
from segue.media.events import AssetReady
from segue.media.models import (
    Asset,
    AssetState,
    Image,
    ImageVariant,
    LibraryFile,
    LibraryFolder,
    Rendition,
)
from segue.media.processing.ffmpeg import ffmpeg_path
from segue.media.queries import INGEST
from segue.media.types import DEFAULT_LADDER, RenditionFile, RenditionIndex
from segue.media.work_folder import work_folder

RATE_HZ = 44_100
FRAME_COUNT = 2 * RATE_HZ + 123
FFMPEG = ffmpeg_path()


def use_folder(settings: Any, folder: Path) -> None:
    """Keep uploads and stored objects in `folder`, apart from those of tests that run at the same time."""
    changes = {"data_dir": folder, "storage_url": (folder / "media").as_uri()}
    settings.SEGUE = settings.SEGUE.model_copy(update=changes)


def flac_file(
    path: Path,
    *,
    frame_count: int = FRAME_COUNT,
    pitch_hz: float = 220.0,
    tags: dict[str, str] | None = None,
    cover: bytes | None = None,
) -> Path:
    """A 16-bit stereo FLAC of a soft tone at 44.1 kHz, with these Vorbis comments."""
    time_s = np.arange(frame_count)[:, None] / RATE_HZ
    tone = np.round(0.3 * np.sin(2 * np.pi * pitch_hz * time_s * [1, 2]) * 32767).astype("<i2")
    with wave.open(str(path.with_suffix(".wav")), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tone.tobytes())
    command = [FFMPEG, "-nostdin", "-v", "error", "-y", "-i", str(path.with_suffix(".wav"))]
    subprocess.run([*command, "-fflags", "+bitexact", "-map_metadata", "-1", str(path)], check=True)
    path.with_suffix(".wav").unlink()
    _tag(path, tags or {}, cover)
    return path


def cover_image(color: str = "teal") -> bytes:
    """A square PNG."""
    buffer = io.BytesIO()
    Picturing.new("RGB", (640, 640), color).save(buffer, "PNG")
    return buffer.getvalue()


def make_upload(owner: User, path: Path) -> Asset:
    """Its bytes have arrived; its pipeline has yet to run."""
    asset = services.create_upload(owner, file_name=path.name, size_bytes=path.stat().st_size)
    with path.open("rb") as file:
        return services.receive_file(owner, asset.pk, file)


def wait_for_a_lock() -> None:
    """Until another connection to this database waits for a lock."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # inside a transaction the view stands still
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.005)
    raise AssertionError("nobody waits")


def job_of(asset: Asset) -> Job:
    return Job.objects.get(kind=INGEST, subject_id=asset.pk)


def put_object(content: bytes) -> str:
    """SHA-256 of the stored object."""
    with work_folder() as folder:
        draft = folder / "object"
        draft.write_bytes(content)
        return media_storage().put_file(draft).sha256


def make_image(seed: str = "cover") -> Image:
    image = Image.objects.create(source_sha256=put_object(seed.encode()), hue=195.0, chroma=0.09)
    ImageVariant.objects.bulk_create(
        ImageVariant(
            image=image, size_px=size, format=form, sha256=put_object(f"{seed} {size} {form}".encode())
        )
        for size in (256, 512, 1024)
        for form in ("avif", "webp", "jpg")
    )
    return image


def start_processing(asset: Asset) -> Job:
    """As if the bytes had arrived."""
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.PROCESSING, sha256=new_id().hex * 2)
    with transaction.atomic():
        return queue.enqueue(INGEST, subject_id=asset.pk, owner_id=asset.owner_id)


def finish(asset: Asset, *, with_cover: bool = False) -> None:
    """As if the pipeline had ended well: two tiny renditions, and the event."""
    Asset.objects.filter(pk=asset.pk).update(
        state=AssetState.READY,
        duration_ms=8000,
        sample_rate_hz=44_100,
        peaks=bytes(range(200)) * 2,
        sample_count=352_800,
        is_lossless=True,
        loudness_lufs=-14.5,
        loudness_histogram={"-14.5": 77},
        true_peak_dbtp=-1.0,
        cover=make_image(str(asset.pk)) if with_cover else None,
    )
    for name, codec, is_lossless in (("flac", "fLaC", True), ("aac-160", "mp4a.40.2", False)):
        content = f"{name} {asset.pk} ".encode() * 40
        Rendition.objects.create(
            asset_id=asset.pk,
            name=name,
            codec=codec,
            bitrate_kbps=900 if is_lossless else 160,
            is_lossless=is_lossless,
            sha256=put_object(content),
            bytes=len(content),
            index=_index(len(content)).to_json(),
        )
    with transaction.atomic():
        publish(AssetReady(asset_id=asset.pk))


def fail(asset: Asset, *, kind: str = "permanent") -> Job:
    """As if a step had given up."""
    job = start_processing(asset)
    values = {"failure_kind": kind, "error_code": "media.damaged", "error_message": "This file is damaged."}
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, **values)
    Asset.objects.filter(pk=asset.pk).update(state=AssetState.FAILED)
    return job


def _index(size: int) -> RenditionIndex:
    half = (size - 100) // 2
    fragments = ((100, half, 176_400), (100 + half, size - 100 - half, 176_400))
    return RenditionIndex((40, 60), 44_100, 352_800, 0, fragments, size)


def _tag(path: Path, tags: dict[str, str], cover: bytes | None) -> None:
    file = FLAC(path)
    file.update(tags)
    if cover:
        picture = Picture()
        picture.type, picture.mime, picture.data = 3, "image/png", cover
        file["metadata_block_picture"] = base64.b64encode(picture.write()).decode()
        file.add_picture(picture)
    file.save()


def press(source: Path, folder: Path) -> list[RenditionFile]:
    """The real renditions of a real file."""
    folder.mkdir()
    probe = processing.probe(source, folder)
    return processing.prepare(source, probe, DEFAULT_LADDER, folder).renditions


def make_library_asset(owner: User, folder: Path, name: str) -> Asset:
    """A file of a folder that was imported in place, as its scan leaves it: not hashed yet, and without sound."""
    found = (folder / name).stat()
    asset = Asset.objects.create(
        owner=owner,
        file_name=services.shown_name(Path(name).name),
        bytes=max(found.st_size, 1),
        state=AssetState.ON_DEMAND,
        duration_ms=2000,
        tags={"title": "As scanned"},
    )
    library, _ = LibraryFolder.objects.get_or_create(path=os.fsencode(folder), defaults={"owner": owner})
    LibraryFile.objects.create(
        folder=library,
        path=os.fsencode(name),
        bytes=found.st_size,
        modified_ns=found.st_mtime_ns,
        asset=asset,
    )
    return asset
