"""Uploads over HTTP."""

import uuid
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest
from ninja import Status

from segue.kernel.http import Router, in_person, signed_in, studio
from segue.media import avatars, multipart, queries, quota, services
from segue.media.models import Asset
from segue.media.schemas import (
    IMAGE_BODY,
    MultipartOut,
    PartOut,
    SentParts,
    UploadLimitsOut,
    UploadOut,
    show_upload,
)

router = Router(tags=["uploads"])
# What a client should send at once: proxies give a body a deadline, and a chunk is checked as a whole.
CHUNK_BYTES = 8 * 1024 * 1024


@router.get("/uploads/limits", auth=signed_in, response=UploadLimitsOut)
def get_upload_limits(request: HttpRequest) -> UploadLimitsOut:
    """What may be uploaded, to be asked before anything is announced. A quota of 0 is none."""
    return UploadLimitsOut(
        max_bytes=settings.SEGUE.max_upload_bytes,
        quota_bytes=settings.SEGUE.upload_quota_bytes,
        used_bytes=quota.usage_of(request.user).bytes,
        endings=sorted(services.ENDINGS),
        chunk_bytes=CHUNK_BYTES,
    )


@router.get("/uploads/{upload_id}", auth=signed_in, response=UploadOut)
def get_upload(request: HttpRequest, upload_id: uuid.UUID) -> UploadOut:
    """Where the file is in its pipeline."""
    return _show(request, queries.get_upload(request.user, upload_id))


@router.post("/uploads/{upload_id}/retry", auth=studio, response=UploadOut)
def retry_upload(request: HttpRequest, upload_id: uuid.UUID) -> UploadOut:
    """Go on at the step that failed."""
    return _show(request, services.retry_upload(request.user, upload_id))


@router.post("/uploads/{upload_id}/multipart", auth=studio, response=MultipartOut)
def begin_multipart(request: HttpRequest, upload_id: uuid.UUID) -> MultipartOut:
    """Where each part goes, straight into the bucket; asked again, with fresh addresses and what is there already."""
    tickets = multipart.begin(request.user, upload_id)
    parts = [PartOut(**asdict(part)) for part in tickets.parts]
    return MultipartOut(part_bytes=tickets.part_bytes, parts=parts)


@router.post("/uploads/{upload_id}/multipart/complete", auth=studio, response=UploadOut)
def complete_multipart(request: HttpRequest, upload_id: uuid.UUID, sent: SentParts) -> UploadOut:
    """All parts are sent. Safe to ask again when no answer came."""
    etags = {part.number: part.etag for part in sent.parts if part.etag}
    return _show(request, multipart.complete(request.user, upload_id, etags))


@router.delete("/uploads/{upload_id}/multipart", auth=studio, response={204: None})
def give_up_multipart(request: HttpRequest, upload_id: uuid.UUID) -> Status[None]:
    """Drop the parts; the file can be sent again from its beginning."""
    multipart.give_up(request.user, upload_id)
    return Status(204, None)


@router.put("/me/avatar", auth=in_person, response={204: None}, openapi_extra=IMAGE_BODY, tags=["accounts"])
def set_avatar(request: HttpRequest) -> Status[None]:
    """A JPEG, PNG or WebP image as the raw body, at most 20 MB and 25 megapixels; its center square is shown."""
    avatars.set_avatar(request.user, request)
    return Status(204, None)


@router.delete("/me/avatar", auth=in_person, response={204: None}, tags=["accounts"])
def remove_avatar(request: HttpRequest) -> Status[None]:
    """No picture; again is fine."""
    avatars.remove_avatar(request.user)
    return Status(204, None)


def _show(request: HttpRequest, asset: Asset) -> UploadOut:
    return show_upload(queries.progress_of([asset], viewer_id=request.user.pk)[asset.pk])
