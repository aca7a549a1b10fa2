"""What artists and labels keep of one person: their places on teams, and invitations."""

import uuid
from collections.abc import Iterator
from functools import partial

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet

from segue.accounts import ports
from segue.accounts import queries as account_queries
from segue.accounts.ports import ExportFile, Rows, json_document
from segue.accounts.types import Holding, Viewer
from segue.artists import services
from segue.artists.models import ArtistEdit, ArtistImage, Invitation, Membership, Team
from segue.artists.queries import Subject, kind_of, solely_owned

BATCH = 500


def register() -> None:
    """Called once, when Django starts."""
    ports.register_export("artists", export)
    ports.register_erasure("artists", erase, holdings=holdings)


def export(user_id: uuid.UUID) -> Iterator[ExportFile]:
    yield json_document("artists/teams.json", partial(_teams, user_id))
    yield json_document("artists/invitations.json", partial(_invitations, user_id))
    yield json_document("artists/edits.json", partial(_edits, user_id))
    yield json_document("artists/pictures.json", partial(_pictures, user_id))


def holdings(user_id: uuid.UUID) -> list[Holding]:
    """Artists and labels that nobody else owns."""
    return [
        Holding(kind=kind_of(subject).removesuffix("s"), id=subject.pk, name=subject.name)
        for subject in solely_owned(user_id)
    ]


@transaction.atomic
def erase(user_id: uuid.UUID) -> None:
    """What nobody else owns goes with its team; its music has been removed by then. The rest stays with its owners."""
    teams = [subject.team_id for subject in solely_owned(user_id)]
    Team.objects.filter(pk__in=teams).delete()
    services.leave_every_team(user_id)
    _invitations_of(user_id).delete()


def _teams(user_id: uuid.UUID) -> Rows:
    rows = Membership.objects.filter(user_id=user_id).order_by("pk")
    for member in rows.select_related("team__artist", "team__label"):
        subject = _subject(member.team)
        if subject:
            yield {
                "kind": kind_of(subject).removesuffix("s"),
                "id": subject.pk,
                "name": subject.name,
                "slug": subject.slug,
                "created_at": subject.created_at,
                "role": member.role,
                "since": member.created_at,
            }


def _subject(team: Team) -> Subject | None:
    """Fetched with its team."""
    return getattr(team, "artist", None) or getattr(team, "label", None)


def _invitations(user_id: uuid.UUID) -> Rows:
    """Those that came, and those that the person sent."""
    rows = _invitations_of(user_id).order_by("pk").select_related("team__artist", "team__label")
    for invitation in rows:
        subject = _subject(invitation.team)
        yield {
            "created_at": invitation.created_at,
            "to_join": subject.name if subject else None,
            "email": invitation.email,
            "role": invitation.role,
            "expires_at": invitation.expires_at,
            "is_sent": invitation.invited_by_id == user_id,
        }


def _edits(user_id: uuid.UUID) -> Rows:
    rows = ArtistEdit.objects.filter(actor_id=user_id).order_by("pk")
    fields = ("created_at", "artist_id", "subject_kind", "subject_id", "before", "after")
    yield from rows.values(*fields).iterator(BATCH)


def _pictures(user_id: uuid.UUID) -> Rows:
    rows = ArtistImage.objects.filter(added_by_id=user_id).order_by("pk")
    yield from rows.values("created_at", "artist_id", "position", "caption").iterator(BATCH)


def _invitations_of(user_id: uuid.UUID) -> QuerySet[Invitation]:
    addresses = account_queries.verified_addresses(_person(user_id))
    return Invitation.objects.filter(Q(invited_by=user_id) | Q(email__in=addresses))


def _person(user_id: uuid.UUID) -> Viewer:
    """For questions that need no more than the id."""
    return get_user_model()(pk=user_id)
