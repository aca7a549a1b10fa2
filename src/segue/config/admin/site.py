"""The admin site: operators alone, in a browser; each act asks for a fresh proof of who is there."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import quote

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe
from unfold.sites import UnfoldAdminSite

from segue.accounts.proof import has_recent_proof
from segue.config.admin import pages
from segue.kernel.http.policy import APP_SESSION_KEY, SAFE_METHODS, scopes_of

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""Unfold's pages have expressions in their attributes, which Alpine.js compiles, and styles for their colors; their
scripts come from files alone."""
UNUSED = ("password_change_done", "autocomplete", "view_on_site")
Address = URLPattern | Any


class OperatorSite(UnfoldAdminSite):  # type: ignore[misc]  # unfold has no types
    final_catch_all_view = False

    def get_urls(self) -> list[Address]:
        own = [path("server/", self.admin_view(self.server), name="server")]
        return own + [url for url in super().get_urls() if getattr(url, "name", None) not in UNUSED]

    def has_permission(self, request: HttpRequest) -> bool:
        is_browser = scopes_of(request) is None and APP_SESSION_KEY not in request.META
        return is_browser and request.user.is_active and bool(getattr(request.user, "is_staff", False))

    def admin_view(
        self, view: Callable[..., Any], cacheable: bool = False
    ) -> Callable[..., HttpResponseBase]:
        shown = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            is_act = request.method not in SAFE_METHODS and self.has_permission(request)
            if is_act and not has_recent_proof(request):
                return _to_door(request.path, is_proof_needed=True)
            response: HttpResponseBase = shown(request, *args, **kwargs)
            if self.has_permission(request):
                response.headers["Content-Security-Policy"] = POLICY
            return response

        return update_wrapper(answer, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The web app asks who it is, as for everything else."""
        return require_safe(self._ask)(request)

    def _ask(self, request: HttpRequest) -> HttpResponse:
        return _to_door(request.GET.get("next", ""), is_proof_needed=False)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return require_POST(_sign_out)(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect("/settings/security")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return pages.overview(request, self.each_context(request))

    def server(self, request: HttpRequest) -> HttpResponse:
        return pages.server(request, self.each_context(request))


def _to_door(wanted: str, *, is_proof_needed: bool) -> HttpResponseRedirect:
    """The web app's page that leads back into the admin, nowhere else."""
    start = reverse("admin:index")
    onward = wanted if wanted.startswith(start) else start
    proof = "&proof=true" if is_proof_needed else ""
    return HttpResponseRedirect(f"/operator/admin?next={quote(onward, safe='')}{proof}")


def _sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect("/")
