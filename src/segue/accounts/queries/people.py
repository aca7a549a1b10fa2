"""Reads about people."""

import hashlib

from allauth.account.models import EmailAddress
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils.crypto import constant_time_compare

from segue.accounts.models import OperatorInvite, User, UsernameHold
from segue.accounts.types import Viewer
from segue.kernel import clock


def has_operator() -> bool:
    return User.objects.filter(is_staff=True).exists()


def has_verified_email(user: User) -> bool:
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())


def is_username_taken(username: str) -> bool:
    return User.objects.filter(username__iexact=username).exists()


def is_username_held(username: str) -> bool:
    return UsernameHold.objects.filter(username__iexact=username).exists()


def is_email_taken(email: str) -> bool:
    """Also true for a second address of someone's, verified or not."""
    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email).exists()
    )


def is_setup_link_valid(token: str) -> bool:
    """True while the link works: known, unused, not expired, and no operator exists."""
    is_open = OperatorInvite.objects.filter(
        token_hash=token_hash(token), used_at=None, expires_at__gt=clock.now()
    ).exists()
    return is_open and not has_operator()


def token_hash(token: str) -> str:
    """SHA-256, hex. The token has 256 random bits, so a plain hash keeps it safe."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_user(username: str) -> User | None:
    """In any case."""
    return User.objects.filter(username__iexact=username).first()


def find_first_operator() -> User | None:
    return User.objects.filter(is_staff=True).order_by("date_joined").first()


def viewer_of_session(session_key: str) -> Viewer:
    """Who is signed in there: nobody, once the session has ended, the password changed or the account closed."""
    session = SessionStore(session_key)
    user = (
        User.objects.filter(pk=str(session[SESSION_KEY]), is_active=True).first()
        if SESSION_KEY in session
        else None
    )
    if user is None:
        return AnonymousUser()
    is_current = constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return user if is_current else AnonymousUser()
