"""Changes of artists."""

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists import policies, ports
from segue.artists.errors import ArtistNameEmpty, ArtistNotFound
from segue.artists.models import Artist
from segue.artists.queries import artists_where, get_shown_artist
from segue.artists.services.members import lock_teams, start_team, tell_team
from segue.artists.services.names import clean_name
from segue.artists.types import Ability
from segue.kernel import audit
from segue.kernel.db.slug import free_slug


@transaction.atomic
def create_artist(actor: Viewer, *, name: str) -> Artist:
    """The actor becomes the owner. Raises ArtistNameEmpty."""
    name = clean_name(name, ArtistNameEmpty)
    slug = free_slug(Artist.objects.all(), name, fallback="artist")
    return Artist.objects.create(team=start_team(person_id(actor)), name=name, slug=slug)


@transaction.atomic
def delete_artist(actor: Viewer, ref: str, *, with_music: bool) -> None:
    """With its team and its drafts, and with what is public only if the actor says so. Raises ArtistNotFound,
    NotOnTheTeam, RoleNotEnough, and what the catalog raises when there is public music."""
    artist = lock_artist(actor, ref, Ability.DELETE_ARTIST)
    ports.remove_music(artist.pk, with_public=with_music)
    audit.record(
        actor,
        "artists.artist_deleted",
        subject=("artist", artist.pk),
        before={"name": artist.name, "slug": artist.slug},
    )
    tell_team(artist)
    artist.team.delete()


def find_own_artist(actor: Viewer, ref: str, ability: Ability) -> Artist:
    """One that the actor may not even know of doesn't exist. Raises ArtistNotFound, Moved, NotOnTheTeam,
    RoleNotEnough."""
    artist = get_shown_artist(actor, ref)
    policies.require(actor, artist, ability)
    return artist


def lock_artist(actor: Viewer, ref: str, ability: Ability) -> Artist:
    """With its team, where the actor has this ability. Raises ArtistNotFound, Moved, NotOnTheTeam, RoleNotEnough."""
    artist = get_shown_artist(actor, ref)
    lock_teams([artist.team_id])
    rows = artists_where(actor, ability).select_for_update(of=("self",))
    locked = rows.filter(pk=artist.pk).first()
    if locked is None:
        find_own_artist(actor, str(artist.pk), ability)
        raise ArtistNotFound  # it went just now
    return locked
