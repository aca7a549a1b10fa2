"""Teams and invitations as the API shows them."""

import uuid
from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.accounts.schemas import Address
from segue.artists.models import Invitation, LabelOffer, Membership
from segue.artists.queries import Subject, Teamwork, kind_of, subject_of
from segue.artists.types import Role, TeamKind


class NewInvitation(Schema):
    model_config = ConfigDict(extra="forbid")
    email: Address
    role: Role


class RoleChange(Schema):
    model_config = ConfigDict(extra="forbid")
    role: Role


class NewOwner(Schema):
    model_config = ConfigDict(extra="forbid")
    user_id: uuid.UUID


class InvitationAnswer(Schema):
    """`token`: of the letter; without one the invitation must be to a confirmed address of the caller's own."""

    model_config = ConfigDict(extra="forbid")
    token: Annotated[str, Field(max_length=100)] = ""


class SubjectRef(Schema):
    kind: TeamKind
    id: uuid.UUID
    name: str
    slug: str


class MemberOut(Schema):
    """`name`: empty for who goes by the username."""

    user_id: uuid.UUID
    username: str
    name: str
    role: Role
    joined_at: datetime


class InvitationOut(Schema):
    """As the team sees it."""

    id: uuid.UUID
    email: str
    role: Role
    invited_by: str
    expires_at: datetime


class OfferOut(Schema):
    """`is_by_label`: the label asks and the artist's owner answers; else it is the other way round."""

    artist: SubjectRef
    label: SubjectRef
    is_by_label: bool
    offered_at: datetime


class TeamOut(Schema):
    """`invitations` and `offers` are empty for those who don't decide on them."""

    members: list[MemberOut]
    invitations: list[InvitationOut]
    offers: list[OfferOut]


class InvitedOut(Schema):
    """As the invited person sees it."""

    id: uuid.UUID
    team: SubjectRef
    role: Role
    invited_by: str
    expires_at: datetime


def show_team(team: Teamwork) -> TeamOut:
    return TeamOut(
        members=[show_member(member) for member in team.members],
        invitations=[show_invitation(invitation) for invitation in team.invitations],
        offers=[_show_offer(offer) for offer in team.offers],
    )


def show_member(member: Membership) -> MemberOut:
    """The person has been fetched with it."""
    return MemberOut(
        user_id=member.user_id,
        username=member.user.username,
        name=member.user.name,
        role=Role(member.role),
        joined_at=member.created_at,
    )


def show_invitation(invitation: Invitation) -> InvitationOut:
    return InvitationOut(
        id=invitation.pk,
        email=invitation.email,
        role=Role(invitation.role),
        invited_by=invitation.invited_by.username,
        expires_at=invitation.expires_at,
    )


def show_invited(invitation: Invitation) -> InvitedOut:
    return InvitedOut(
        id=invitation.pk,
        team=_ref(subject_of(invitation.team)),
        role=Role(invitation.role),
        invited_by=invitation.invited_by.username,
        expires_at=invitation.expires_at,
    )


def _show_offer(offer: LabelOffer) -> OfferOut:
    return OfferOut(
        artist=_ref(offer.artist),
        label=_ref(offer.label),
        is_by_label=offer.is_by_label,
        offered_at=offer.created_at,
    )


def _ref(subject: Subject) -> SubjectRef:
    return SubjectRef(kind=kind_of(subject), id=subject.pk, name=subject.name, slug=subject.slug)
