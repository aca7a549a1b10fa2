"""The chain from an uploaded file to something that can be heard."""

import base64
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction

from segue.kernel.events.outbox import publish
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, register
from segue.kernel.realtime import push_on_commit
from segue.kernel.storage import NoSpace, ObjectMissing, media_storage
from segue.media import processing
from segue.media.events import AssetDescribed, AssetReady
from segue.media.incoming import incoming_path
from segue.media.models import Asset, AssetState, Image, Rendition
from segue.media.processing.errors import ProcessingError
from segue.media.push import UploadChanged
from segue.media.queries import COVER_SIZES_PX, INGEST, get_asset, progress_of
from segue.media.schemas import show_upload
from segue.media.types import DEFAULT_LADDER, Probe, RenditionFile, RungSpec

log = structlog.get_logger(__name__)
Work = Callable[[Job, Outputs], Output]


def explained(work: Work) -> Work:
    """Turn what processing and storage refuse into the step's verdict."""

    @wraps(work)
    def guarded(job: Job, outputs: Outputs) -> Output:
        try:
            return work(job, outputs)
        except ProcessingError as error:
            raise StepFailed(error.code, error.message, FailureKind(error.kind)) from error
        except NoSpace as error:
            raise StepFailed(error.code, error.detail, FailureKind.RESOURCE) from error
        except ObjectMissing as error:
            raise _lost() from error

    return guarded


def _lost() -> StepFailed:
    return StepFailed(
        "media.upload_lost", "The uploaded file is gone. Upload it again.", FailureKind.PERMANENT
    )


