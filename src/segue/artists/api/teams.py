"""Teams over HTTP: the same operations for an artist's team and a label's."""

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Status

from segue.accounts.policies import in_person_recently, require_recent_proof
from segue.artists import policies, queries, services
from segue.artists.errors import InvitationNotFound
from segue.artists.schemas import (
    InvitationAnswer,
    InvitationOut,
    InvitedOut,
    MemberOut,
    NewInvitation,
    NewOwner,
    RoleChange,
    TeamOut,
    show_invitation,
    show_invited,
    show_member,
    show_team,
)
from segue.artists.types import Role, TeamKind
from segue.kernel.http import Page, PageQuery, Router, in_person, paginate, public, signed_in

router = Router(tags=["teams"])
Ref = Annotated[str, Field(max_length=100)]
Token = Annotated[str, Field(max_length=100)]
TEAM = "/{kind}/{ref}/team"


@router.get(TEAM, auth=signed_in, response=TeamOut)
def get_team(request: HttpRequest, kind: TeamKind, ref: Ref) -> TeamOut:
    """For its members."""
    subject = queries.get_subject(request.user, kind, ref)
    abilities = policies.require(request.user, subject)
    return show_team(queries.teamwork(subject, abilities))


@router.post(f"{TEAM}/invitations", auth=in_person, response={201: InvitationOut})
def invite_member(
    request: HttpRequest, kind: TeamKind, ref: Ref, new: NewInvitation
) -> Status[InvitationOut]:
    """By e-mail. Managers invite uploaders and analysts, owners anyone, and owners and managers only with a fresh
    proof of who they are; the answer never tells whether the address has an account."""
    _require_proof_for(request, new.role)
    invitation = services.invite(request.user, kind, ref, email=new.email, role=new.role)
    return Status(201, show_invitation(invitation))


@router.delete(f"{TEAM}/invitations/{{invitation_id}}", auth=in_person, response={204: None})
def withdraw_team_invitation(
    request: HttpRequest, kind: TeamKind, ref: Ref, invitation_id: uuid.UUID
) -> Status[None]:
    services.withdraw_invitation(request.user, kind, ref, invitation_id)
    return Status(204, None)


@router.patch(f"{TEAM}/members/{{user_id}}", auth=in_person, response=MemberOut)
def change_member(
    request: HttpRequest, kind: TeamKind, ref: Ref, user_id: uuid.UUID, changes: RoleChange
) -> MemberOut:
    """Another role; to make an owner or a manager takes a fresh proof of who one is."""
    _require_proof_for(request, changes.role)
    return show_member(services.change_role(request.user, kind, ref, user_id, role=changes.role))


@router.delete(f"{TEAM}/members/{{user_id}}", auth=in_person, response={204: None})
def remove_member(request: HttpRequest, kind: TeamKind, ref: Ref, user_id: uuid.UUID) -> Status[None]:
    services.remove_member(request.user, kind, ref, user_id)
    return Status(204, None)


@router.delete(f"{TEAM}/membership", auth=in_person, response={204: None})
def leave_team(request: HttpRequest, kind: TeamKind, ref: Ref) -> Status[None]:
    """One's own place; the only owner can't."""
    services.leave_team(request.user, kind, ref)
    return Status(204, None)


@router.put(f"{TEAM}/owner", auth=in_person_recently, response=TeamOut)
def transfer_ownership(request: HttpRequest, kind: TeamKind, ref: Ref, new: NewOwner) -> TeamOut:
    """Another member becomes an owner, and the caller a manager."""
    subject = services.transfer_ownership(request.user, kind, ref, user_id=new.user_id)
    return show_team(queries.teamwork(subject, policies.require(request.user, subject)))


@router.get("/team-invitations", auth=signed_in, response=Page[InvitedOut])
def list_team_invitations(request: HttpRequest, page: Query[PageQuery]) -> dict[str, Any]:
    """To one's own confirmed addresses, newest first."""
    rows = queries.invitations_for(request.user)
    return paginate(rows, page, order=("created_at", "id"), show=show_invited)


@router.get("/team-invitations/by-token", auth=public, response=InvitedOut)
def get_team_invitation(request: HttpRequest, token: Token) -> InvitedOut:
    """What the link of a letter is about."""
    invitation = queries.find_invitation(request.user, token=token) if token else None
    if invitation is None:
        raise InvitationNotFound
    return show_invited(invitation)


@router.put("/team-invitations/{invitation_id}", auth=in_person, response=MemberOut)
def accept_team_invitation(
    request: HttpRequest, invitation_id: uuid.UUID, answer: InvitationAnswer
) -> MemberOut:
    """Who is on the team already keeps their role."""
    return show_member(services.accept(request.user, invitation_id, token=answer.token))


@router.delete("/team-invitations/{invitation_id}", auth=in_person, response={204: None})
def decline_team_invitation(
    request: HttpRequest, invitation_id: uuid.UUID, token: Token = ""
) -> Status[None]:
    services.decline(request.user, invitation_id, token=token)
    return Status(204, None)


def _require_proof_for(request: HttpRequest, role: Role) -> None:
    """They can give everything away, or delete it. Raises ReauthenticationNeeded."""
    if role in (Role.OWNER, Role.MANAGER):
        require_recent_proof(request)
