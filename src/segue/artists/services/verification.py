"""The verified mark: an operator made sure that the team speaks for the artist."""

from django.db import transaction
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.artists.models import Artist
from segue.artists.queries import get_artist
from segue.artists.services.members import lock_teams, tell_team
from segue.kernel import audit


def verify(actor: Viewer, ref: str, *, reason: str) -> Artist:
    """`reason`: how the operator made sure. Again changes nothing. Raises ArtistNotFound."""
    return _mark(actor, ref, is_verified=True, reason=reason)


def remove_verification(actor: Viewer, ref: str, *, reason: str) -> Artist:
    """Again changes nothing. Raises ArtistNotFound."""
    return _mark(actor, ref, is_verified=False, reason=reason)


@transaction.atomic
def _mark(actor: Viewer, ref: str, *, is_verified: bool, reason: str) -> Artist:
    lock_teams([get_artist(ref).team_id])
    artist = get_artist(ref)
    if (artist.verified_at is not None) == is_verified:
        return artist
    Artist.objects.filter(pk=artist.pk).update(verified_at=Now() if is_verified else None)
    action = "artists.artist_verified" if is_verified else "artists.verification_removed"
    about = {"name": artist.name}
    audit.record(actor, action, subject=("artist", artist.pk), reason=reason, after=about)
    tell_team(artist)
    artist.refresh_from_db(fields=["verified_at"])
    return artist
