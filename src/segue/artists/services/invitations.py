"""Invitations to teams: sent by e-mail, good once, and silent about who has an account."""

import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from segue.accounts import queries as account_queries
from segue.accounts import services as account_services
from segue.accounts.types import SignUpMode, Viewer, person_id
from segue.artists import policies
from segue.artists.errors import InvitationNotFound, TeamIsFull
from segue.artists.models import Invitation, Membership
from segue.artists.queries import Subject, find_invitation, subject_of
from segue.artists.services.members import add_member, lock_subject, lock_teams, tell_team
from segue.artists.types import Ability, Role, TeamKind, ability_over
from segue.kernel import clock

LIFETIME = timedelta(days=14)
TOKEN_BYTES = 32
MAX_TEAM = 100
ANSWERED_AT = "/team-invitations"
LETTER = """{sender} invites you to the team of {name} on Segue, as {role}.

Open this link to accept or to decline. It works once, until {until}:
{link}

{sign_up}If you don't want to join, you don't need to do anything.
"""
SIGN_UP = """If you have no account yet, make one here first, with this e-mail address:
{link}

"""


@transaction.atomic
def invite(actor: Viewer, kind: TeamKind, ref: str, *, email: str, role: Role) -> Invitation:
    """In place of an earlier one to that address. Its answer is the same whether the address has an account, or is on
    the team. Raises ArtistNotFound, LabelNotFound, NotOnTheTeam, RoleNotEnough, TeamIsFull."""
    subject = lock_subject(actor, kind, ref)
    policies.require(actor, subject, Ability.MANAGE_TEAM, ability_over(role))
    email, token = email.strip().lower(), secrets.token_urlsafe(TOKEN_BYTES)
    _drop_earlier(actor, subject, email)
    _require_room(subject)
    invitation = Invitation.objects.create(
        team_id=subject.team_id,
        invited_by_id=person_id(actor),
        email=email,
        role=role,
        token_hash=account_queries.token_hash(token),
        expires_at=clock.now() + LIFETIME,
    )
    _send(invitation, subject, token, actor)
    tell_team(subject)
    return invitation


@transaction.atomic
def withdraw_invitation(actor: Viewer, kind: TeamKind, ref: str, invitation_id: uuid.UUID) -> None:
    """Raises ArtistNotFound, LabelNotFound, NotOnTheTeam, RoleNotEnough, InvitationNotFound."""
    subject = lock_subject(actor, kind, ref)
    policies.require(actor, subject, Ability.MANAGE_TEAM)
    invitation = Invitation.objects.filter(pk=invitation_id, team_id=subject.team_id).first()
    if invitation is None:
        raise InvitationNotFound
    policies.require(actor, subject, ability_over(invitation.role))
    invitation.delete()
    tell_team(subject)


@transaction.atomic
def accept(actor: Viewer, invitation_id: uuid.UUID, *, token: str) -> Membership:
    """By the letter's token, or as the owner of the address, confirmed. Raises InvitationNotFound."""
    invitation, subject = _lock_invitation(actor, invitation_id, token)
    invitation.delete()
    return add_member(actor, subject, Role(invitation.role))


@transaction.atomic
def decline(actor: Viewer, invitation_id: uuid.UUID, *, token: str) -> None:
    """Raises InvitationNotFound."""
    invitation, subject = _lock_invitation(actor, invitation_id, token)
    invitation.delete()
    tell_team(subject)


def _lock_invitation(actor: Viewer, invitation_id: uuid.UUID, token: str) -> tuple[Invitation, Subject]:
    """Found again under the team's lock, so that it works once."""
    seen = find_invitation(actor, invitation_id, token=token)
    if seen is None:
        raise InvitationNotFound
    lock_teams([seen.team_id])
    invitation = find_invitation(actor, invitation_id, token=token)
    if invitation is None:
        raise InvitationNotFound
    return invitation, subject_of(invitation.team)


def _drop_earlier(actor: Viewer, subject: Subject, email: str) -> None:
    """And those that have expired. Raises RoleNotEnough, when the earlier one is above the actor."""
    rows = Invitation.objects.filter(team_id=subject.team_id)
    rows.filter(expires_at__lte=clock.now()).delete()
    for earlier in rows.filter(email=email):
        policies.require(actor, subject, ability_over(earlier.role))
        earlier.delete()


def _require_room(subject: Subject) -> None:
    """Raises TeamIsFull."""
    members = Membership.objects.filter(team_id=subject.team_id).count()
    if members + Invitation.objects.filter(team_id=subject.team_id).count() >= MAX_TEAM:
        raise TeamIsFull


def _send(invitation: Invitation, subject: Subject, token: str, actor: Viewer) -> None:
    text = LETTER.format(
        sender=actor.get_username(),
        name=subject.name,
        role=invitation.role,
        until=f"{invitation.expires_at:%d %B %Y}",
        link=f"{settings.SEGUE.origin}{ANSWERED_AT}#{token}",
        sign_up=_sign_up(actor, invitation.email),
    )
    subject_line = f"Join the team of {subject.name}"
    account_services.send_mail(to=invitation.email, subject=subject_line, text=text)


def _sign_up(actor: Viewer, email: str) -> str:
    """How to get an account, whether or not the address has one; where nobody gets one, nothing."""
    mode = account_queries.sign_up_mode()
    if mode is SignUpMode.CLOSED:
        return ""
    if mode is SignUpMode.INVITE:
        token = account_services.issue_invitation(actor, email=email)
        return SIGN_UP.format(link=f"{account_services.invitation_link(token)}&next={ANSWERED_AT}")
    return SIGN_UP.format(link=f"{settings.SEGUE.origin}/sign-up?next={ANSWERED_AT}")
