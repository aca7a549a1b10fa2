"""tus over ASGI: which method, which upload, which answer."""

import time
import uuid
from email.utils import format_datetime

import structlog
from django.conf import settings
from structlog.contextvars import bound_contextvars

from segue.accounts.types import Viewer
from segue.kernel.http.asgi import Receive, Scope, Send
from segue.kernel.ids import new_id
from segue.media import arrivals
from segue.media.arrivals import Arrival
from segue.media.errors import UploadNotFound
from segue.media.tus import headers
from segue.media.tus.access import authenticate
from segue.media.tus.body import Body
from segue.media.tus.refusals import VERSION, Answer, BodyCut, Refused, answer_of
from segue.media.tus.threads import in_thread
from segue.media.tus.writing import Wanted, look, write

PREFIX = "/uploads"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination,concatenation"
CONTENT_TYPE = "application/offset+octet-stream"
ON_ALL = ("OPTIONS", "POST")
ON_ONE = ("OPTIONS", "HEAD", "PATCH", "DELETE")
"""Methods of the collection, and of an upload in it."""

log = structlog.get_logger(__name__)


def is_upload_path(path: str) -> bool:
    return path == PREFIX or path.startswith(f"{PREFIX}/")


class UploadApp:
    """Every answer is the protocol's; every refusal is a problem document besides."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        request_id = new_id().hex
        with bound_contextvars(request_id=request_id):
            answer = await _answer(scope, receive)
            if answer is None:
                return
            await Answer(answer.status, {"X-Request-Id": request_id, **answer.headers}, answer.body).send(
                send
            )
            method, ms = headers.method_of(scope), round((time.perf_counter() - began) * 1000)
            log.info("request", method=method, route="uploads", status=answer.status, ms=ms)


async def _answer(scope: Scope, receive: Receive) -> Answer | None:
    """None when nobody is left to hear it."""
    body = None
    try:
        if scope["method"] == "OPTIONS":
            return _discovery()
        _require_version(scope)
        body = Body(receive, headers.content_length(scope))
        actor = await in_thread(authenticate, scope)
        return await _dispatch(scope, actor, body)
    except BodyCut as cut:
        log.info("upload_cut", silent=cut.is_silent)
        return _closing(answer_of(cut)) if cut.is_silent else None
    except Exception as error:  # noqa: BLE001 (whatever it is, its sender gets an answer)
        answer = _refused(error)
        is_drained = body is not None and answer.status not in (401, 403) and await body.drain()
        return answer if is_drained else _closing(answer)


async def _dispatch(scope: Scope, actor: Viewer, body: Body) -> Answer:
    method, upload_id = headers.method_of(scope), _upload_id(scope["path"])
    match method, upload_id:
        case "POST", None:
            return await _create(scope, actor, body)
        case "HEAD", uuid.UUID():
            return _standing(await in_thread(look, actor, upload_id))
        case "PATCH", uuid.UUID():
            _require_content_type(scope)
            arrival = await _write(scope, actor, upload_id, headers.number(scope, "Upload-Offset"), body)
            return Answer(204, _progress(arrival))
        case "DELETE", uuid.UUID():
            await in_thread(arrivals.terminate, actor, upload_id)
            return Answer(204)
    allowed = ", ".join(ON_ONE if upload_id else ON_ALL)
    raise Refused(405, "upload.wrong_method", f"Here you can use {allowed}", Allow=allowed)


async def _create(scope: Scope, actor: Viewer, body: Body) -> Answer:
    parts = headers.parts(scope)
    if parts:
        joined = await in_thread(arrivals.join, actor, headers.asset_id(scope), parts)
        return Answer(201, {"Location": _address(joined)})
    length = headers.number(scope, "Upload-Length")
    if parts is None:
        arrival = await in_thread(arrivals.reopen, actor, headers.asset_id(scope), length)
    else:
        arrival = await in_thread(arrivals.create_partial, actor, length)
    if headers.text(scope, "Content-Type"):
        _require_content_type(scope)
        arrival = await _write(scope, actor, arrival.id, 0, body)
    return Answer(201, {"Location": _address(arrival), **_progress(arrival)})


async def _write(scope: Scope, actor: Viewer, upload_id: uuid.UUID, offset: int, body: Body) -> Arrival:
    return await write(actor, Wanted(upload_id, offset, headers.checksum(scope)), body)


def _discovery() -> Answer:
    return Answer(
        204,
        {
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(settings.SEGUE.max_upload_bytes),
            "Tus-Checksum-Algorithm": ",".join(headers.ALGORITHMS),
        },
    )


def _standing(arrival: Arrival) -> Answer:
    concat = {"Upload-Concat": "partial"} if arrival.is_partial else {}
    return Answer(200, {"Upload-Length": str(arrival.length), **_progress(arrival), **concat})


def _progress(arrival: Arrival) -> dict[str, str]:
    """Upload-Expires is an HTTP date (RFC 9110, 5.6.7)."""
    expires = format_datetime(arrival.expires_at, usegmt=True) if arrival.expires_at else ""
    return {"Upload-Offset": str(arrival.offset)} | ({"Upload-Expires": expires} if expires else {})


def _address(arrival: Arrival) -> str:
    return f"{PREFIX}/{arrival.id}"


def _upload_id(path: str) -> uuid.UUID | None:
    """None for the place where uploads are made. Raises UploadNotFound."""
    name = path.removeprefix(PREFIX).strip("/")
    if not name:
        return None
    try:
        return uuid.UUID(name)
    except ValueError:
        raise UploadNotFound from None


def _require_version(scope: Scope) -> None:
    if headers.text(scope, "Tus-Resumable") != VERSION:
        title = f"This server speaks tus {VERSION}. Send the header Tus-Resumable: {VERSION}"
        raise Refused(412, "upload.wrong_version", title, Tus_Version=VERSION)


def _require_content_type(scope: Scope) -> None:
    if headers.text(scope, "Content-Type") != CONTENT_TYPE:
        raise Refused(415, "upload.wrong_content_type", f"Send the bytes as {CONTENT_TYPE}")


def _refused(error: Exception) -> Answer:
    answer = answer_of(error)
    if answer.status == 500:
        log.error("request_crashed", exc_info=error)
    return answer


def _closing(answer: Answer) -> Answer:
    """The rest of the body isn't worth reading."""
    return Answer(answer.status, {**answer.headers, "Connection": "close"}, answer.body)
