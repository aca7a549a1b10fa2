"""Sign-up modes and invitations over HTTP."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from segue.accounts.models import Invitation
from segue.accounts.schemas.addresses import Address
from segue.accounts.types import SignUpMode
from segue.kernel import clock
from segue.kernel.text import one_line

InvitationState = Literal["open", "used", "expired", "withdrawn"]


class SignInProvider(Schema):
    id: str
    name: str


class SignInOptions(Schema):
    """Who may sign up, and which other services one can sign in with."""

    sign_up: SignUpMode
    providers: list[SignInProvider]


class SignUpChoice(Schema):
    model_config = ConfigDict(extra="forbid")

    mode: SignUpMode


class NewSignUpInvitation(Schema):
    """With an `email`, the invitation is for that address alone, and is mailed to it."""

    model_config = ConfigDict(extra="forbid")

    email: Address | None = None
    note: Annotated[str, Field(max_length=200), AfterValidator(one_line)] = ""
    expires_in_days: Annotated[int, Field(ge=1, le=365)] = 14


class SignUpInvitationOut(Schema):
    """`used_by`: a username, null if the address had an account already, or the new one is gone."""

    id: uuid.UUID
    email: str | None
    note: str
    state: InvitationState
    invited_by: str | None
    used_by: str | None
    created_at: datetime
    expires_at: datetime


class IssuedInvitation(SignUpInvitationOut):
    """`link` can't be shown again."""

    link: str


class InvitationCheck(Schema):
    """`email`: the address that the invitation is for; null if it is for any, or doesn't work."""

    is_valid: bool
    email: str | None


def show_invitation(invitation: Invitation) -> SignUpInvitationOut:
    return SignUpInvitationOut(
        id=invitation.pk,
        email=invitation.email or None,
        note=invitation.note,
        state=_state(invitation),
        invited_by=invitation.invited_by.username if invitation.invited_by else None,
        used_by=invitation.used_by.username if invitation.used_by else None,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
    )


def _state(invitation: Invitation) -> InvitationState:
    if invitation.used_at:
        return "used"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "open" if invitation.expires_at > clock.now() else "expired"
