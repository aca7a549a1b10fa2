"""Who may call an operation at all; what they may see inside is each model's `visible_to`."""

from collections.abc import Callable
from dataclasses import dataclass

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


class ForeignRequest(DomainError):
    code = "http.csrf_failed"
    refusal = Refusal.FORBIDDEN
    title = "This request didn't come from Segue's own pages. Reload the page and try again"


@dataclass(frozen=True)
class Policy:
    """A named check that raises a DomainError, or returns. Unsafe methods are always checked for CSRF."""

    name: str
    check: Callable[[HttpRequest], None]

    def __call__(self, request: HttpRequest) -> bool:
        self.check(request)
        if request.method not in SAFE_METHODS and check_csrf(request) is not None:
            raise ForeignRequest
        return True


def _anyone(request: HttpRequest) -> None:
    """Open to visitors too."""


def _require_user(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise SignInRequired


def _require_operator(request: HttpRequest) -> None:
    _require_user(request)
    if not getattr(request.user, "is_staff", False):
        raise OperatorsOnly


public = Policy("public", _anyone)
signed_in = Policy("signed_in", _require_user)
operators = Policy("operators", _require_operator)
