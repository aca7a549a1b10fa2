"""Uploads over HTTP."""

import uuid

from django.http import HttpRequest

from segue.kernel.http import Router, signed_in
from segue.media import queries, services
from segue.media.models import Asset
from segue.media.schemas import UploadOut, show_upload

router = Router(tags=["uploads"])
ANY_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"format": "binary"}}},
    }
}


@router.get("/uploads/{upload_id}", auth=signed_in, response=UploadOut)
def get_upload(request: HttpRequest, upload_id: uuid.UUID) -> UploadOut:
    """Where the file is in its pipeline."""
    return _show(queries.get_upload(request.user, upload_id))


@router.put("/uploads/{upload_id}/content", auth=signed_in, response=UploadOut, openapi_extra=ANY_BODY)
def put_upload_content(request: HttpRequest, upload_id: uuid.UUID) -> UploadOut:
    """The file itself, as the raw body; exactly as many bytes as announced."""
    return _show(services.receive_content(request.user, upload_id, request))


@router.post("/uploads/{upload_id}/retry", auth=signed_in, response=UploadOut)
def retry_upload(request: HttpRequest, upload_id: uuid.UUID) -> UploadOut:
    """Go on at the step that failed."""
    return _show(services.retry_upload(request.user, upload_id))


def _show(asset: Asset) -> UploadOut:
    return show_upload(queries.progress_of([asset])[asset.pk])
