"""The chain from an uploaded file to its first sound; `renditions.py` has the one that follows."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial, wraps
from pathlib import Path

from django.db import transaction

from segue.kernel.events.outbox import publish
from segue.kernel.jobs import queue
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, register
from segue.kernel.priority import LATER
from segue.kernel.realtime import push_on_commit
from segue.kernel.storage import (
    NoSpace,
    ObjectDamaged,
    ObjectMissing,
    StorageUnavailable,
    StoredObject,
    key_of,
    media_storage,
)
from segue.kernel.storage.local import digest_of
from segue.media import blocks, processing
from segue.media.duplicates import fingerprint_terms, record_duplicates
from segue.media.events import AssetDescribed, AssetReady
from segue.media.images import PressedCover, keep_cover, press_cover
from segue.media.incoming import incoming_path
from segue.media.ladder import first_rungs
from segue.media.masters import hash_of, is_in_place, is_of_library, master_of
from segue.media.models import Asset, AssetState, LibraryFile, RawTags
from segue.media.multipart import forget_arrived, keep_arrived
from segue.media.on_demand import give_back
from segue.media.processing.errors import ProcessingError
from segue.media.push import UploadChanged
from segue.media.queries import INGEST, RENDITIONS, get_asset, progress_of, uploads_open_to
from segue.media.rendition_rows import keep_renditions
from segue.media.schemas import show_upload
from segue.media.types import Probe, RenditionFile, RungSpec
from segue.media.work_folder import work_folder

Work = Callable[[Job, Outputs], Output]


def explained(work: Work) -> Work:
    """Turn what processing and storage refuse into the step's verdict."""

    @wraps(work)
    def guarded(job: Job, outputs: Outputs) -> Output:
        try:
            return work(job, outputs)
        except ProcessingError as error:
            raise StepFailed(error.code, error.message, FailureKind(error.kind)) from error
        except (NoSpace, StorageUnavailable) as error:
            raise StepFailed(error.code, f"{error.detail}.", FailureKind.RESOURCE) from error
        except ObjectMissing as error:
            raise _lost() from error
        except ObjectDamaged as error:
            message = "The stored file came back damaged. Try again, or upload it again."
            raise StepFailed("media.master_damaged", message, FailureKind.TRANSIENT) from error

    return guarded


def _lost() -> StepFailed:
    return StepFailed(
        "media.upload_lost", "The uploaded file is gone. Upload it again.", FailureKind.PERMANENT
    )


def _altered() -> StepFailed:
    message = "The file changed on its way here. Upload it again."
    return StepFailed("media.upload_altered", message, FailureKind.PERMANENT)


@contextmanager
def master(job: Job) -> Iterator[tuple[Path, Path]]:
    """The file as it came, and a folder to work in."""
    with master_of(get_asset(job.subject_id)) as source, work_folder() as folder:
        yield source, folder


@explained
def store(job: Job, outputs: Outputs) -> Output:
    """SHA-256 and byte count decide whether it is the file that was sent. The hash of one that came straight into a
    bucket is known only now."""
    asset = get_asset(job.subject_id)
    blocks.require_allowed(sha256=asset.sha256)
    if is_in_place(asset):
        return _look_at(asset)
    stored = _take_over(asset) if asset.sha256 else keep_arrived(asset)
    blocks.require_allowed(sha256=stored.sha256)
    expected = asset.sha256 or asset.declared_sha256 or stored.sha256
    if (stored.sha256, stored.bytes) != (expected, asset.bytes):
        raise _altered()
    return asdict(stored)


def _look_at(asset: Asset) -> Output:
    """It stays where it is; what it holds may not have been read yet."""
    with master_of(asset) as source:
        sha256 = asset.sha256 or hash_of(source)
    blocks.require_allowed(sha256=sha256)
    return {"key": "", "sha256": sha256, "bytes": asset.bytes}


def _take_over(asset: Asset) -> StoredObject:
    """A worker that was killed after this left the file in storage, under the hash that its upload has been given."""
    path = incoming_path(asset.pk)
    if path.exists():
        if (digest_of(path), path.stat().st_size) != (asset.sha256, asset.bytes):
            raise _altered()
        return media_storage().adopt_file(path, sha256=asset.sha256)
    if media_storage().exists(key_of(asset.sha256)):
        return StoredObject(key_of(asset.sha256), asset.sha256, asset.bytes)
    raise _lost()


def record_store(job: Job, output: Output) -> None:
    """A library's file may have been copied into storage since."""
    _update(job, sha256=output["sha256"], **({"master_key": output["key"]} if output["key"] else {}))
    LibraryFile.objects.filter(asset_id=job.subject_id, sha256="").update(sha256=output["sha256"])
    transaction.on_commit(partial(forget_arrived, job.subject_id), robust=True)


@explained
def probe(job: Job, outputs: Outputs) -> Output:
    with master(job) as (source, folder):
        return asdict(processing.probe(source, folder))


def record_probe(job: Job, output: Output) -> None:
    """Its duration is what the headers claim; the true one is counted by `prepare`."""
    _update(job, **{name: value for name, value in output.items() if name != "duration_ms"})


@explained
def read_tags(job: Job, outputs: Outputs) -> Output:
    """Neither unreadable tags nor a broken cover ever fail the track. A library's have been read by its scan."""
    if is_of_library(get_asset(job.subject_id)):
        return {}
    with master(job) as (source, folder):
        found = processing.read_all_tags(source, folder)
        cover, cover_notes = _press(found.cover) if found.cover else (None, [])
        notes = [*map(asdict, found.notes), *cover_notes]
        return {"tags": found.tags.as_json(), "raw": asdict(found.raw), "cover": cover, "notes": notes}


