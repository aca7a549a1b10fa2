"""Reads of teams, whether of an artist or of a label."""

import uuid
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Exists, OuterRef, Q

from segue.accounts.types import Viewer
from segue.artists.models import Artist, Invitation, Label, LabelOffer, Membership, Team
from segue.artists.queries.artists import get_shown_artist
from segue.artists.queries.labels import get_label
from segue.artists.types import Ability, Role, TeamKind
from segue.kernel import clock

Subject: TypeAlias = Artist | Label


@dataclass(frozen=True)
class Teamwork:
    """A team as its members see it; `invitations` and `offers` are empty for those who don't decide on them."""

    members: list[Membership]
    invitations: list[Invitation]
    offers: list[LabelOffer]


def get_subject(viewer: Viewer, kind: TeamKind, ref: str) -> Subject:
    """By id or slug, one that the viewer may know of. Raises ArtistNotFound, LabelNotFound, Moved."""
    return get_shown_artist(viewer, ref) if kind is TeamKind.ARTISTS else get_label(ref)


def kind_of(subject: Subject) -> TeamKind:
    return TeamKind.ARTISTS if isinstance(subject, Artist) else TeamKind.LABELS


def subject_of(team: Team) -> Subject:
    """What the team runs."""
    artist: Artist | None = getattr(team, "artist", None)
    return artist or team.label


def teamwork(subject: Subject, abilities: frozenset[Ability]) -> Teamwork:
    """For someone with these abilities, who has been longest on the team first."""
    members = Membership.objects.filter(team_id=subject.team_id).select_related("user")
    invitations = Invitation.objects.filter(team_id=subject.team_id, expires_at__gt=clock.now())
    offers = LabelOffer.objects.filter(artist=subject if isinstance(subject, Artist) else None)
    if isinstance(subject, Label):
        offers = LabelOffer.objects.filter(label=subject)
    may_decide = Ability.MANAGE_TEAM in abilities
    return Teamwork(
        list(members.order_by("created_at", "pk")),
        list(invitations.select_related("invited_by").order_by("pk")) if may_decide else [],
        list(offers.select_related("artist", "label").order_by("pk")) if may_decide else [],
    )


def team_user_ids(artist_id: uuid.UUID) -> list[uuid.UUID]:
    """Whom to tell about an artist's affairs: its team, and its label's."""
    teams = Q(team__artist=artist_id) | Q(team__label__artists=artist_id)
    return list(Membership.objects.filter(teams).values_list("user_id", flat=True).distinct())


def solely_owned(user_id: uuid.UUID) -> list[Subject]:
    """The artists and labels that nobody else owns: who has some can't go before others own them, or they are gone."""
    others = Membership.objects.filter(team_id=OuterRef("team_id"), role=Role.OWNER).exclude(user_id=user_id)
    own = Membership.objects.filter(~Exists(others), user_id=user_id, role=Role.OWNER).values("team_id")
    return [*Artist.objects.filter(team_id__in=own), *Label.objects.filter(team_id__in=own)]
