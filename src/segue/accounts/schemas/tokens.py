"""Access tokens and app passwords, as their owner sees and makes them."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict

from segue.accounts.models import AccessToken, AppPassword
from segue.accounts.models.tokens import NAME_LENGTH
from segue.accounts.types import AppScope
from segue.kernel import clock
from segue.kernel.http import Scope
from segue.kernel.text import one_line


def _named(text: str) -> str:
    """Raises ValueError when nothing is left."""
    if not (plain := one_line(text)):
        raise ValueError("Give it a name that you will know again.")
    return plain


def _to_come(moment: datetime) -> datetime:
    """Raises ValueError."""
    if moment <= clock.now():
        raise ValueError("Choose a moment that is still to come.")
    return moment


Name = Annotated[str, Field(min_length=1, max_length=NAME_LENGTH), AfterValidator(_named)]
Expiry = Annotated[AwareDatetime, AfterValidator(_to_come)]


class NewToken(Schema):
    """`expires_at`: null for a token that works until it is revoked."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    expires_at: Expiry | None = None


class TokenOut(Schema):
    """`last_four`: how the token ends. `last_used_at`: right to a minute; null before the first use."""

    id: uuid.UUID
    name: str
    scopes: list[Scope]
    last_four: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class MadeToken(TokenOut):
    """`token`: its text, which is shown this once."""

    token: str


class Tokens(Schema):
    """Newest first."""

    items: list[TokenOut]


class NewAppPassword(Schema):
    """`scopes`: left out, it may do all that a device can."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    scopes: Annotated[list[AppScope], Field(min_length=1, max_length=len(AppScope))] = list(AppScope)  # noqa: RUF012


class AppPasswordOut(Schema):
    """`last_used_at`: right to a minute; null before the first use."""

    id: uuid.UUID
    name: str
    scopes: list[AppScope]
    created_at: datetime
    last_used_at: datetime | None


class MadeAppPassword(AppPasswordOut):
    """`password`: shown this once."""

    password: str


class AppPasswords(Schema):
    """Newest first."""

    items: list[AppPasswordOut]


def show_made_token(row: AccessToken, text: str) -> MadeToken:
    return MadeToken(**TokenOut.from_orm(row).dict(), token=text)


def show_made_app_password(row: AppPassword, text: str) -> MadeAppPassword:
    return MadeAppPassword(**AppPasswordOut.from_orm(row).dict(), password=text)
