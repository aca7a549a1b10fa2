"""What the tus endpoint refuses, and its answers: statuses by the protocol, words in problem documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError

from segue.kernel.errors import DomainError
from segue.kernel.http import problems
from segue.kernel.http.asgi import Send
from segue.media.errors import UploadBusy, UploadExpired

VERSION = "1.0.0"
Headers = Mapping[str, str]
TUS_STATUS: dict[type[DomainError], int] = {UploadBusy: 423, UploadExpired: 410}


class Refused(Exception):
    """`title` says what to do; `headers` are the protocol's."""

    def __init__(self, status: int, code: str, title: str, **headers: str) -> None:
        super().__init__(title)
        self.status, self.code, self.title = status, code, title
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class BodyCut(Exception):
    """The body ended before its end. `is_silent`: nothing came any more, but the connection stands."""

    def __init__(self, *, is_silent: bool) -> None:
        super().__init__("silent" if is_silent else "disconnected")
        self.is_silent = is_silent


def malformed(name: str, wanted: str) -> Refused:
    return Refused(400, "upload.bad_header", f"The header {name} can't be read. Send {wanted}.")


@dataclass(frozen=True)
class Answer:
    """Without a body, unless it is a problem."""

    status: int
    headers: Headers = field(default_factory=dict)
    body: bytes = b""

    async def send(self, send: Send) -> None:
        lines = {"Tus-Resumable": VERSION, "Cache-Control": "no-store", **self.headers}
        if self.status != 204:
            lines["Content-Length"] = str(len(self.body))
        headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in lines.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def answer_of(error: Exception) -> Answer:
    """Any error as a problem document."""
    match error:
        case Refused():
            return _problem(error.status, error.code, error.title, error.headers)
        case DomainError():
            status = TUS_STATUS.get(type(error)) or problems.STATUS[error.refusal]
            headers = {"Retry-After": "2"} if status == 423 else problems.headers_of(error)
            return _problem(status, error.code, error.title, headers, detail=error.detail)
        case BodyCut():
            title = "Nothing came for a while. Go on from where the upload stands"
            return _problem(408, "upload.too_slow", title)
        case OperationalError() | InterfaceError():
            title = "The database can't be reached. Try again in a moment"
            return _problem(503, "http.unavailable", title, {"Retry-After": "5"})
        case SuspiciousOperation():
            return _problem(400, "http.400", "This request can't be read")
    detail = "Try again, and tell the operator the request id if it happens again."
    return _problem(500, "http.internal", "A fault of this server's own stopped this request", detail=detail)


def _problem(
    status: int, code: str, title: str, headers: Headers | None = None, *, detail: str = ""
) -> Answer:
    document = problems.problem(int(status), code=code, title=title, detail=detail)
    return Answer(
        int(status), {"Content-Type": document["Content-Type"], **(headers or {})}, document.content
    )
