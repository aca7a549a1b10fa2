"""Reads about access tokens and app passwords, and what each of them opens."""

import hashlib
import hmac
import re

from django.db.models import Q, QuerySet

from segue.accounts.models import AccessToken, AppPassword, User
from segue.accounts.models.user import USERNAME_PATTERN
from segue.kernel import clock, encryption
from segue.kernel.http.bearer import token_hash


def tokens_of(owner: User) -> QuerySet[AccessToken]:
    """Newest first."""
    return AccessToken.objects.filter(owner=owner).order_by("-created_at", "-pk")


def app_passwords_of(owner: User) -> QuerySet[AppPassword]:
    """Newest first."""
    return AppPassword.objects.filter(owner=owner).order_by("-created_at", "-pk")


def find_token(sha256_hex: str) -> AccessToken | None:
    """With its owner; None once it was revoked, has expired, or its owner was suspended."""
    is_current = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    found = AccessToken.objects.filter(is_current, token_hash=sha256_hex, owner__is_active=True)
    return found.select_related("owner").first()


def user_of_token_hash(sha256_hex: str) -> User | None:
    """Whose token this is the hash of, while it works."""
    token = find_token(sha256_hex)
    return token.owner if token else None


def find_app_password(username: str, secret: str) -> AppPassword | None:
    """By the owner's name, in any case, and the secret itself: equal work whether or not there is such a person."""
    if not re.fullmatch(USERNAME_PATTERN, username):
        return None
    rows = AppPassword.objects.filter(owner__username__iexact=username, owner__is_active=True)
    return rows.filter(secret_hash=token_hash(secret)).select_related("owner").first()


def find_by_app_password(username: str, secret: str) -> User | None:
    found = find_app_password(username, secret)
    return found.owner if found else None


def app_password_of_subsonic_token(username: str, token: str, salt: str) -> AppPassword | None:
    """The one whose MD5 with `salt` is `token` (hex, any case), as the Subsonic API from 1.13.0 on has it.

    MD5 keeps nothing secret here that could be guessed: app passwords are random, and the account's own isn't one.
    Each of the person's app passwords is compared, so that time tells nothing of which came close.
    """
    if not re.fullmatch(USERNAME_PATTERN, username):
        return None
    rows = AppPassword.objects.filter(owner__username__iexact=username, owner__is_active=True)
    matching = [row for row in rows.select_related("owner") if _is_answer(row, token, salt)]
    return matching[0] if matching else None


def subsonic_token_matches(username: str, token: str, salt: str) -> User | None:
    found = app_password_of_subsonic_token(username, token, salt)
    return found.owner if found else None


def _is_answer(row: AppPassword, token: str, salt: str) -> bool:
    secret = encryption.decrypt(row.secret, row.encryption_context)
    answer = hashlib.md5(f"{secret}{salt}".encode(errors="replace"), usedforsecurity=False).hexdigest()
    return hmac.compare_digest(answer.encode(), token.lower().encode(errors="replace"))
