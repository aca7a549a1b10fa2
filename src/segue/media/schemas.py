"""Uploads as the API and live messages show them."""

import uuid
from typing import Literal

from pydantic import BaseModel, TypeAdapter

from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import pipeline_of
from segue.media.models import Asset, Image
from segue.media.queries import INGEST, UploadProgress, cover_paths, is_retryable

AssetStanding = Literal["waiting", "processing", "ready", "failed"]
StepState = Literal["pending", "running", "done", "failed"]


class StepOut(BaseModel):
    name: str
    label: str
    state: StepState


class UploadErrorOut(BaseModel):
    code: str
    message: str
    can_retry: bool


class UploadOut(BaseModel):
    id: uuid.UUID
    file_name: str
    bytes: int
    state: AssetStanding
    steps: list[StepOut]
    error: UploadErrorOut | None


class CoverOut(BaseModel):
    url_256: str
    url_512: str
    url_1024: str


def show_upload(progress: UploadProgress) -> UploadOut:
    asset, job = progress.asset, progress.job
    return UploadOut(
        id=asset.pk,
        file_name=asset.file_name,
        bytes=asset.bytes,
        state=standing(asset),
        steps=[
            StepOut(name=step.name, label=step.label, state=_step_state(step.name, progress))
            for step in pipeline_of(INGEST).steps
        ],
        error=_show_error(job) if job else None,
    )


def standing(asset: Asset) -> AssetStanding:
    """The asset's state, as one of the words that the API promises."""
    return TypeAdapter(AssetStanding).validate_python(asset.state)


def show_cover(image: Image | None, *, viewer_key: str) -> CoverOut | None:
    return CoverOut(**cover_paths(image, viewer_key=viewer_key)) if image else None


def _step_state(name: str, progress: UploadProgress) -> StepState:
    if name in progress.steps_done:
        return "done"
    if progress.job is None or progress.job.step != name:
        return "pending"
    return "failed" if progress.job.state == JobState.FAILED else "running"


def _show_error(job: Job) -> UploadErrorOut | None:
    if job.state != JobState.FAILED:
        return None
    return UploadErrorOut(code=job.error_code, message=job.error_message, can_retry=is_retryable(job))
