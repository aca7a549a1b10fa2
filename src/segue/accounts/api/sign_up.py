"""Who may sign up: the mode for everyone to see and for operators to set, and invitations."""

import uuid
from datetime import timedelta
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Status

from segue.accounts import queries, services
from segue.accounts.policies import operators_in_person
from segue.accounts.schemas import (
    InvitationCheck,
    IssuedInvitation,
    NewSignUpInvitation,
    SignInOptions,
    SignUpChoice,
    SignUpInvitationOut,
    show_invitation,
)
from segue.kernel.http import Page, PageQuery, Router, operators, paginate, public

router = Router(tags=["accounts"])


@router.get("/sign-in-options", auth=public, response=SignInOptions)
def get_sign_in_options(request: HttpRequest) -> dict[str, Any]:
    """How people come in here."""
    return {"sign_up": queries.sign_up_mode(), "providers": settings.SEGUE.oidc}


@router.get("/server/sign-up", auth=operators, response=SignUpChoice)
def get_sign_up_mode(request: HttpRequest) -> dict[str, Any]:
    """Who may sign up."""
    return {"mode": queries.sign_up_mode()}


@router.put("/server/sign-up", auth=operators_in_person, response=SignUpChoice)
def set_sign_up_mode(request: HttpRequest, choice: SignUpChoice) -> SignUpChoice:
    """Let everyone sign up, people with an invitation, or nobody."""
    services.set_sign_up_mode(request.user, choice.mode)
    return choice


@router.get("/invitations", auth=operators, response=Page[SignUpInvitationOut])
def list_invitations(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first; also those by which teams invited people."""
    return paginate(queries.invitations(), query, order=("created_at", "id"), show=show_invitation)


@router.post("/invitations", auth=operators, response={201: IssuedInvitation})
def issue_invitation(request: HttpRequest, new: NewSignUpInvitation) -> Status[IssuedInvitation]:
    """Invite someone to sign up."""
    invitation, token = services.invite(
        request.user, email=new.email or "", note=new.note, lifetime=timedelta(days=new.expires_in_days)
    )
    shown = show_invitation(invitation).dict()
    return Status(201, IssuedInvitation(**shown, link=services.invitation_link(token)))


@router.get("/invitations/by-token", auth=public, response=InvitationCheck)
def check_invitation(request: HttpRequest, token: Annotated[str, Query(max_length=100)]) -> dict[str, Any]:
    """Whether an invitation still works."""
    invitation = queries.find_open_invitation(token)
    return {"is_valid": invitation is not None, "email": (invitation.email or None) if invitation else None}


@router.delete("/invitations/{invitation_id}", auth=operators, response={204: None})
def withdraw_invitation(request: HttpRequest, invitation_id: uuid.UUID) -> Status[None]:
    """End an invitation that nobody has used."""
    services.withdraw_invitation(request.user, invitation_id)
    return Status(204, None)
