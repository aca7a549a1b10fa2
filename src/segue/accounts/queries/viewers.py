"""Who stands behind a key that a browser, an app or a program sent."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare

from segue.accounts.models import User
from segue.accounts.queries.tokens import user_of_token_hash
from segue.accounts.types import Viewer
from segue.kernel.http.viewer import TOKEN, VISITOR


def find_viewer(viewer_key: str) -> Viewer | None:
    """Whose media addresses and sockets the key holds (see kernel.http.viewer); None once that has ended.

    A session that nobody has signed in to yet is a visitor's.
    """
    if viewer_key.startswith(VISITOR):
        return AnonymousUser()
    if viewer_key.startswith(TOKEN):
        return user_of_token_hash(viewer_key.removeprefix(TOKEN))
    session = SessionStore(viewer_key)
    if SESSION_KEY in session:
        return _user_of(session)
    return AnonymousUser() if session.session_key else None


def viewer_of_session(session_key: str) -> Viewer:
    """Who is signed in there: nobody, once the session has ended, the password changed or the account closed."""
    session = SessionStore(session_key)
    user = _user_of(session) if SESSION_KEY in session else None
    return user or AnonymousUser()


def _user_of(session: SessionStore) -> User | None:
    user = User.objects.filter(pk=str(session[SESSION_KEY]), is_active=True).first()
    if user is None:
        return None
    is_current = constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return user if is_current else None
