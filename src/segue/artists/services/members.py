"""How people come to a team and go: one lock for all of it, and an owner always remains."""

import uuid
from collections.abc import Iterable

from segue.accounts.types import Viewer, person_id
from segue.artists.errors import LastOwner, MemberNotFound
from segue.artists.events import MemberJoined, MemberLeft
from segue.artists.models import Invitation, Membership, Team
from segue.artists.push import TeamChanged
from segue.artists.queries import Subject, get_subject, kind_of
from segue.artists.types import Role, TeamKind
from segue.kernel import audit
from segue.kernel.events.outbox import publish
from segue.kernel.realtime import push_on_commit


def lock_subject(actor: Viewer, kind: TeamKind, ref: str) -> Subject:
    """With its team, whose members and invitations are read afterwards: until the transaction ends nobody else changes
    them. Raises ArtistNotFound, LabelNotFound."""
    subject = get_subject(actor, kind, ref)
    lock_teams([subject.team_id])
    return get_subject(actor, kind, str(subject.pk))  # it may be gone, or have another label by now


def lock_teams(team_ids: Iterable[uuid.UUID]) -> None:
    """In one order, so that two who lock several wait for each other only one way."""
    list(Team.objects.select_for_update().filter(pk__in=list(team_ids)).order_by("pk"))


def start_team(owner_id: uuid.UUID) -> Team:
    team = Team.objects.create()
    Membership.objects.create(team=team, user_id=owner_id, role=Role.OWNER)
    return team


def get_member(subject: Subject, user_id: uuid.UUID) -> Membership:
    """Raises MemberNotFound."""
    rows = Membership.objects.select_related("user")
    member = rows.filter(team_id=subject.team_id, user_id=user_id).first()
    if member is None:
        raise MemberNotFound
    return member


def add_member(actor: Viewer, subject: Subject, role: Role) -> Membership:
    """The actor; who is on the team already keeps their role. A new owner is recorded in the audit log."""
    user_id = person_id(actor)
    member, is_new = Membership.objects.get_or_create(
        team_id=subject.team_id, user_id=user_id, defaults={"role": role}
    )
    if is_new:
        publish(MemberJoined(kind=kind_of(subject), subject_id=subject.pk, user_id=user_id, role=role))
        if role is Role.OWNER:
            record(actor, "artists.role_changed", subject, member, after=role)
        tell_team(subject)
    return member


def drop_member(subject: Subject, member: Membership) -> None:
    """With the invitations that they sent. Raises LastOwner."""
    require_another_owner(member)
    tell_team(subject)
    drop_invitations(member)
    member.delete()
    publish(MemberLeft(kind=kind_of(subject), subject_id=subject.pk, user_id=member.user_id))


def set_role(actor: Viewer, subject: Subject, member: Membership, role: Role) -> None:
    """Recorded in the audit log. Raises LastOwner."""
    if member.role == role:
        return
    if role is not Role.OWNER:
        require_another_owner(member)
    before, member.role = member.role, role
    member.save(update_fields=["role"])
    drop_invitations(member)
    record(actor, "artists.role_changed", subject, member, before=before, after=role)
    tell_team(subject)


def drop_invitations(member: Membership) -> None:
    """They may have promised more than the member may any longer."""
    Invitation.objects.filter(team_id=member.team_id, invited_by=member.user_id).delete()


def require_another_owner(member: Membership) -> None:
    """A suspended owner counts, too. Raises LastOwner."""
    owners = Membership.objects.filter(team_id=member.team_id, role=Role.OWNER)
    if member.role == Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise LastOwner


def tell_team(subject: Subject) -> None:
    """Those who are on the team now."""
    members = Membership.objects.filter(team_id=subject.team_id)
    push_on_commit(list(members.values_list("user_id", flat=True)), TeamChanged(id=subject.pk))


def record(
    actor: Viewer, action: str, subject: Subject, member: Membership, *, before: str = "", after: str = ""
) -> None:
    person = {"user_id": str(member.user_id)}
    audit.record(
        actor,
        action,
        subject=(kind_of(subject).removesuffix("s"), subject.pk),
        before={**person, "role": before} if before else {},
        after={**person, "role": after} if after else {},
    )
