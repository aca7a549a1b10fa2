"""Access tokens and apps' session tokens, for the API alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from segue.accounts import services
from segue.accounts.errors import TokenRefused
from segue.kernel.errors import DomainError
from segue.kernel.http.bearer import bearer_token
from segue.kernel.http.client_address import client_address, network_of
from segue.kernel.http.policy import ScopeMissing
from segue.kernel.http.problems import refused
from segue.kernel.rate_limits import RateLimit, check, hit

API = "/api/"
SIGN_IN = "/_allauth/"
REFUSED_TOKENS = RateLimit("refused-token", 60, 60)
"""Nobody guesses 256 bits; this bounds the work of looking them up."""

Respond = Callable[[HttpRequest], HttpResponse]


def token_middleware(get_response: Respond) -> Respond:
    """A token that doesn't work is refused here, before any operation. None of them signs in or changes a password."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            if request.path.startswith(API):
                return _as_sender(request, get_response)
            if request.path.startswith(SIGN_IN) and _token(request) is not None:
                raise ScopeMissing(None)
        except DomainError as error:
            return refused(request, error)
        return get_response(request)

    return middleware


def _as_sender(request: HttpRequest, get_response: Respond) -> HttpResponse:
    browser_session = request.session
    _identify(request)
    response = get_response(request)
    # An app's changes are kept, and no cookie of its session is sent.
    if request.session is not browser_session:
        if request.session.modified and request.session.session_key:
            request.session.save()
        request.session = browser_session
    return response


def _identify(request: HttpRequest) -> None:
    """Raises TokenRefused, SessionEnded, RateLimited."""
    network = network_of(client_address(request))
    if _token(request) is not None:
        check(REFUSED_TOKENS, network)
    try:
        services.identify(request)
    except TokenRefused:
        hit(REFUSED_TOKENS, network)
        raise


def _token(request: HttpRequest) -> str | None:
    return bearer_token(request.headers.get("Authorization", ""))