def work_root() -> Path:
    folder: Path = settings.SEGUE.data_dir / "work"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def work_folder() -> Iterator[Path]:
    """An empty folder of the step's own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=work_root()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def master(job: Job) -> Iterator[tuple[Path, Path]]:
    """The uploaded file, and a folder to work in."""
    with media_storage().as_file(get_asset(job.subject_id).master_key) as source, work_folder() as folder:
        yield source, folder


@explained
def store(job: Job, outputs: Outputs) -> Output:
    """SHA-256 and byte count decide whether it is the file that was sent."""
    asset, path = get_asset(job.subject_id), incoming_path(job.subject_id)
    if not path.exists():
        raise _lost()
    stored = media_storage().put_file(path)
    if (stored.sha256, stored.bytes) != (asset.sha256, asset.bytes):
        message = "The file changed on its way here. Upload it again."
        raise StepFailed("media.upload_altered", message, FailureKind.PERMANENT)
    return {"key": stored.key, "sha256": stored.sha256, "bytes": stored.bytes}


def record_store(job: Job, output: Output) -> None:
    _update(job, master_key=output["key"])
    transaction.on_commit(lambda: incoming_path(job.subject_id).unlink(missing_ok=True))


@explained
def probe(job: Job, outputs: Outputs) -> Output:
    with master(job) as (source, folder):
        return asdict(processing.probe(source, folder))


def record_probe(job: Job, output: Output) -> None:
    _update(job, **output)


@explained
def read_tags(job: Job, outputs: Outputs) -> Output:
    """A broken cover never fails the track."""
    with master(job) as (source, folder):
        tags, cover = processing.read_tags(source, folder)
        return {"tags": asdict(tags), "cover": _store_cover(cover) if cover else None}


def record_tags(job: Job, output: Output) -> None:
    image = Image.objects.get_or_create(**_image_fields(output["cover"]))[0] if output["cover"] else None
    _update(job, tags=output["tags"], cover=image)
    publish(AssetDescribed(asset_id=job.subject_id))


@explained
def transcode(job: Job, outputs: Outputs) -> Output:
    with master(job) as (source, folder):
        probe = Probe(**outputs["probe"])
        files = processing.transcode(source, probe, _ladder(probe), folder)
        return {"renditions": [_store_rendition(file) for file in files]}


def record_transcode(job: Job, output: Output) -> None:
    for fields in output["renditions"]:
        name = fields["name"]
        Rendition.objects.update_or_create(asset_id=job.subject_id, name=name, defaults=fields)


@explained
def measure_loudness(job: Job, outputs: Outputs) -> Output:
    with master(job) as (source, folder):
        return asdict(processing.measure_loudness(source, folder))


def record_loudness(job: Job, output: Output) -> None:
    _update(
        job,
        loudness_lufs=output["integrated_lufs"],
        true_peak_dbtp=output["true_peak_dbtp"],
        loudness_range_lu=output["range_lu"],
    )


@explained
def draw_waveform(job: Job, outputs: Outputs) -> Output:
    with master(job) as (source, folder):
        peaks = processing.measure_peaks(source, Probe(**outputs["probe"]), folder)
        return {"peaks": base64.b64encode(peaks).decode()}


def record_waveform(job: Job, output: Output) -> None:
    _update(job, peaks=base64.b64decode(output["peaks"]))


def finish(job: Job, outputs: Outputs) -> Output:
    """All the work is done; what remains is to say so."""
    return {}


def record_ready(job: Job, output: Output) -> None:
    _update(job, state=AssetState.READY)
    publish(AssetReady(asset_id=job.subject_id))


def tell_owner(job: Job) -> None:
    """Keep the asset's state in step with its job, and show the uploader's pages where it stands."""
    if job.state == JobState.FAILED:
        _update(job, state=AssetState.FAILED)
    elif job.state != JobState.DONE:
        Asset.objects.filter(pk=job.subject_id, state=AssetState.FAILED).update(state=AssetState.PROCESSING)
    asset = Asset.objects.filter(pk=job.subject_id).first()
    if asset is None or job.owner_id is None:
        return
    upload = show_upload(progress_of([asset])[asset.pk])
    push_on_commit([job.owner_id], UploadChanged(id=asset.pk, data=upload.model_dump(mode="json")))


def _update(job: Job, **fields: object) -> None:
    Asset.objects.filter(pk=job.subject_id).update(**fields)


def _store_cover(cover: Path) -> Output | None:
    storage = media_storage()
    with work_folder() as folder:
        try:
            covers = processing.make_covers(cover, folder)
        except ProcessingError as error:
            if error.kind != "permanent":
                raise
            log.warning("cover_refused", code=error.code)
            return None
        sizes = {str(size): getattr(covers, f"path_{size}") for size in COVER_SIZES_PX}
        return {"source": storage.put_file(cover).sha256} | {
            size: storage.put_file(path).sha256 for size, path in sizes.items()
        }


def _image_fields(cover: Output) -> Output:
    sizes = {f"sha256_{size}": cover[str(size)] for size in COVER_SIZES_PX}
    return {"source_sha256": cover["source"], "defaults": sizes}


def _ladder(probe: Probe) -> list[RungSpec]:
    """A FLAC of what was lossy before would only be a large copy of its faults."""
    return [rung for rung in DEFAULT_LADDER if probe.is_lossless or rung.codec != "flac"]


def _store_rendition(file: RenditionFile) -> Output:
    stored = media_storage().put_file(file.path)
    return {
        "name": file.name,
        "codec": file.codec,
        "bitrate_kbps": file.bitrate_kbps,
        "is_lossless": file.is_lossless,
        "sha256": stored.sha256,
        "bytes": stored.bytes,
        "index": file.index.to_json(),
    }


PIPELINE = register(
    Pipeline(
        kind=INGEST,
        steps=(
            Step("store", "Storing", store, record_store),
            Step("probe", "Reading the file", probe, record_probe),
            Step("tags", "Reading tags and cover", read_tags, record_tags),
            Step("transcode", "Making streaming versions", transcode, record_transcode),
            Step("loudness", "Measuring loudness", measure_loudness, record_loudness),
            Step("waveform", "Drawing the waveform", draw_waveform, record_waveform),
            Step("publish", "Publishing", finish, record_ready),
        ),
        on_change=tell_owner,
    )
)
