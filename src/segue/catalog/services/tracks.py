"""Changes of tracks, under the lock of their release."""

import uuid
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from segue.accounts.types import Viewer
from segue.catalog.acts import act_on, act_on_track
from segue.catalog.bin import put_in_bin, take_from_bin
from segue.catalog.erasing import erase_track
from segue.catalog.errors import ReleaseIsFull, TrackNotFound
from segue.catalog.locks import find_track_anywhere
from segue.catalog.models import Release, Track
from segue.catalog.ordering import add_at_end, moved_since, set_on_track
from segue.catalog.quotas import require_artist_room
from segue.catalog.services.releases import clean_title
from segue.kernel.history import Act, kind_of
from segue.kernel.text import one_line
from segue.media import services as media_services

MAX_TRACKS = 200
"""That uploads make; an import may bring more."""


def add_track(
    actor: Viewer,
    ref: str,
    *,
    file_name: str,
    size_bytes: int,
    sha256: str = "",
    disc_number: int | None = None,
) -> Track:
    """Announce a file; its bytes follow. It comes after the last track, or the last of its disc. Raises
    ReleaseNotFound, NotOnTheTeam, RoleNotEnough, ReleaseIsFull, ArtistQuotaFull, and what `create_upload` raises."""
    with act_on(actor, ref) as act:
        require_place(act.root)
        require_artist_room(act.root, size_bytes)
        asset = media_services.create_upload(actor, file_name=file_name, size_bytes=size_bytes, sha256=sha256)
        title = one_line(PurePath(asset.file_name).stem) or "Untitled"
        track = add_at_end(act, disc_number, asset=asset, title=title[:300])
        act.change(kind_of(track), track.pk, None, {"title": track.title})
        return track


def change_track(actor: Viewer, ref: str, *, base_version: int | None = None, **values: Any) -> Track:
    """`values`: by the names of the columns, clean. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, TitleEmpty,
    EditConflict."""
    with act_on_track(actor, ref, base_version=base_version) as (act, track):
        set_on_track(act, track, columns_of(values), moved_since(act))
        return track


def change_tracks(
    actor: Viewer,
    ref: str,
    changes: Mapping[uuid.UUID, Mapping[str, Any]],
    *,
    base_version: int | None = None,
) -> Release:
    """All of them or none, by the ids of tracks on the release. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough,
    TrackNotFound, TitleEmpty, EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        tracks = {track.pk: track for track in act.root.tracks.filter(pk__in=changes)}
        if missing := set(changes) - set(tracks):
            raise TrackNotFound(f"{TrackNotFound.title}, on this release: {', '.join(map(str, missing))}.")
        moved = moved_since(act)
        for track_id, values in changes.items():
            set_on_track(act, tracks[track_id], columns_of(values), moved)
        return act.root


def delete_track(actor: Viewer, ref: str, *, is_for_good: bool = False) -> None:
    """Into the bin, or with its file; one whose file hasn't come goes for good. Raises TrackNotFound, NotOnTheTeam,
    RoleNotEnough."""
    track = find_track_anywhere(actor, ref)
    with act_on(actor, str(track.release_id)) as act:
        track = _read_again(act, track)
        if track.removed_at is None:
            put_in_bin(act, track)
        elif not is_for_good:
            raise TrackNotFound  # it is in the bin
        if is_for_good or track.is_awaited:
            erase_track(track)


def restore_track(actor: Viewer, ref: str) -> Track:
    """Out of the bin, to its place; again is fine. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough."""
    track = find_track_anywhere(actor, ref)
    with act_on(actor, str(track.release_id)) as act:
        track = _read_again(act, track)
        if track.removed_at is not None:
            take_from_bin(act, track)
        return track


def require_place(release: Release) -> None:
    """For one more upload. Raises ReleaseIsFull."""
    if release.tracks.count() >= MAX_TRACKS:
        raise ReleaseIsFull


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever sets a title has chosen it. Raises TitleEmpty."""
    if "title" not in values:
        return dict(values)
    return {**values, "title": clean_title(values["title"]), "has_chosen_title": True}


def _read_again(act: Act[Release], track: Track) -> Track:
    """Under the lock; in the bin or not. Raises TrackNotFound."""
    found = Track.all_rows.select_related("asset").filter(pk=track.pk, release=act.root).first()
    if found is None:
        raise TrackNotFound  # it went just now
    return found
