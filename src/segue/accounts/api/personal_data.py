"""All one's data, to take along or to erase, over HTTP."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import Status

from segue.accounts import queries, services
from segue.accounts.policies import in_person_recently
from segue.accounts.schemas import (
    DeletionOut,
    DeletionWish,
    ExportOut,
    ExportsOut,
    NewExport,
    show_deletion,
    show_export,
)
from segue.kernel.http import Router, in_person

router = Router(tags=["accounts"])
CHUNK_BYTES = 256 * 1024
ZIP_BODY = {
    "responses": {
        200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}},
    }
}


@router.get("/me/exports", auth=in_person, response=ExportsOut)
def list_exports(request: HttpRequest) -> ExportsOut:
    """Newest first: the one that is being made or has failed, and the last that was made, for a week."""
    return ExportsOut(items=[show_export(progress) for progress in queries.exports_of(request.user)])


@router.post("/me/exports", auth=in_person_recently, response={201: ExportOut})
def start_export(request: HttpRequest, new: NewExport) -> Status[ExportOut]:
    """One at a time. Its progress comes live; an e-mail tells when it is ready."""
    services.start_export(request.user, with_files=new.with_files)
    return Status(201, show_export(queries.exports_of(request.user)[0]))


@router.get("/me/exports/{export_id}/file", auth=in_person_recently, response=None, openapi_extra=ZIP_BODY)
def get_export_file(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """The zip."""
    export, path = queries.get_export_file(request.user, export_id)
    answer = StreamingHttpResponse(_read(path), content_type="application/zip")
    answer["Content-Length"] = str(export.bytes)
    answer["Content-Disposition"] = f'attachment; filename="segue-{export.created_at:%Y-%m-%d}.zip"'
    return answer


@router.get("/me/deletion", auth=in_person, response=DeletionOut)
def get_deletion(request: HttpRequest) -> DeletionOut:
    """Whether and when the account will be erased, and what stands in the way of that."""
    return show_deletion(queries.get_self(request.user))


@router.put("/me/deletion", auth=in_person_recently, response=DeletionOut)
def request_deletion(request: HttpRequest, wish: DeletionWish) -> DeletionOut:
    """Erase the account after some days of grace, in which one can still sign in and change one's mind."""
    services.request_deletion(request.user, with_artists=wish.with_artists)
    return show_deletion(queries.get_self(request.user))


@router.delete("/me/deletion", auth=in_person, response={204: None})
def cancel_deletion(request: HttpRequest) -> Status[None]:
    """The account stays; again is fine."""
    services.cancel_deletion(request.user)
    return Status(204, None)


async def _read(path: Path) -> AsyncIterator[bytes]:
    """Piece by piece: Django would read a file that it is given as a whole."""
    with path.open("rb") as file:
        while chunk := await sync_to_async(file.read, thread_sensitive=False)(CHUNK_BYTES):
            yield chunk
