"""How much room an artist's files may take up: all on their releases, past masters and what is in the bin too."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.artists import queries as artist_queries
from segue.artists.types import Ability
from segue.catalog.errors import ArtistQuotaFull
from segue.catalog.models import ArtistQuota, PastMaster, Release, Track
from segue.kernel import audit
from segue.media.queries import bytes_of, megabytes


@dataclass(frozen=True)
class Room:
    """In bytes; a quota of 0 is none. `is_default`: nobody gave this artist another limit than the server's."""

    quota_bytes: int
    used_bytes: int
    is_default: bool


def room_of(viewer: Viewer, ref: str) -> Room:
    """For the artist's team and for operators. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough."""
    if getattr(viewer, "is_staff", False):
        return _room(artist_queries.get_artist(ref).pk)
    artist = artist_queries.get_shown_artist(viewer, ref)
    artist_policies.require(viewer, artist, Ability.SEE_UNPUBLISHED)
    return _room(artist.pk)


@transaction.atomic
def set_quota(actor: Viewer, ref: str, *, quota_bytes: int | None, reason: str) -> Room:
    """None: as the server's setting has it. Of what is there already nothing goes. The caller has checked that the
    actor is an operator. Raises ArtistNotFound."""
    artist = artist_queries.get_artist(ref)
    before = _room(artist.pk)
    if quota_bytes is None:
        ArtistQuota.objects.filter(artist=artist).delete()
    else:
        ArtistQuota.objects.update_or_create(artist=artist, defaults={"bytes": quota_bytes})
    after = _room(artist.pk)
    audit.record(
        actor,
        "catalog.artist_quota_set",
        subject=("artist", artist.pk),
        reason=reason,
        before={"quota_bytes": before.quota_bytes, "is_default": before.is_default},
        after={"quota_bytes": after.quota_bytes, "is_default": after.is_default},
    )
    return after


def require_artist_room(release: Release, size_bytes: int) -> None:
    """For one more file, in the transaction that announces it: who announces another one for the same artist waits.
    Raises ArtistQuotaFull."""
    artist = release.artist
    quota_bytes, _ = _quota(artist.pk)
    if quota_bytes == 0:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"quota {artist.pk}"])
    used_bytes = _used_bytes(artist.pk)
    if used_bytes + size_bytes > quota_bytes:
        left = megabytes(max(0, quota_bytes - used_bytes))
        raise ArtistQuotaFull(
            f"This file has {megabytes(size_bytes)}, and {left} of the {megabytes(quota_bytes)} for {artist.name} are "
            "left. Erase some music for good, or ask this server's operator for more."
        )


def _room(artist_id: uuid.UUID) -> Room:
    quota_bytes, is_default = _quota(artist_id)
    return Room(quota_bytes, _used_bytes(artist_id), is_default)


def _quota(artist_id: uuid.UUID) -> tuple[int, bool]:
    own = ArtistQuota.objects.filter(artist_id=artist_id).values_list("bytes", flat=True).first()
    return (settings.SEGUE.artist_quota_bytes, True) if own is None else (own, False)


def _used_bytes(artist_id: uuid.UUID) -> int:
    """An asset is in one of the three alone."""
    tracks = Track.all_rows.filter(release__artist_id=artist_id)
    past = PastMaster.objects.filter(track__release__artist_id=artist_id)
    places = (tracks.values("asset_id"), tracks.values("next_asset_id"), past.values("asset_id"))
    return sum(bytes_of(place) for place in places)
