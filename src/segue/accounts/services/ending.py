"""Ends every way in that a person holds open."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from segue.accounts.models import User
from segue.accounts.services.tokens import revoke_all_tokens
from segue.kernel.realtime import end_connections_on_commit


@transaction.atomic
def end_access(user: User, keep_session_key: str | None = None) -> None:
    """End the person's sessions, but for one that is kept, and their tokens, app passwords and sockets.

    Media addresses and uploads end with the session or token that they belong to. Also a sign-in that is under way in
    this moment ends: its session has the epoch of before. Brings `user.session_epoch` up to date.
    """
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    rows = UserSession.objects.filter(user_id=user.pk).exclude(session_key=keep_session_key)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()
    if keep_session_key:
        _carry_over(user, keep_session_key)
    revoke_all_tokens(user)
    end_connections_on_commit(user.pk, but_of=keep_session_key or "")


def _carry_over(user: User, session_key: str) -> None:
    session = SessionStore(session_key)
    if str(session.get(SESSION_KEY)) == str(user.pk):
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
