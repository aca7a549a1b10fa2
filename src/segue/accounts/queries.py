"""Reads about people."""

import hashlib

from allauth.account.models import EmailAddress

from segue.accounts.models import OperatorInvite, User, UsernameHold
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
