"""Files that moderators have blocked, which is known once they have been read whole: no track stays of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from segue.catalog import moments
from segue.catalog.erasing import erase_track, remove_release
from segue.catalog.events import TrackRemoved
from segue.catalog.models import Track
from segue.kernel.events.outbox import publish
from segue.kernel.history import kind_of


def forget_tracks(asset_ids: Collection[uuid.UUID]) -> None:
    """For good, with releases that hold nothing else. In the caller's transaction."""
    by_release: defaultdict[uuid.UUID, list[Track]] = defaultdict(list)
    for track in Track.all_rows.filter(asset__in=asset_ids).order_by("release_id"):
        by_release[track.release_id].append(track)
    for release_id, tracks in by_release.items():
        _forget(release_id, tracks)


def _forget(release_id: uuid.UUID, tracks: Collection[Track]) -> None:
    with moments.own_act(release_id) as act:
        if act is None:
            return  # it is in the bin
        for track in tracks:
            act.change(kind_of(track), track.pk, {"title": track.title}, None)
            erase_track(track)
        is_empty = not Track.all_rows.filter(release=act.root).exists()
        if is_empty:
            moments.withdraw(act)
    if is_empty:
        remove_release(act.root)
    else:
        publish(TrackRemoved(release_id=release_id))
