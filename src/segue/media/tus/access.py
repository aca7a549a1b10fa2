"""Who sends: the same session, the same check of the request's origin as the API's."""

from io import BytesIO

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.asgi import ASGIRequest

from segue.accounts.types import Viewer
from segue.kernel.http import signed_in
from segue.kernel.http.asgi import Scope

BODY_HEADERS = {b"content-type", b"content-length", b"transfer-encoding"}


def authenticate(scope: Scope) -> Viewer:
    """Reads the database. Raises SignInRequired, also for suspended accounts, and ForeignRequest."""
    headers = [(name, value) for name, value in scope["headers"] if name not in BODY_HEADERS]
    request = ASGIRequest({**scope, "headers": headers}, BytesIO())
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    signed_in(request)
    return request.user
