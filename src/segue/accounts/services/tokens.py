"""Writes: access tokens and app passwords, made, used and revoked by the person they belong to."""

import secrets
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from segue.accounts import queries
from segue.accounts.access_tokens import new_token
from segue.accounts.errors import ScopeRefused, TokenNotFound, TooManyTokens
from segue.accounts.models import AccessToken, AppPassword, User
from segue.accounts.types import AppScope, ServerRole
from segue.kernel import clock, encryption
from segue.kernel.http import Scope
from segue.kernel.http.bearer import token_hash
from segue.kernel.ids import new_id

MOST_TOKENS = 50
USE_NOTED_EVERY = timedelta(minutes=1)
GROUPS = 6
GROUP_LENGTH = 5
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 letters, so five bits each: 150 bits in all. None looks like another one."""


@transaction.atomic
def create_token(
    owner: User, *, name: str, scopes: Collection[Scope], expires_at: datetime | None = None
) -> tuple[AccessToken, str]:
    """The token's row, and its text, which can't be read again. Raises ScopeRefused, TooManyTokens."""
    if Scope.OPERATE in scopes and owner.role is ServerRole.LISTENER:
        raise ScopeRefused
    _require_room(owner, queries.tokens_of(owner))
    text = new_token()
    row = AccessToken.objects.create(
        owner=owner,
        name=name,
        scopes=sorted(set(scopes)),
        token_hash=token_hash(text),
        last_four=text[-4:],
        expires_at=expires_at,
    )
    return row, text


@transaction.atomic
def create_app_password(
    owner: User, *, name: str, scopes: Collection[AppScope] = tuple(AppScope)
) -> tuple[AppPassword, str]:
    """The row, and the password, in groups that can be typed. Raises TooManyTokens."""
    _require_room(owner, queries.app_passwords_of(owner))
    secret = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    row = AppPassword(
        id=new_id(), owner=owner, name=name, scopes=sorted(set(scopes)), secret_hash=token_hash(secret)
    )
    row.secret = encryption.encrypt(secret, row.encryption_context)
    row.save(force_insert=True)
    return row, secret


def revoke_token(owner: User, token_id: uuid.UUID) -> None:
    """Raises TokenNotFound, also for other people's."""
    _delete(queries.tokens_of(owner), token_id)


def revoke_app_password(owner: User, app_password_id: uuid.UUID) -> None:
    """Raises TokenNotFound, also for other people's."""
    _delete(queries.app_passwords_of(owner), app_password_id)


def revoke_all_tokens(user: User) -> int:
    """Tokens and app passwords. Returns how many there were."""
    return queries.tokens_of(user).delete()[0] + queries.app_passwords_of(user).delete()[0]


def note_use(row: AccessToken | AppPassword) -> None:
    """Keeps the moment, at most once a minute."""
    now = clock.now()
    if row.last_used_at is None or row.last_used_at < now - USE_NOTED_EVERY:
        is_stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
        type(row)._default_manager.filter(is_stale, pk=row.pk).update(last_used_at=now)


def _require_room(owner: User, rows: QuerySet[AccessToken] | QuerySet[AppPassword]) -> None:
    """The owner's row is locked, so that two requests can't both take the last place."""
    User.objects.select_for_update().filter(pk=owner.pk).values_list("pk").get()
    if rows.count() >= MOST_TOKENS:
        raise TooManyTokens(MOST_TOKENS)


def _delete(rows: QuerySet[AccessToken] | QuerySet[AppPassword], row_id: uuid.UUID) -> None:
    if not rows.filter(pk=row_id).delete()[0]:
        raise TokenNotFound
