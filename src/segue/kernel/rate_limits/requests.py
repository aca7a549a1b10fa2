"""Bounds how often one account, or one network without an account, calls the API."""

import math
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from segue.kernel.http.client_address import client_address, network_of
from segue.kernel.http.policy import SAFE_METHODS
from segue.kernel.http.problems import refused
from segue.kernel.rate_limits.counting import RateLimit, RateLimited, hit

API = "/api/"
PROBES = frozenset({"/api/v1/health"})
READS_FOR_A_WRITE = 2
MINUTE_S = 60

Respond = Callable[[HttpRequest], HttpResponse]


def api_limit_middleware(get_response: Respond) -> Respond:
    """Stands below whatever says who asks. While Valkey is away, everything passes: playing and browsing go on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(API) and request.path not in PROBES:
            try:
                hit(limit_of(request), *_sender(request))
            except RateLimited as error:
                return refused(request, error)
        return get_response(request)

    return middleware


def limit_of(request: HttpRequest) -> RateLimit:
    """Reads are SEGUE_API_REQUESTS_PER_MINUTE, writes half of that."""
    reads: int = settings.SEGUE.api_requests_per_minute
    if request.method in SAFE_METHODS:
        return RateLimit("api-read", reads, MINUTE_S)
    return RateLimit("api-write", math.ceil(reads / READS_FOR_A_WRITE), MINUTE_S)


def _sender(request: HttpRequest) -> tuple[str, str]:
    if request.user.is_authenticated:
        return "account", str(request.user.pk)
    return "network", network_of(client_address(request))
