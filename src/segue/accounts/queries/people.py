"""Reads about people."""

import hashlib
import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
from django.db.models.functions import Lower

from segue.accounts.models import OperatorInvite, ProviderHold, User, UsernameHold
from segue.accounts.queries.profiles import is_former_username
from segue.accounts.types import Viewer
from segue.kernel import clock


def has_operator() -> bool:
    return User.objects.filter(is_staff=True).exists()


def has_verified_email(user: User) -> bool:
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())


def is_only_wished_for(user: User, email: str) -> bool:
    """Whether the person wants to change to this address, and nobody has shown that it is theirs."""
    wished = EmailAddress.objects.filter(user=user, email__iexact=email, verified=False, primary=False)
    return bool(wished.exists()) and user.email.lower() != email.lower()


def verified_addresses(viewer: Viewer) -> QuerySet[Any, str]:
    """The person's own, in lower case; none for visitors."""
    rows = EmailAddress.objects.filter(user_id=viewer.pk, verified=True)
    addresses: QuerySet[Any, str] = rows.values_list(Lower("email"), flat=True)
    return addresses


def is_username_taken(username: str) -> bool:
    return User.objects.filter(username__iexact=username).exists()


def is_username_held(username: str, *, except_of: uuid.UUID | None = None) -> bool:
    """Though nobody has it. `except_of`: whoever had it until lately may have it back."""
    is_asked_for = UsernameHold.objects.filter(username__iexact=username).exists()
    return is_asked_for or is_former_username(username, except_of=except_of)


def is_email_taken(email: str) -> bool:
    """By an account, verified or not. Those who only want to change to it don't keep others out."""
    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )


def is_provider_account_known(provider: str, uid: str) -> bool:
    """Somebody signed up with it, or looks as if."""
    return any(
        rows.filter(provider=provider, uid=uid).exists()
        for rows in (SocialAccount.objects.all(), ProviderHold.objects.all())
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
