"""People's sessions: where they are signed in, and when each was last seen."""

import time
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from segue.accounts import queries
from segue.accounts.models import User
from segue.accounts.services.ending import end_access
from segue.accounts.types import Viewer
from segue.kernel import clock

SEEN_NOTED_EVERY_S = 60
MAX_REMEMBERED = 50_000
NO_ADDRESS = "127.0.0.1"
"""Of who came over a unix socket."""
KEPT_KEY = "segue.kept_session"

_noted_at: dict[str, float] = {}


def note_seen(session_key: str, *, address: str, user_agent: str, user: User | None = None) -> None:
    """Keeps when and from where a session was used, at most once a minute. `user`: whose it is, where the session
    itself may not be stored yet."""
    now = time.monotonic()
    if now - _noted_at.get(session_key, -SEEN_NOTED_EVERY_S) < SEEN_NOTED_EVERY_S:
        return
    if len(_noted_at) >= MAX_REMEMBERED:
        _noted_at.clear()
    _noted_at[session_key] = now
    address = address or NO_ADDRESS
    old = clock.now() - timedelta(seconds=SEEN_NOTED_EVERY_S)
    rows = UserSession.objects.filter(session_key=session_key)
    if not rows.filter(last_seen_at__lt=old).update(last_seen_at=clock.now(), ip=address):
        _add_unlisted(session_key, address, user_agent, user)


def _add_unlisted(session_key: str, address: str, user_agent: str, user: User | None) -> None:
    """Sessions that began without allauth, as the first operator's, are listed too."""
    if UserSession.objects.filter(session_key=session_key).exists():
        return
    owner: Viewer = user or queries.viewer_of_session(session_key)
    if owner.is_authenticated:
        agent = user_agent[: UserSession._meta.get_field("user_agent").max_length]
        UserSession.objects.get_or_create(
            session_key=session_key, defaults={"user": owner, "ip": address, "user_agent": agent}
        )


@transaction.atomic
def end_other_access(request: HttpRequest, user: User) -> None:
    """End all of the person's access but the asking session, which gets another key: what its old one opened ends."""
    old = request.session.session_key if _is_of(request, user) else None
    end_access(user, keep_session_key=old)
    if old:
        update_session_auth_hash(request, user)
        rename_session(old, request.session.session_key)


def end_access_for_new_password(request: HttpRequest, user: User) -> None:
    """The same, before allauth gives the session its other key; `follow_new_key` comes after that."""
    old = request.session.session_key if _is_of(request, user) else None
    end_access(user, keep_session_key=old)
    request.META[KEPT_KEY] = old


def follow_new_key(request: HttpRequest) -> None:
    if old := request.META.pop(KEPT_KEY, None):
        rename_session(old, request.session.session_key)


def rename_session(old: str, new: str | None) -> None:
    """Where the person is signed in stays one entry, with when it began."""
    if new and new != old:
        UserSession.objects.filter(session_key=new).delete()
        UserSession.objects.filter(session_key=old).update(session_key=new)


def remove_stale_sessions() -> None:
    """Those that have expired, and what the list of devices still holds of ended ones."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(alive)).delete()


def _is_of(request: HttpRequest, user: User) -> bool:
    return request.user.is_authenticated and request.user.pk == user.pk
