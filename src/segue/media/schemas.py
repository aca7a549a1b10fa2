"""Uploads as the API and live messages show them."""

import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import pipeline_of
from segue.kernel.storage.direct_parts import MAX_PARTS
from segue.media.duplicates import Duplicate
from segue.media.incoming import arrived_bytes
from segue.media.ladder import rungs_for
from segue.media.models import Asset, AssetState, Image
from segue.media.queries import INGEST, UploadProgress, cover_paths, is_retryable

AssetStanding = Literal["waiting", "processing", "on_demand", "ready", "failed"]
Transport = Literal["tus", "s3"]
StepState = Literal["pending", "running", "done", "failed"]


IMAGE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("image/jpeg", "image/png", "image/webp")
        },
    }
}
"""What an operation that takes an image adds to its description."""


class StepOut(BaseModel):
    name: str
    label: str
    state: StepState


class UploadErrorOut(BaseModel):
    code: str
    message: str
    can_retry: bool


class NoteOut(BaseModel):
    """What the artist should know about a file that was taken all the same."""

    code: str
    message: str


class DuplicateOut(BaseModel):
    """Another upload of the same person that is the same to the byte, or to the ear; `similarity` is 0..1."""

    asset_id: uuid.UUID
    file_name: str
    kind: Literal["same_file", "same_recording"]
    similarity: float
    message: str


class QualitiesOut(BaseModel):
    """How many of the ladder's qualities are made; `error` says why the rest isn't, which stops nobody's listening."""

    done: int
    total: int
    error: UploadErrorOut | None


class UploadLimitsOut(BaseModel):
    """In bytes; a quota of 0 is none. `endings` are those of file names; chunks of `chunk_bytes` travel best."""

    max_bytes: int
    quota_bytes: int
    used_bytes: int
    endings: list[str]
    chunk_bytes: int


class UploadOut(BaseModel):
    """`upload_url` takes the bytes by tus 1.0, unless `transport` says that they go to S3 in parts; what hasn't come
    by `expires_at` is forgotten. `qualities` is null until the file has been read."""

    id: uuid.UUID
    file_name: str
    bytes: int
    state: AssetStanding
    upload_url: str
    transport: Transport
    received_bytes: int
    expires_at: datetime | None
    steps: list[StepOut]
    error: UploadErrorOut | None
    qualities: QualitiesOut | None
    notes: list[NoteOut]
    duplicates: list[DuplicateOut]


class PartOut(BaseModel):
    """From byte `(number - 1) * part_bytes` on, `bytes` long, as a PUT to `url`. `etag` is empty until it is there."""

    number: int
    bytes: int
    url: str
    etag: str


class SentPart(BaseModel):
    model_config = ConfigDict(extra="forbid")
    number: Annotated[int, Field(ge=1, le=MAX_PARTS)]
    etag: Annotated[str, Field(max_length=200)]


class SentParts(BaseModel):
    """What the bucket said of each part; empty where the sender could not read it."""

    model_config = ConfigDict(extra="forbid")
    parts: Annotated[list[SentPart], Field(max_length=MAX_PARTS)] = []


class MultipartOut(BaseModel):
    part_bytes: int
    parts: list[PartOut]


class CoverUrls(BaseModel):
    """A square image in three widths in pixels; a small original is as wide as it was."""

    url_256: str
    url_512: str
    url_1024: str


class CoverOut(CoverUrls):
    """JPEG, and smaller files for browsers that read AVIF or WebP.

    `hue` (degrees) and `chroma` (0 for gray) are OKLCH; `gradient` is three CSS colors, top left to bottom right, to
    show until the image is there, or none.
    """

    avif: CoverUrls | None
    webp: CoverUrls | None
    hue: float
    chroma: float
    gradient: list[str]


def show_upload(progress: UploadProgress) -> UploadOut:
    asset, job = progress.asset, progress.job
    return UploadOut(
        id=asset.pk,
        file_name=asset.file_name,
        bytes=asset.bytes,
        state=standing(asset),
        upload_url=f"/uploads/{asset.pk}",
        transport="s3" if settings.SEGUE.storage_url.startswith("s3:") else "tus",
        received_bytes=arrived_bytes(asset.pk) if asset.state == AssetState.WAITING else asset.bytes,
        expires_at=asset.expires_at,
        steps=[
            StepOut(name=step.name, label=step.label, state=_step_state(step.name, progress))
            for step in pipeline_of(INGEST).steps
        ],
        error=_show_error(job) if job else None,
        qualities=_show_qualities(progress),
        notes=[NoteOut(**note) for note in asset.notes],
        duplicates=[_show_duplicate(duplicate) for duplicate in progress.duplicates],
    )


def standing(asset: Asset) -> AssetStanding:
    """The asset's state, as one of the words that the API promises."""
    return TypeAdapter(AssetStanding).validate_python(asset.state)


def show_cover(image: Image | None, *, viewer_key: str) -> CoverOut | None:
    if image is None:
        return None
    paths = cover_paths(image, viewer_key=viewer_key)
    avif, webp = (CoverUrls(**paths[form]) if form in paths else None for form in ("avif", "webp"))
    colors = {"hue": image.hue, "chroma": image.chroma, "gradient": image.gradient}
    return CoverOut(**paths["jpg"], avif=avif, webp=webp, **colors)


def _show_duplicate(found: Duplicate) -> DuplicateOut:
    what = "file" if found.kind == "same_file" else "recording"
    return DuplicateOut(**asdict(found), message=f"The same {what} as “{found.file_name}”.")


def _step_state(name: str, progress: UploadProgress) -> StepState:
    if name in progress.steps_done:
        return "done"
    if progress.job is None or progress.job.step != name:
        return "pending"
    return "failed" if progress.job.state == JobState.FAILED else "running"


def _show_qualities(progress: UploadProgress) -> QualitiesOut | None:
    if progress.asset.is_lossless is None:
        return None
    wanted = {(rung.name, rung.recipe) for rung in rungs_for(is_lossless=progress.asset.is_lossless)}
    job = progress.renditions_job
    return QualitiesOut(
        done=len(wanted & progress.renditions), total=len(wanted), error=_show_error(job) if job else None
    )


def _show_error(job: Job) -> UploadErrorOut | None:
    if job.state != JobState.FAILED:
        return None
    return UploadErrorOut(code=job.error_code, message=job.error_message, can_retry=is_retryable(job))
