"""What moderators take down and put back: nothing of it is deleted, and its team still sees it.

In the caller's transaction, which has checked that somebody may decide so; each says whether it changed anything.
"""

import uuid
from datetime import datetime

from segue.artists import services as artist_services
from segue.catalog.locks import lock_release, tell_team
from segue.catalog.models import Release, Track
from segue.catalog.moments import note_first_time, own_act, put_back, settle
from segue.catalog.publishing import withdraw_if_silent
from segue.catalog.types import PUBLICATION
from segue.kernel import clock
from segue.kernel.history import Act, as_json


def take_down_release(release_id: uuid.UUID) -> bool:
    """Its moment and visibility stay, for when it is put back."""
    release = _lock(release_id)
    if release is None or release.taken_down_at is not None:
        return False
    note_first_time(release)
    return _set_standing(release, is_down=True)


def reinstate_release(release_id: uuid.UUID) -> bool:
    """As public as its moment and visibility have it."""
    release = _lock(release_id)
    if release is None or release.taken_down_at is None:
        return False
    return _set_standing(release, is_down=False)


def take_down_track(track_id: uuid.UUID) -> bool:
    """The last one that can be heard takes its release with it."""
    return _set_track(track_id, is_down=True)


def reinstate_track(track_id: uuid.UUID) -> bool:
    """And its release, if that went with it."""
    return _set_track(track_id, is_down=False)


def take_down_cover(release_id: uuid.UUID) -> uuid.UUID | None:
    """The image, for the caller to keep; the release has no cover until its team chooses one."""
    release = lock_release(release_id)
    if release is None or release.cover_id is None:
        return None
    taken = release.cover_id
    _set_cover(release, None)
    return taken


def restore_cover(release_id: uuid.UUID, image_id: uuid.UUID | None) -> bool:
    """Not over another that the team has chosen since. The caller's own row keeps the image there."""
    release = lock_release(release_id)
    if release is None or release.cover_id is not None or image_id is None:
        return False
    _set_cover(release, image_id)
    return True


def _lock(release_id: uuid.UUID) -> Release | None:
    """The artist's listing first, as publication does."""
    artist_id = Release.objects.filter(pk=release_id).values_list("artist_id", flat=True).first()
    if artist_id is None or not artist_services.lock_listing(artist_id):
        return None
    return lock_release(release_id)


def _set_standing(release: Release, *, is_down: bool) -> bool:
    release.taken_down_at = clock.database_now() if is_down else None
    release.save(update_fields=["taken_down_at"])
    settle(release)
    tell_team(release)
    return True


def _set_track(track_id: uuid.UUID, *, is_down: bool) -> bool:
    release_id = Track.objects.filter(pk=track_id).values_list("release_id", flat=True).first()
    if release_id is None:
        return False
    with own_act(release_id) as act:
        track = act.root.tracks.filter(pk=track_id).first() if act else None
        if act is None or track is None or (track.taken_down_at is not None) == is_down:
            return False
        _set_track_standing(act, track, clock.database_now() if is_down else None)
        if is_down:
            withdraw_if_silent(act)
        else:
            put_back(act)
    return True


def _set_track_standing(act: Act[Release], track: Track, at: datetime | None) -> None:
    before = {"taken_down_at": as_json(track.taken_down_at)}
    act.change(PUBLICATION, track.pk, before, {"taken_down_at": as_json(at)})
    track.taken_down_at = at
    track.save(update_fields=["taken_down_at"])


def _set_cover(release: Release, image_id: uuid.UUID | None) -> None:
    act = Act(release, None)
    act.change(PUBLICATION, release.pk, {"cover": as_json(release.cover_id)}, {"cover": as_json(image_id)})
    release.cover_id = image_id
    release.has_chosen_cover = True
    release.save(update_fields=["cover", "has_chosen_cover"])
    act.finish()
    tell_team(release)
