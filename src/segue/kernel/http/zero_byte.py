"""No text of PostgreSQL's can hold the character NUL, so nothing has an address with it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from segue.kernel.http.problems import problem

ENCODED = "%00"
Respond = Callable[[HttpRequest], HttpResponse]


def zero_byte_middleware(get_response: Respond) -> Respond:
    """404 where path or query have one, whatever would have read it: also filters of the admin."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or ENCODED in request.META.get("QUERY_STRING", ""):
            return problem(404, code="kernel.not_found", title="Not found")
        return get_response(request)

    return middleware
