"""Who sends a request, when it isn't a browser that says so by its cookie."""

from io import BytesIO

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

from segue.accounts import queries
from segue.accounts.access_tokens import is_token
from segue.accounts.errors import SessionEnded, TokenRefused
from segue.accounts.services.tokens import note_use
from segue.kernel.http import Scope as TokenScope
from segue.kernel.http.asgi import Scope
from segue.kernel.http.bearer import bearer_token, token_hash
from segue.kernel.http.policy import APP_SESSION_KEY, SCOPES_KEY

SESSION_HEADER = "X-Session-Token"
BODY_HEADERS = {b"content-type", b"content-length", b"transfer-encoding"}


def identify(request: HttpRequest) -> None:
    """Sets the request's user, scopes and session by its access token, or by an app's session token.

    With neither, the browser's session stands. One that doesn't work is refused, whatever the cookie says: a client
    that sends a token means to act by it. Raises TokenRefused, SessionEnded.
    """
    token = bearer_token(request.headers.get("Authorization", ""))
    if token is not None:
        _use_token(request, token)
    elif session_key := request.headers.get(SESSION_HEADER):
        _use_app_session(request, session_key)


def identified_request(scope: Scope) -> HttpRequest:
    """What a raw ASGI scope asks, without its body: user, session and scopes. Raises TokenRefused, SessionEnded."""
    headers = [(name, value) for name, value in scope["headers"] if name not in BODY_HEADERS]
    request = ASGIRequest({**scope, "headers": headers}, BytesIO())
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    identify(request)
    return request


def is_someone(scope: Scope) -> bool:
    """Whether a person, or a person's program, sends this."""
    try:
        return identified_request(scope).user.is_authenticated
    except (TokenRefused, SessionEnded):
        return False


def _use_token(request: HttpRequest, token: str) -> None:
    row = queries.find_token(token_hash(token)) if is_token(token) else None
    if row is None:
        raise TokenRefused
    note_use(row)
    request.session = SessionStore()
    request.user = row.owner
    request.META[SCOPES_KEY] = frozenset(map(TokenScope, row.scopes))


def _use_app_session(request: HttpRequest, session_key: str) -> None:
    session = SessionStore(session_key)
    user = queries.viewer_of_session(session_key)
    if not user.is_authenticated or SESSION_KEY not in session:
        raise SessionEnded
    request.session = session
    request.user = user
    request.META[APP_SESSION_KEY] = True
