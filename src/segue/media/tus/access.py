"""Who sends: a browser's session, an app's, or an access token, with the same checks as the API's."""

from segue.accounts import services as accounts
from segue.accounts.types import Viewer
from segue.kernel.http import studio
from segue.kernel.http.asgi import Scope


def authenticate(scope: Scope) -> Viewer:
    """Reads the database. Raises SignInRequired, also for suspended accounts, TokenRefused, SessionEnded, ScopeMissing
    and ForeignRequest."""
    request = accounts.identified_request(scope)
    studio(request)
    return request.user
