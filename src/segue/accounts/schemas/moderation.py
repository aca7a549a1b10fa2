"""People and their standing, as moderators and operators see and change them."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from segue.accounts.models import User
from segue.accounts.types import ServerRole, Viewer
from segue.kernel.http import PageQuery
from segue.kernel.text import one_line


def _said(text: str) -> str:
    """Raises ValueError when nothing is left."""
    if not (plain := one_line(text)):
        raise ValueError("Say why; the audit log keeps it.")
    return plain


Reason = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_said)]


class PeopleQuery(PageQuery):
    """`search`: part of a username; for operators also part of an e-mail address."""

    search: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""


class PersonOut(Schema):
    """`email`: null for moderators."""

    id: uuid.UUID
    username: str
    email: str | None
    role: ServerRole
    joined_at: datetime
    suspended_at: datetime | None
    suspension_reason: str


class SuspensionChange(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: Reason


class ServerRoleChange(Schema):
    model_config = ConfigDict(extra="forbid")

    role: ServerRole
    reason: Reason


def show_person(person: User, viewer: Viewer) -> PersonOut:
    return PersonOut(
        id=person.pk,
        username=person.username,
        email=person.email if viewer.is_staff else None,
        role=person.role,
        joined_at=person.date_joined,
        suspended_at=person.suspended_at,
        suspension_reason=person.suspension_reason,
    )
