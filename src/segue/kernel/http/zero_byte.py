"""No text of PostgreSQL's can hold the character NUL; the API's fields refuse it, the admin's filters don't."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from segue.kernel.http.problems import problem

ADMIN = "/admin/"
ENCODED = "%00"
Respond = Callable[[HttpRequest], HttpResponse]


def zero_byte_middleware(get_response: Respond) -> Respond:
    """404 where an address of the admin has one in its query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ADMIN) and ENCODED in request.META.get("QUERY_STRING", ""):
            return problem(404, code="kernel.not_found", title="Not found")
        return get_response(request)

    return middleware
