"""Unsafe requests of other sites' pages are refused before anything reads them (OWASP ASVS 5, 3.5.1 to 3.5.3).

Django's CSRF check stands behind this one; it looks at the token, and at Origin only.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from segue.kernel.http.own_origin import is_own_origin
from segue.kernel.http.policy import SAFE_METHODS
from segue.kernel.http.problems import csrf_failed, problem

JSON = "application/json"
FORM_PATHS = frozenset({"/_allauth/browser/v1/auth/provider/redirect"})
"""Leads to another site, so a form has to send it; Django's token protects it."""
FORM_FOLDER = "/admin/"
"""Django's own pages send forms, with the same token."""
BODY_TYPES = (JSON, "application/octet-stream", "image/", "text/csv")

Respond = Callable[[HttpRequest], HttpResponse]


def origin_check_middleware(get_response: Respond) -> Respond:
    """403 for other origins, 415 for bodies that a foreign form could send."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or _is_ours_to_trust(request):
            return get_response(request)
        if is_foreign(request):
            return csrf_failed(request)
        if not _is_known_body(request):
            return problem(415, code="http.wrong_body", title=f"Send the body as {JSON}")
        return get_response(request)

    return middleware


def is_foreign(request: HttpRequest) -> bool:
    """Whether the headers tell of another site's page; outside browsers both are absent, and Django's token decides."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    return not is_own_origin(origin, scheme=request.scheme or "http", host=request.get_host())


def _is_ours_to_trust(request: HttpRequest) -> bool:
    """No browser sends these headers by itself, so no page can make it act for its user."""
    return "Authorization" in request.headers or "X-Session-Token" in request.headers


def _is_known_body(request: HttpRequest) -> bool:
    is_empty = (
        request.META.get("CONTENT_LENGTH") in (None, "", "0") and "HTTP_TRANSFER_ENCODING" not in request.META
    )
    kind = (request.content_type or "").lower()
    is_form = request.path in FORM_PATHS or request.path.startswith(FORM_FOLDER)
    return is_empty or is_form or kind.startswith(BODY_TYPES)
