"""Addresses that something had before: those who ask for it there are led on to the present one."""

import re
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from segue.kernel.errors import Moved

MOVED: dict[str, Any] = {
    "responses": {
        308: {
            "description": "It has another address now",
            "headers": {"Location": {"schema": {"type": "string"}}},
        }
    }
}
"""`openapi_extra` of operations that answer so."""
_PARAMETER = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


def lead_on(request: HttpRequest, answer: HttpResponse, moved: Moved) -> HttpResponse:
    """The same request at the present address, which may stand in its path or in its query."""
    match = request.resolver_match
    if match is None:
        return answer
    parts = {name: moved.present(value) for name, value in match.kwargs.items()}
    path = _PARAMETER.sub(lambda found: quote(str(parts[found[1]]), safe=""), match.route)
    query = request.GET.copy()
    for name, values in request.GET.lists():
        query.setlist(name, [moved.present(value) for value in values])
    answer["Location"] = f"/{path}?{query.urlencode()}" if query else f"/{path}"
    return answer
