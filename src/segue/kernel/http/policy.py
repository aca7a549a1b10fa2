"""Who may call an operation at all; what they may see inside is each model's `visible_to`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from ninja.utils import check_csrf

from segue.kernel.errors import DomainError, Refusal

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class SignInRequired(DomainError):
    code = "http.sign_in_required"
    refusal = Refusal.SIGN_IN_REQUIRED
    title = "Sign in first"


class OperatorsOnly(DomainError):
    code = "http.operators_only"
    refusal = Refusal.FORBIDDEN
    title = "Only this server's operators can do this"


class ModeratorsOnly(DomainError):
    code = "http.moderators_only"
    refusal = Refusal.FORBIDDEN
    title = "Only this server's moderators and operators can do this"


class ScopeMissing(DomainError):
    code = "http.scope_missing"
    refusal = Refusal.FORBIDDEN
    title = "This token may not do this"

    def __init__(self, scope: "Scope | None") -> None:
        needed = f"It needs the scope `{scope}`" if scope else "No token may: sign in with a browser instead"
        super().__init__(f"{self.title}. {needed}.")


class ForeignRequest(DomainError):
    code = "http.csrf_failed"
    refusal = Refusal.FORBIDDEN
    title = "This request didn't come from Segue's own pages. Reload the page and try again"


class Scope(StrEnum):
    """What the owner of a token lets it do."""

    READ = "read"
    """See and play what its owner may see and play."""
    STUDIO = "studio"
    """Upload and change music."""
    OPERATE = "operate"
    """Run the server, for moderators and operators."""


SCOPES_KEY = "segue.scopes"
APP_SESSION_KEY = "segue.app_session"
"""In `request.META`: an access token's scopes, and whether an app sent its session in a header."""


def scopes_of(request: HttpRequest) -> frozenset[Scope] | None:
    """Those of the token that came with the request; None for a browser's session or a visitor."""
    scopes: frozenset[Scope] | None = request.META.get(SCOPES_KEY)
    return scopes


@dataclass(frozen=True)
class Policy:
    """A named check that raises a DomainError, or returns.

    A token needs `scope`; where that is None, no token suffices. Browsers' unsafe requests are checked for CSRF;
    what an app sends in a header isn't sent by a browser on its own.
    """

    name: str
    check: Callable[[HttpRequest], None]
    scope: Scope | None

    def __call__(self, request: HttpRequest) -> bool:
        granted = scopes_of(request)
        if granted is not None and self.scope not in granted:
            raise ScopeMissing(self.scope)
        is_forged = _is_forged(request)
        if is_forged and request.user.is_authenticated:
            raise ForeignRequest  # before the check, whose refusal would tell what its victim may do
        self.check(request)
        if is_forged:
            raise ForeignRequest
        return True


def _is_forged(request: HttpRequest) -> bool:
    """An unsafe request that a browser sent with its cookie, and not one of our own pages."""
    is_by_cookie = scopes_of(request) is None and APP_SESSION_KEY not in request.META
    return is_by_cookie and request.method not in SAFE_METHODS and check_csrf(request) is not None


def _anyone(request: HttpRequest) -> None:
    """Open to visitors too."""


def require_user(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise SignInRequired


def _require_operator(request: HttpRequest) -> None:
    require_user(request)
    if not getattr(request.user, "is_staff", False):
        raise OperatorsOnly


def _require_moderator(request: HttpRequest) -> None:
    require_user(request)
    if not (getattr(request.user, "is_moderator", False) or getattr(request.user, "is_staff", False)):
        raise ModeratorsOnly


public = Policy("public", _anyone, Scope.READ)
signed_in = Policy("signed_in", require_user, Scope.READ)
studio = Policy("studio", require_user, Scope.STUDIO)
in_person = Policy("in_person", require_user, None)
moderators = Policy("moderators", _require_moderator, Scope.OPERATE)
operators = Policy("operators", _require_operator, Scope.OPERATE)
