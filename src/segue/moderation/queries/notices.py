"""What teams are told, and what became of one's own reports."""

import uuid

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from segue.accounts.models import User
from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.artists.errors import ArtistNotFound, NotOnTheTeam
from segue.artists.models import Artist, Membership
from segue.artists.queries import artists_of
from segue.artists.types import ABILITIES, LABEL_ABILITIES, Ability, roles_with
from segue.kernel.db.slug import by_ref
from segue.moderation.errors import NoticeNotFound
from segue.moderation.models import Appeal, Decision, Report
from segue.moderation.queries.cases import standing
from segue.moderation.types import Action


def require_team(viewer: Viewer, ref: str, ability: Ability) -> Artist:
    """The artist of this id or slug. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough."""
    artist: Artist | None = by_ref(artists_of(viewer), ref).first()
    if artist is None:
        if by_ref(Artist.objects.listed(), ref).exists():
            raise NotOnTheTeam
        raise ArtistNotFound
    artist_policies.require(viewer, artist, ability)
    return artist


def notices(artist: Artist) -> QuerySet[Decision]:
    """What was decided on the artist's things and matters to the team, with its answers, the newest first. With
    `standing_id`: the last decision that took the subject down or put it back."""
    rows = Decision.objects.filter(case__artist=artist).exclude(action=Action.DISMISS)
    answers = Appeal.objects.order_by("-pk").select_related("case__decision")
    return (
        rows.annotate(
            standing_id=Subquery(standing(OuterRef("case__subject_kind"), OuterRef("case__subject_id")))
        )
        .select_related("case")
        .prefetch_related(Prefetch("appeals", answers))
    )


def get_notice(artist: Artist, decision_id: uuid.UUID) -> Decision:
    """Raises NoticeNotFound."""
    found = notices(artist).filter(pk=decision_id).first()
    if found is None:
        raise NoticeNotFound
    return found


def is_answerable(notice: Decision) -> bool:
    """Whether an answer could change anything: what was put back since is over. Of rows of `notices`."""
    if notice.action == Action.TAKE_DOWN:
        return bool(vars(notice)["standing_id"] == notice.pk)
    return notice.action == Action.ASK_FOR_CHANGES


def deciders(artist: Artist) -> QuerySet[User]:
    """Who answers for what is public: owners and managers of the artist and of its label."""
    own = Q(team__artist=artist, role__in=roles_with(Ability.PUBLISH, ABILITIES))
    label = Q(team__label__artists=artist, role__in=roles_with(Ability.PUBLISH, LABEL_ABILITIES))
    places = Membership.objects.filter(own | label).values("user_id")
    return User.objects.filter(pk__in=places, is_active=True).order_by("pk")


def reports_by(person: Viewer) -> QuerySet[Report]:
    return Report.objects.filter(reporter_id=person.pk).select_related("case__decision")
