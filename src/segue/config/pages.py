"""The pages: Django answers every address of the web app with its one HTML file."""

import ipaddress
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from django.views.decorators.http import require_safe

from segue.config.content_policy import page_policy
from segue.kernel import metrics
from segue.kernel.http.problems import problem
from segue.kernel.http.viewer import viewer_key_of

NONCE_MARK = "SEGUE_NONCE"
"""What the web app's build writes where the nonce goes."""
NONCE_BYTES = 16
NOT_BUILT = "The web app isn't built yet. Run `make web` and reload this page."


@require_safe
@ensure_csrf_cookie
def web_app(request: HttpRequest, path: str = "") -> HttpResponse:
    viewer_key_of(request)  # now: what the page fetches at once must not be handed a cookie each
    try:
        page = (settings.SEGUE.web_dist / "index.html").read_text()
    except FileNotFoundError:
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain; charset=utf-8")
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    return HttpResponse(
        page.replace(NONCE_MARK, nonce), headers={"Content-Security-Policy": page_policy(nonce)}
    )


@csrf_exempt
def nothing_here(request: HttpRequest, path: str = "") -> HttpResponse:
    """Addresses of the API that no operation has, whatever the method."""
    return problem(404, code="kernel.not_found", title="Not found")


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For a scraper on this machine, or an operator: elsewhere it doesn't exist."""
    if not (_is_direct_local(request) or getattr(request.user, "is_staff", False)):
        return problem(404, code="kernel.not_found", title="Not found")
    return HttpResponse(metrics.render(), content_type=metrics.CONTENT_TYPE_LATEST)


def _is_direct_local(request: HttpRequest) -> bool:
    """True when the peer itself is this machine, with no proxy between."""
    is_proxied = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    try:
        is_local = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_local and not is_proxied