def _press(image: Path) -> tuple[PressedCover | None, list[Output]]:
    """Or, of an image that can't be used, what its artist should know."""
    with work_folder() as folder:
        try:
            return press_cover(image, folder), []
        except ProcessingError as error:
            if error.kind != "permanent":
                raise
            return None, [{"code": error.code, "message": error.message}]


def record_tags(job: Job, output: Output) -> None:
    if not output:
        return
    image = keep_cover(output["cover"]) if output["cover"] else None
    _update(job, tags=output["tags"], cover=image, notes=output["notes"])
    RawTags.objects.update_or_create(asset_id=job.subject_id, defaults=output["raw"])
    publish(AssetDescribed(asset_id=job.subject_id))


@explained
def prepare(job: Job, outputs: Outputs) -> Output:
    """One pass over the whole file: it is verified, measured, and made into what it can first be heard by."""
    with master(job) as (source, folder):
        probe = Probe(**outputs["probe"])
        rungs = first_rungs(probe)
        prepared = processing.prepare(source, probe, rungs, folder)
        blocks.require_allowed(fingerprint=prepared.fingerprint)
        return {
            "facts": asdict(prepared.facts),
            "renditions": store_renditions(prepared.renditions, rungs),
            "loudness": asdict(prepared.loudness),
            "peaks": base64.b64encode(prepared.peaks).decode(),
            "fingerprint": prepared.fingerprint,
            "notes": [asdict(note) for note in prepared.notes],
        }


def record_prepare(job: Job, output: Output) -> None:
    facts, loudness = output["facts"], output["loudness"]
    notes = get_asset(job.subject_id).notes
    _update(
        job,
        duration_ms=facts["duration_ms"],
        sample_count=facts["sample_count"],
        loudness_lufs=loudness["integrated_lufs"],
        true_peak_dbtp=loudness["true_peak_dbtp"],
        loudness_range_lu=loudness["range_lu"],
        loudness_histogram=loudness["histogram"],
        peaks=base64.b64decode(output["peaks"]),
        fingerprint=output["fingerprint"],
        fingerprint_terms=fingerprint_terms(output["fingerprint"]),
        notes=[*notes, *(note for note in output["notes"] if note not in notes)],
    )
    keep_renditions(job.subject_id, output["renditions"])


@explained
def finish(job: Job, outputs: Outputs) -> Output:
    """All the work is done; what remains is to say so, unless it was blocked meanwhile."""
    asset = get_asset(job.subject_id)
    blocks.require_allowed(sha256=asset.sha256, fingerprint=asset.fingerprint or ())
    return {}


def record_ready(job: Job, output: Output) -> None:
    """It can be heard; the rest of the ladder is made when nothing more urgent waits."""
    _update(job, state=AssetState.READY)
    asset = get_asset(job.subject_id)
    record_duplicates(asset)
    publish(AssetReady(asset_id=asset.pk))
    queue.enqueue(RENDITIONS, subject_id=asset.pk, owner_id=asset.owner_id, priority=LATER)


def keep_state(job: Job) -> None:
    """The asset's state follows its job; a library's file is listed while its sound is made."""
    if job.state == JobState.FAILED:
        _update(job, state=AssetState.FAILED)
    elif job.state != JobState.DONE:
        failed = Asset.objects.filter(pk=job.subject_id, state=AssetState.FAILED)
        failed.filter(library_file__isnull=True).update(state=AssetState.PROCESSING)
        failed.update(state=AssetState.ON_DEMAND)
    if job.state in (JobState.FAILED, JobState.DONE):
        give_back(job)
    tell_owner(job)


def tell_owner(job: Job) -> None:
    """Show the uploader's pages where it stands."""
    asset = Asset.objects.filter(pk=job.subject_id).select_related("owner").first()
    if asset is None or not uploads_open_to(asset.owner).filter(pk=asset.pk).exists():
        return  # they have left the team that it is for
    upload = show_upload(progress_of([asset], viewer_id=asset.owner_id)[asset.pk])
    push_on_commit([asset.owner_id], UploadChanged(id=asset.pk, data=upload.model_dump(mode="json")))


def _update(job: Job, **fields: object) -> None:
    Asset.objects.filter(pk=job.subject_id).update(**fields)


def store_renditions(files: list[RenditionFile], rungs: list[RungSpec]) -> list[Output]:
    """The fields of their rows, once the files are stored."""
    recipes = {rung.name: rung.recipe for rung in rungs}
    return [_store_rendition(file, recipes[file.name]) for file in files]


def _store_rendition(file: RenditionFile, recipe: str) -> Output:
    stored = media_storage().adopt_file(file.path)
    return {
        "name": file.name,
        "codec": file.codec,
        "bitrate_kbps": file.bitrate_kbps,
        "is_lossless": file.is_lossless,
        "sha256": stored.sha256,
        "bytes": stored.bytes,
        "index": file.index.to_json(),
        "recipe": recipe,
    }


PIPELINE = register(
    Pipeline(
        kind=INGEST,
        steps=(
            Step("store", "Storing", store, record_store),
            Step("probe", "Reading the file", probe, record_probe),
            Step("tags", "Reading tags and cover", read_tags, record_tags),
            Step("prepare", "Checking it and making the first version", prepare, record_prepare),
            Step("publish", "Publishing", finish, record_ready),
        ),
        on_change=keep_state,
    )
)
