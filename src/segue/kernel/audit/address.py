"""The network address that the current request came from, for the audit log alone: other logs don't hold it."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from segue.kernel.http.client_address import client_address

_REQUEST: ContextVar[HttpRequest | None] = ContextVar("audited_request", default=None)
Respond = Callable[[HttpRequest], HttpResponse]


def current_address() -> str:
    """Empty outside a request."""
    request = _REQUEST.get()
    return client_address(request) if request else ""


def address_middleware(get_response: Respond) -> Respond:
    """Remembers the request while it is answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _REQUEST.set(request)
        try:
            return get_response(request)
        finally:
            _REQUEST.reset(token)

    return middleware
