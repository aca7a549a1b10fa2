"""The order of a release's tracks over its discs: in its history one field, `order`: `[[track id, disc, number]]`."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from segue.accounts.types import Viewer
from segue.catalog.acts import act_on
from segue.catalog.errors import OrderIncomplete
from segue.catalog.models import Release, Track
from segue.kernel.history import AbstractEdit, Act, kind_of

ORDER = "order"
Place = tuple[str, int, int]
"""Of one track, by its id: the number of its disc, and its own there."""


@dataclass(frozen=True)
class DiscOrder:
    """`title` is mostly empty."""

    number: int
    title: str
    track_ids: Sequence[uuid.UUID]


def add_at_end(act: Act[Release], disc_number: int | None, **columns: Any) -> Track:
    """A track after the last one of this disc, or of all."""
    tracks = list(act.root.tracks.all())
    disc_number = disc_number or max((track.disc_number for track in tracks), default=1)
    before = [track for track in tracks if track.disc_number <= disc_number]
    same = [track.number for track in before if track.disc_number == disc_number]
    last = max((track.position or 0 for track in tracks), default=0)
    place = {"position": last + 1, "disc_number": disc_number, "number": max(same, default=0) + 1}
    added = Track.objects.create(release=act.root, **place, **columns)
    if len(before) < len(tracks):
        move_tracks([*tracks, added], order_of([*before, added, *tracks[len(before) :]]))
    return added


def order_tracks(
    actor: Viewer, ref: str, discs: Sequence[DiscOrder], *, base_version: int | None = None
) -> Release:
    """All tracks, each once; they are numbered anew, from 1 on each disc. Raises ReleaseNotFound, NotOnTheTeam,
    RoleNotEnough, OrderIncomplete, EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        places = [
            (str(track_id), disc.number, number)
            for disc in discs
            for number, track_id in enumerate(disc.track_ids, start=1)
        ]
        tracks = list(act.root.tracks.all())
        if sorted(place[0] for place in places) != sorted(str(track.pk) for track in tracks):
            raise OrderIncomplete
        place_tracks(act, tracks, places)
        titles = {str(disc.number): disc.title for disc in discs if disc.title}
        act.set(act.root, disc_titles=titles)
        return act.root


def place_tracks(act: Act[Release], tracks: Sequence[Track], places: Sequence[Place]) -> None:
    """`tracks`: all of the release, as they stand."""
    before, after = _as_json(order_of(tracks)), _as_json(places)
    if act.change(kind_of(act.root), act.root.pk, {ORDER: before}, {ORDER: after}):
        _find_renumbered(act, tracks, places)
        move_tracks(tracks, places)


def set_on_track(
    act: Act[Release], track: Track, values: Mapping[str, Any], moved: Collection[uuid.UUID]
) -> None:
    """As `Act.set`. `moved`: of `moved_since`; a number that was given there isn't overwritten."""
    number = values.get("number", track.number)
    if number != track.number and track.pk in moved:
        act.disagree(kind_of(track), track.pk, "number", yours=number, theirs=track.number)
    act.set(track, **values)


def moved_since(act: Act[Release]) -> set[uuid.UUID]:
    """Tracks that got another disc or number by orders since the actor looked."""
    later = act.later(kind_of(act.root)).filter(after__has_key=ORDER)
    pairs = later.values_list(f"before__{ORDER}", f"after__{ORDER}")
    changed = (set(map(tuple, after)) - set(map(tuple, before)) for before, after in pairs)
    return {uuid.UUID(place[0]) for places in changed for place in places}


def _find_renumbered(act: Act[Release], tracks: Iterable[Track], places: Iterable[Place]) -> None:
    """Tracks that somebody numbered by themselves since the actor looked."""
    later = act.later("track").values_list("subject_id", "after")
    given = {(subject_id, name) for subject_id, after in later for name in after or ()}
    by_id = {str(track.pk): track for track in tracks}
    for track_id, disc_number, number in places:
        track = by_id[track_id]
        for name, yours in (("disc_number", disc_number), ("number", number)):
            theirs = getattr(track, name)
            if yours != theirs and (track.pk, name) in given:
                act.disagree(kind_of(track), track.pk, name, yours=yours, theirs=theirs)


def move_tracks(tracks: Iterable[Track], places: Sequence[Place]) -> None:
    by_id = {str(track.pk): track for track in tracks}
    for position, (track_id, disc_number, number) in enumerate(places, start=1):
        track = by_id[track_id]
        track.position, track.disc_number, track.number = position, disc_number, number
    Track.objects.bulk_update(by_id.values(), ["position", "disc_number", "number"])


def order_of(tracks: Iterable[Track]) -> list[Place]:
    return [(str(track.pk), track.disc_number, track.number) for track in tracks]


def is_ordered_by_hand(release: Release) -> bool:
    """Somebody moved or numbered tracks, so their files have no say in it."""
    edits = release.edits
    numbered = edits.filter(subject_kind="track", after__has_key="number", actor__isnull=False)
    moved = edits.filter(subject_kind="release", after__has_key=ORDER, actor__isnull=False)
    return bool(moved.exists() or numbered.exists())


def undo_order(act: Act[Release], edit: AbstractEdit) -> None:
    """Tracks that came since stay where they are, after the others; those that went are left out."""
    tracks = list(act.root.tracks.all())
    present = {str(track.pk) for track in tracks}
    before, after = edit.before or {}, edit.after or {}
    known = {place[0] for place in after[ORDER]}
    now = [list(place) for place in order_of(tracks) if place[0] in known]
    left = [place for place in after[ORDER] if place[0] in present]
    if now != left:
        theirs = _as_json(order_of(tracks))
        act.disagree(kind_of(act.root), act.root.pk, ORDER, yours=before[ORDER], theirs=theirs)
        return
    places = [(place[0], place[1], place[2]) for place in before[ORDER] if place[0] in present]
    newer = [place for place in order_of(tracks) if place[0] not in {kept[0] for kept in places}]
    place_tracks(act, tracks, sorted([*places, *newer], key=lambda place: place[1]))


def _as_json(places: Sequence[Place]) -> list[list[Any]]:
    return [list(place) for place in places]
