"""What accounts say and take over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.accounts import ports
from segue.accounts.models import User
from segue.accounts.types import ServerRole


class AvatarOut(Schema):
    """A square JPEG in two widths in pixels."""

    url_256: str
    url_512: str


class UserDetail(Schema):
    """`is_moderator` is true of operators too, who may do all that moderators may. `name`: the username until another
    is chosen. `deletion_at`: when the account will be erased, if its owner wants that."""

    id: uuid.UUID
    username: str
    name: str
    email: str
    is_operator: bool
    is_moderator: bool
    avatar: AvatarOut | None
    deletion_at: datetime | None


class Me(Schema):
    """`user` is null for a visitor."""

    user: UserDetail | None


class SetupLink(Schema):
    is_valid: bool


class OperatorSetup(Schema):
    model_config = ConfigDict(extra="forbid")

    token: Annotated[str, Field(max_length=100)]
    email: Annotated[str, Field(max_length=254)]
    username: Annotated[str, Field(max_length=100)]
    password: Annotated[str, Field(max_length=1024)]


def show_me(user: User, *, viewer_key: str) -> Me:
    deletion = getattr(user, "deletion", None)
    detail = UserDetail(
        id=user.pk,
        username=user.username,
        name=user.name or user.username,
        email=user.email,
        is_operator=user.is_staff,
        is_moderator=user.role is not ServerRole.LISTENER,
        avatar=show_avatar(user.pk, viewer_key=viewer_key),
        deletion_at=deletion.due_at if deletion else None,
    )
    return Me(user=detail)


def show_avatar(user_id: uuid.UUID, *, viewer_key: str) -> AvatarOut | None:
    avatar = ports.avatars_of([user_id], viewer_key).get(user_id)
    return AvatarOut(url_256=avatar.url_256, url_512=avatar.url_512) if avatar else None
