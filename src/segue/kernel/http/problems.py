"""The one place where errors become HTTP: application/problem+json (RFC 9457)."""

import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from structlog.contextvars import get_contextvars

from segue.kernel.errors import DomainError, Moved, Refusal
from segue.kernel.http.asgi import Send
from segue.kernel.http.field_errors import words_for
from segue.kernel.http.moved import lead_on
from segue.kernel.http.policy import ForeignRequest

STATUS = {
    Refusal.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Refusal.MOVED: HTTPStatus.PERMANENT_REDIRECT,
    Refusal.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Refusal.SIGN_IN_REQUIRED: HTTPStatus.UNAUTHORIZED,
    Refusal.CONFLICT: HTTPStatus.CONFLICT,
    Refusal.INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refusal.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.NO_SPACE: HTTPStatus.INSUFFICIENT_STORAGE,
    Refusal.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    Refusal.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
}

CHALLENGE = 'Bearer realm="segue"'
"""RFC 6750, 3."""

WARNED_EVERY_S = 1.0

log = structlog.get_logger(__name__)
_warned_at: dict[str, float] = {}
"""By code, in this process; seconds of time.monotonic()."""


def problem(
    status: int,
    *,
    code: str,
    title: str,
    detail: str = "",
    errors: list[dict[str, Any]] | None = None,
    members: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """One problem document; `code` is stable, `detail` is for people, `members` are extensions (RFC 9457, 3.2)."""
    body: dict[str, Any] = {
        **(members or {}),
        "type": "about:blank",
        "title": title,
        "status": int(status),
        "code": code,
        "detail": detail or title,
        "request_id": get_contextvars().get("request_id", ""),
    }
    if errors is not None:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type="application/problem+json")


async def send_problem(send: Send, answer: HttpResponse, **headers: bytes) -> None:
    """From a raw ASGI endpoint. `headers`: more than the document's own, in lower case."""
    lines = [(b"content-type", answer["Content-Type"].encode())]
    lines += [(name.encode(), value) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": lines})
    await send({"type": "http.response.body", "body": answer.content})


def install(api: NinjaAPI) -> None:
    """Answer every error of `api` with a problem document."""
    api.add_exception_handler(DomainError, refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(SuspiciousOperation, _unreadable)
    api.add_exception_handler(UnreadablePostError, _unreadable)
    api.add_exception_handler(OperationalError, _unavailable)
    api.add_exception_handler(InterfaceError, _unavailable)
    api.add_exception_handler(Exception, _crashed)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's own CSRF check, in the words of ours."""
    return refused(request, ForeignRequest())


def refused(request: HttpRequest, error: DomainError | type[DomainError]) -> HttpResponse:
    """A domain rule's refusal, also for middleware, which Ninja's handlers don't reach."""
    refusal = error() if isinstance(error, type) else error
    status = STATUS[refusal.refusal]
    response = problem(
        status, code=refusal.code, title=refusal.title, detail=refusal.detail, members=refusal.members
    )
    for name, value in headers_of(refusal).items():
        response[name] = value
    if isinstance(refusal, Moved):
        return lead_on(request, response, refusal)
    if refusal.refusal is Refusal.UNAVAILABLE:
        _warn(refusal)
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django would, as an error, each time
    return response


def _warn(refusal: DomainError) -> None:
    """Anybody can bring this about, as often as they like: so not each time."""
    now_s = time.monotonic()
    if now_s - _warned_at.get(refusal.code, -WARNED_EVERY_S) >= WARNED_EVERY_S:
        _warned_at[refusal.code] = now_s
        log.warning("refused_for_now", code=refusal.code, reason=refusal.detail)


def headers_of(refusal: DomainError) -> dict[str, str]:
    """What an answer says besides its document."""
    headers = {}
    if refusal.retry_after_s is not None:
        headers["Retry-After"] = str(refusal.retry_after_s)
    if refusal.refusal is Refusal.SIGN_IN_REQUIRED:
        headers["WWW-Authenticate"] = CHALLENGE
    return headers


class RefusalsMiddleware:
    """Answers a DomainError of any view with its problem document; other packages' views don't know ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error) if isinstance(error, DomainError) else None


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    found = [] if isinstance(error, type) else error.errors
    errors = [{"loc": list(item["loc"]), "msg": words_for(item)} for item in found]
    detail = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in errors)
    title = "Some fields need another value"
    return problem(422, code="http.invalid", title=title, detail=detail, errors=errors)


def _missing(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return problem(404, code="kernel.not_found", title="Not found")


def _http_error(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    status = 400 if isinstance(error, type) else error.status_code
    return problem(status, code=f"http.{status}", title=HTTPStatus(status).phrase, detail=str(error))


def _too_large(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return problem(413, code="http.too_large", title="This request is larger than Segue takes")


def _unreadable(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Malformed, or cut off by the client."""
    return problem(400, code="http.400", title="This request can't be read")


def _unavailable(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    log.error("database_unreachable", reason=str(error).strip())
    response = problem(
        503, code="http.unavailable", title="The database can't be reached. Try again in a moment"
    )
    response["Retry-After"] = "5"
    return response


def _crashed(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    log.error("request_crashed", exc_info=error)
    title = "A fault of this server's own stopped this request"
    detail = "Try again, and tell the operator the request id if it happens again."
    return problem(500, code="http.internal", title=title, detail=detail)
