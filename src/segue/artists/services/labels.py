"""Changes of labels, and which artists they run: one side asks, the other agrees, either ends it."""

import uuid

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists import policies
from segue.artists.errors import (
    HasLabel,
    LabelNameEmpty,
    NotOnLabel,
    NotOnTheTeam,
    RoleNotEnough,
)
from segue.artists.models import Artist, Label, LabelOffer
from segue.artists.queries import get_label, get_shown_artist, roles_of
from segue.artists.services.members import lock_teams, start_team, tell_team
from segue.artists.services.names import clean_name
from segue.artists.types import Ability
from segue.kernel import audit
from segue.kernel.db.slug import free_slug


@transaction.atomic
def create_label(actor: Viewer, *, name: str) -> Label:
    """The actor becomes the owner. Raises LabelNameEmpty."""
    name = clean_name(name, LabelNameEmpty)
    slug = free_slug(Label.objects.all(), name, fallback="label")
    return Label.objects.create(team=start_team(person_id(actor)), name=name, slug=slug)


@transaction.atomic
def rename_label(actor: Viewer, ref: str, *, name: str) -> Label:
    """The address stays. Raises LabelNotFound, NotOnTheTeam, RoleNotEnough, LabelNameEmpty."""
    label = _lock_label(actor, ref, Ability.EDIT)
    label.name = clean_name(name, LabelNameEmpty)
    label.save(update_fields=["name"])
    tell_team(label)
    return label


@transaction.atomic
def delete_label(actor: Viewer, ref: str) -> None:
    """Its artists go on without it. Raises LabelNotFound, NotOnTheTeam, RoleNotEnough."""
    label = _lock_label(actor, ref, Ability.MANAGE_OWNERS)
    for artist in label.artists.all():
        tell_team(artist)
    about = {"name": label.name, "slug": label.slug}
    audit.record(actor, "artists.label_deleted", subject=("label", label.pk), before=about)
    tell_team(label)
    label.team.delete()


@transaction.atomic
def join_label(actor: Viewer, ref: str, artist_id: uuid.UUID) -> Artist:
    """Ask for one side, agree for the other, or both at once for whoever may do both; again is fine.

    Raises LabelNotFound, ArtistNotFound, NotOnTheTeam, RoleNotEnough, HasLabel."""
    label, artist = _lock_both(actor, ref, artist_id)
    is_artist_for, is_label_for = _sides(actor, label, artist)
    if artist.label_id == label.pk:
        return artist
    if artist.label_id:
        raise HasLabel
    asked = LabelOffer.objects.filter(artist=artist, label=label).first()
    if asked and asked.is_by_label:
        is_label_for = True
    elif asked:
        is_artist_for = True
    if is_artist_for and is_label_for:
        _join(actor, label, artist)
    elif not asked:
        LabelOffer.objects.create(artist=artist, label=label, is_by_label=is_label_for)
        _record(actor, "artists.label_offered", label, artist)
    _tell_both(label, artist)
    return artist


@transaction.atomic
def leave_label(actor: Viewer, ref: str, artist_id: uuid.UUID) -> None:
    """Ends it, or takes back or turns down the offer. Raises LabelNotFound, ArtistNotFound, NotOnTheTeam,
    RoleNotEnough, NotOnLabel."""
    label, artist = _lock_both(actor, ref, artist_id)
    _sides(actor, label, artist)
    dropped, _ = LabelOffer.objects.filter(artist=artist, label=label).delete()
    if artist.label_id == label.pk:
        artist.label = None
        artist.save(update_fields=["label"])
        _record(actor, "artists.label_left", label, artist)
    elif dropped:
        _record(actor, "artists.label_offer_ended", label, artist)
    else:
        raise NotOnLabel
    _tell_both(label, artist)


def _join(actor: Viewer, label: Label, artist: Artist) -> None:
    """What was asked of or by other labels ends."""
    LabelOffer.objects.filter(artist=artist).delete()
    artist.label = label
    artist.save(update_fields=["label"])
    _record(actor, "artists.label_joined", label, artist)


def _record(actor: Viewer, action: str, label: Label, artist: Artist) -> None:
    about = {"label_id": str(label.pk), "label": label.name}
    audit.record(actor, action, subject=("artist", artist.pk), after=about)


def _sides(actor: Viewer, label: Label, artist: Artist) -> tuple[bool, bool]:
    """Whether the actor decides for the artist, and for the label. Raises NotOnTheTeam, RoleNotEnough."""
    roles = roles_of(actor)
    on_artist, on_label = roles.abilities_on(artist), roles.abilities_on(label)
    sides = Ability.MANAGE_OWNERS in on_artist, Ability.MANAGE_TEAM in on_label
    if not any(sides):
        raise RoleNotEnough if on_artist or on_label else NotOnTheTeam
    return sides


def _tell_both(label: Label, artist: Artist) -> None:
    tell_team(label)
    tell_team(artist)


def _lock_both(actor: Viewer, ref: str, artist_id: uuid.UUID) -> tuple[Label, Artist]:
    """Raises LabelNotFound, ArtistNotFound."""
    label, artist = get_label(ref), get_shown_artist(actor, str(artist_id))
    lock_teams([label.team_id, artist.team_id])
    return get_label(str(label.pk)), get_shown_artist(actor, str(artist.pk))


def _lock_label(actor: Viewer, ref: str, ability: Ability) -> Label:
    """Raises LabelNotFound, NotOnTheTeam, RoleNotEnough."""
    label = get_label(ref)
    lock_teams([label.team_id])
    label = get_label(str(label.pk))
    policies.require(actor, label, ability)
    return label
