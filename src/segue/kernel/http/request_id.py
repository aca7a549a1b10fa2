"""Gives each request an id that its logs, its errors, its jobs and its events carry."""

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from prometheus_client import Histogram
from structlog.contextvars import bound_contextvars

from segue.kernel.ids import new_id

SECONDS = Histogram("segue_http_request_seconds", "Time to answer", ["method", "route", "status"])

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

log = structlog.get_logger(__name__)


def request_id_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Never takes an id from outside: logs must not hold text that a stranger chose."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        with bound_contextvars(request_id=new_id().hex):
            response = get_response(request)
            response["X-Request-Id"] = structlog.contextvars.get_contextvars()["request_id"]
            _observe(request, response, time.perf_counter() - started)
        return response

    return middleware


def _observe(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = request.resolver_match.route if request.resolver_match else "unknown"
    # A stranger may invent methods; each label value would be kept for ever.
    method = request.method if request.method in METHODS else "other"
    SECONDS.labels(method, route, response.status_code).observe(seconds)
    log.info("request", method=method, route=route, status=response.status_code, ms=round(seconds * 1000))
