"""Where deleted tracks and releases wait, for as long as somebody may want them back.

The clock empties it: `while purge_next(): pass`, once an hour is enough.
"""

import uuid
from bisect import bisect_left, bisect_right
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.artists import policies as artist_policies
from segue.artists import queries as artist_queries
from segue.artists.types import Ability
from segue.catalog.erasing import erase_track, remove_release
from segue.catalog.events import TrackRemoved, TrackRestored
from segue.catalog.locks import find_own_release
from segue.catalog.models import Release, Track
from segue.kernel.events.outbox import publish
from segue.kernel.history import Act, kind_of

KEPT = timedelta(days=30)
SLOT = "position"
"""In the history, of a track that was removed."""


def removed_tracks(viewer: Viewer, ref: str) -> QuerySet[Track]:
    """Of one release, the last one first. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release = find_own_release(viewer, ref, Ability.SEE_UNPUBLISHED)
    rows = Track.all_rows.filter(release=release, removed_at__isnull=False)
    return rows.select_related("asset").order_by("-removed_at", "-pk")


def removed_releases(viewer: Viewer, artist_ref: str) -> QuerySet[Release]:
    """With `track_count`, the last one first. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough."""
    artist = artist_queries.get_shown_artist(viewer, artist_ref)
    artist_policies.require(viewer, artist, Ability.SEE_UNPUBLISHED)
    rows = Release.all_rows.filter(artist=artist, removed_at__isnull=False)
    counted = rows.annotate(track_count=Count("tracks", filter=Q(tracks__removed_at=None)))
    return counted.order_by("-removed_at", "-pk")


def put_in_bin(act: Act[Release], track: Track) -> None:
    """Its place stays on record, though others move up."""
    act.change(kind_of(track), track.pk, {"title": track.title, SLOT: _slot_of(act, track)}, None)
    act.root.tracks.filter(position__gt=track.position).update(position=F("position") - 1)
    track.removed_at, track.position = Now(), None
    track.save(update_fields=["removed_at", "position"])
    track.refresh_from_db(fields=["removed_at"])
    publish(TrackRemoved(release_id=act.root.pk))


def take_from_bin(act: Act[Release], track: Track) -> None:
    """To the place that it had on its disc."""
    act.change(kind_of(track), track.pk, None, {"title": track.title})
    tracks = list(act.root.tracks.all())
    slots = _slots(act)
    slot = slots.get(track.pk, len(tracks) + 1)
    index = slot - 1 - sum(other < slot for other in slots.values())
    discs = [other.disc_number for other in tracks]
    first, end = bisect_left(discs, track.disc_number), bisect_right(discs, track.disc_number)
    index = min(max(index, first), end)
    tracks.insert(index, track)
    track.removed_at, track.position = None, index + 1
    track.save(update_fields=["removed_at", "position"])
    for position, other in enumerate(tracks, start=1):
        other.position = position
    Track.objects.bulk_update(tracks, ["position"])
    publish(TrackRestored(release_id=act.root.pk))


def _slot_of(act: Act[Release], track: Track) -> int:
    slot = act.root.tracks.filter(position__lte=track.position).count()
    for taken in sorted(_slots(act).values()):
        slot += taken <= slot
    return slot


def _slots(act: Act[Release]) -> dict[uuid.UUID, int]:
    """Of tracks that went: their positions, counted as if all that went before were still there."""
    removals = act.root.edits.filter(subject_kind="track", after__isnull=True, before__has_key=SLOT)
    present = set(act.root.tracks.values_list("pk", flat=True))
    just_now = [edit for edit in act.edits if edit.subject_kind == "track" and edit.after is None]
    edits = [*removals.order_by("version", "pk"), *just_now]
    slots = {edit.subject_id: (edit.before or {})[SLOT] for edit in edits}
    return {track_id: slot for track_id, slot in slots.items() if track_id not in present}


@transaction.atomic
def purge_next() -> bool:
    """Erase one thing that nobody wanted back; False when there is none. Any number of processes may ask at once."""
    long_ago = Q(removed_at__lte=Now() - KEPT)
    release = Release.all_rows.select_for_update(skip_locked=True).filter(long_ago).first()
    if release is not None:
        remove_release(release)
        return True
    track = Track.all_rows.filter(long_ago).order_by("removed_at").first()
    if track is None:
        return False
    Release.all_rows.select_for_update().filter(pk=track.release_id).first()
    still = Track.all_rows.filter(long_ago, pk=track.pk).first()
    if still is not None:
        erase_track(still)
    return True
