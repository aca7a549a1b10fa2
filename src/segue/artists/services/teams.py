"""Changes of a team: roles, removal, leaving, transfer."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists import policies
from segue.artists.models import Membership
from segue.artists.queries import Subject, subject_of
from segue.artists.services.members import (
    drop_member,
    get_member,
    lock_subject,
    lock_teams,
    record,
    set_role,
)
from segue.artists.types import Ability, Role, TeamKind, ability_over


@transaction.atomic
def change_role(actor: Viewer, kind: TeamKind, ref: str, user_id: uuid.UUID, *, role: Role) -> Membership:
    """It takes the ability over both the old role and the new one. Raises ArtistNotFound, LabelNotFound, NotOnTheTeam,
    RoleNotEnough, MemberNotFound, LastOwner."""
    subject, member = _manage(actor, kind, ref, user_id)
    policies.require(actor, subject, ability_over(member.role), ability_over(role))
    set_role(actor, subject, member, role)
    return member


@transaction.atomic
def remove_member(actor: Viewer, kind: TeamKind, ref: str, user_id: uuid.UUID) -> None:
    """Raises ArtistNotFound, LabelNotFound, NotOnTheTeam, RoleNotEnough, MemberNotFound, LastOwner."""
    subject, member = _manage(actor, kind, ref, user_id)
    policies.require(actor, subject, ability_over(member.role))
    drop_member(subject, member)
    record(actor, "artists.member_removed", subject, member, before=member.role)


@transaction.atomic
def leave_team(actor: Viewer, kind: TeamKind, ref: str) -> None:
    """Raises ArtistNotFound, LabelNotFound, MemberNotFound, LastOwner."""
    subject = lock_subject(actor, kind, ref)
    drop_member(subject, get_member(subject, person_id(actor)))


@transaction.atomic
def leave_every_team(user_id: uuid.UUID) -> None:
    """Before an account goes; its open invitations end with it. Raises LastOwner: see `queries.solely_owned`."""
    rows = Membership.objects.filter(user_id=user_id).select_related("team")
    lock_teams(rows.values_list("team_id", flat=True))
    for member in rows.all():
        drop_member(subject_of(member.team), member)


@transaction.atomic
def transfer_ownership(actor: Viewer, kind: TeamKind, ref: str, *, user_id: uuid.UUID) -> Subject:
    """Another member becomes an owner, and the actor a manager. Raises ArtistNotFound, LabelNotFound, NotOnTheTeam,
    RoleNotEnough, MemberNotFound."""
    subject, member = _manage(actor, kind, ref, user_id)
    policies.require(actor, subject, Ability.MANAGE_OWNERS)
    own = get_member(subject, person_id(actor))
    if own.pk != member.pk:
        set_role(actor, subject, member, Role.OWNER)
        set_role(actor, subject, own, Role.MANAGER)
    return subject


def _manage(actor: Viewer, kind: TeamKind, ref: str, user_id: uuid.UUID) -> tuple[Subject, Membership]:
    """Who is on a team isn't told to those who may not even ask."""
    subject = lock_subject(actor, kind, ref)
    policies.require(actor, subject, Ability.MANAGE_TEAM)
    return subject, get_member(subject, user_id)
