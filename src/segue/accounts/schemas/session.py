"""What accounts say and take over HTTP."""

import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict


class UserDetail(Schema):
    id: uuid.UUID
    username: str
    email: str
    is_operator: Annotated[bool, Field(validation_alias="is_staff")]


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
