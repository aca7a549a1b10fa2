"""Many tracks at once by a table: those of a release, or all of an artist's, a row for each by its id.

A cell that says what Segue gave out is left alone, also where others have changed that field since (`version` tells
what was given out); one that somebody changed is checked like any other change.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from pydantic import ValidationError

from segue.accounts.types import Viewer, person_id
from segue.artists import policies as artist_policies
from segue.artists import queries as artist_queries
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.errors import TableTooLong
from segue.catalog.locks import find_own_release, lock_own_release, tell_team
from segue.catalog.models import Release, Track
from segue.catalog.ordering import ORDER, moved_since, set_on_track
from segue.catalog.schemas import TrackFields
from segue.catalog.services.tracks import columns_of
from segue.catalog.tables import MAX_ROWS, Problems, Row, read_table, write_table
from segue.kernel.history import AbstractEdit, Act, as_json
from segue.kernel.http.field_errors import words_for
from segue.kernel.ids import new_id, parse_id

PLACES = ("disc_number", "position")
TOLD = ("release", "version", *PLACES, "file_name")
"""Columns that only tell; a place is changed by ordering."""
FIELDS = tuple(TrackFields.model_fields)
COLUMNS = ("id", *TOLD, *FIELDS)


@dataclass(frozen=True)
class Change:
    """Of one field of the track in this row; the table's head is row 1."""

    row: int
    track_id: uuid.UUID
    title: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class _Since:
    """What others did since the table was given out: what stood there before, by track and field, tracks that they
    moved, and the columns of PLACES that still can be told."""

    given: Mapping[tuple[uuid.UUID, str], Any]
    moved: Collection[uuid.UUID]
    places: Sequence[str]


@dataclass
class _Work:
    """What one table does to some releases."""

    problems: Problems = field(default_factory=Problems)
    changes: list[Change] = field(default_factory=list)


def table_of_release(viewer: Viewer, ref: str) -> str:
    """Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough."""
    release = find_own_release(viewer, ref, Ability.SEE_UNPUBLISHED)
    return _write(Track.objects.filter(release=release).order_by("position"))


def table_of_artist(viewer: Viewer, ref: str) -> str:
    """Release by release, the first one first. Raises ArtistNotFound, NotOnTheTeam, TableTooLong."""
    artist = artist_queries.get_shown_artist(viewer, ref)
    artist_policies.require(viewer, artist, Ability.SEE_UNPUBLISHED)
    tracks = Track.objects.filter(release__artist=artist, release__removed_at=None)
    if tracks.count() > MAX_ROWS:
        raise TableTooLong
    return _write(tracks.order_by("release_id", "position"))


def change_release_by_table(actor: Viewer, ref: str, content: bytes, *, is_dry_run: bool) -> list[Change]:
    """All or nothing, in one act; a dry run only tells. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough,
    TableUnusable, EditConflict."""
    rows = read_table(content, known=COLUMNS, needed="id")
    with transaction.atomic():
        release = lock_own_release(actor, ref, Ability.EDIT)
        changes = _change(actor, [release], rows)
        transaction.set_rollback(is_dry_run)
    return changes


def change_artist_by_table(actor: Viewer, ref: str, content: bytes, *, is_dry_run: bool) -> list[Change]:
    """As of one release; each has the act in its own history. Raises ArtistNotFound, NotOnTheTeam, RoleNotEnough,
    TableUnusable, EditConflict."""
    rows = read_table(content, known=COLUMNS, needed="id")
    artist = artist_queries.get_shown_artist(actor, ref)
    artist_policies.require(actor, artist)
    named = [track_id for _, row in rows if (track_id := parse_id(row.get("id", "")))]
    with transaction.atomic():
        wanted = Release.objects.filter(artist=artist, tracks__in=named, tracks__removed_at=None).distinct()
        changes = _change(actor, _lock(actor, wanted), rows)
        transaction.set_rollback(is_dry_run)
    return changes


def _lock(actor: Viewer, wanted: QuerySet[Release]) -> list[Release]:
    """Always in the same order, or two could wait for each other. Raises RoleNotEnough."""
    seen = {release.pk: release for release in wanted.select_related("artist")}
    rows = Release.objects.where(actor, Ability.EDIT).select_for_update(of=("self",)).filter(pk__in=seen)
    locked = list(rows.order_by("pk"))
    for missing in set(seen) - {release.pk for release in locked}:
        policies.require(actor, seen[missing], Ability.EDIT)
    return locked


def _change(actor: Viewer, releases: Sequence[Release], rows: Sequence[tuple[int, Row]]) -> list[Change]:
    work, act_id = _Work(), new_id()
    placed = _place(releases, rows, work.problems)
    for release in releases:
        of_release = [(number, row, track) for number, row, track in placed if track.release_id == release.pk]
        base_version = _base_version([(number, row) for number, row, _ in of_release], work.problems)
        act = Act(release, person_id(actor), base_version, id=act_id)
        since = _since(act)
        for number, row, track in of_release:
            _change_track(act, number, row, track, since, work)
        if not work.problems.found and act.finish():
            tell_team(release)
    work.problems.stop_if_any()
    return work.changes


def _place(
    releases: Sequence[Release], rows: Sequence[tuple[int, Row]], problems: Problems
) -> list[tuple[int, Row, Track]]:
    """Each row with its track."""
    tracks = {track.pk: track for track in Track.objects.filter(release__in=releases)}
    placed: dict[uuid.UUID, tuple[int, Row, Track]] = {}
    for number, row in rows:
        track = tracks.get(parse_id(row.get("id", "").strip()) or uuid.UUID(int=0))
        if track is None:
            problems.add(number, "id", "there is no such track here. Leave ids as Segue gave them out.")
        elif track.pk in placed:
            problems.add(number, "id", f"row {placed[track.pk][0]} has the same id. Keep one of the two.")
        else:
            placed[track.pk] = (number, row, track)
    return list(placed.values())


def _change_track(
    act: Act[Release],
    number: int,
    row: Row,
    track: Track,
    since: _Since,
    work: _Work,
) -> None:
    for name in since.places:
        if row.get(name, "").strip() not in {"", *_untouched(track, name, since.given)}:
            work.problems.add(
                number, name, "a track's place isn't changed here. Reorder the release instead."
            )
    cells = {
        name: row[name]
        for name in FIELDS
        if name in row and row[name].strip() not in _untouched(track, name, since.given)
    }
    values = _clean(cells, number, work.problems)
    count = len(act.edits)
    set_on_track(act, track, columns_of(values), since.moved)
    for edit in act.edits[count:]:
        before, after = edit.before or {}, edit.after or {}
        work.changes += [
            Change(number, track.pk, track.title, name, before[name], after[name])
            for name in after
            if name in FIELDS
        ]


def _untouched(track: Track, name: str, given: Mapping[tuple[uuid.UUID, str], Any]) -> set[str]:
    """Cells that say what stands there, or what stood there when the table was given out."""
    present = as_json(getattr(track, name))
    return {_text(present), _text(given.get((track.pk, name), present))}


def _clean(cells: Mapping[str, str], number: int, problems: Problems) -> dict[str, Any]:
    """What was written, as it is kept."""
    written: dict[str, Any] = {
        name: None if name in TrackFields.nullable and not cell.strip() else cell.strip()
        for name, cell in cells.items()
    }
    if written.get("bpm"):
        written["bpm"] = written["bpm"].replace(",", ".")
    try:
        return TrackFields.model_validate(written).values()
    except ValidationError as invalid:
        for error in invalid.errors():
            problems.add(number, str(error["loc"][0]), words_for(error))
        return {}


def _base_version(rows: Iterable[tuple[int, Row]], problems: Problems) -> int | None:
    """That of the release when the table was given out; None if it doesn't say."""
    versions = []
    for number, row in rows:
        written = row.get("version", "").strip()
        if written and not (written.isdecimal() and len(written) < 10):
            problems.add(number, "version", "leave the version as Segue gave it out.")
        elif written:
            versions.append(int(written))
    return min(versions, default=None)


def _since(act: Act[Release]) -> _Since:
    """Positions shift without an edit of theirs when tracks come and go."""
    of_tracks, orders = list(act.later("track")), act.later("release").filter(before__has_key=ORDER)
    given: dict[tuple[uuid.UUID, str], Any] = {}
    for edit in sorted([*of_tracks, *orders], key=lambda edit: (edit.version, edit.pk), reverse=True):
        given |= _before(edit)
    are_the_same = all(edit.before is not None and edit.after is not None for edit in of_tracks)
    return _Since(given, moved_since(act), PLACES if are_the_same else PLACES[:1])


def _before(edit: AbstractEdit) -> dict[tuple[uuid.UUID, str], Any]:
    """By track and field."""
    before = edit.before or {}
    if edit.subject_kind == "track":
        return {(edit.subject_id, name): value for name, value in before.items()}
    return {
        (uuid.UUID(track_id), name): value
        for position, (track_id, disc_number, number) in enumerate(before[ORDER], start=1)
        for name, value in (("position", position), ("disc_number", disc_number), ("number", number))
    }


def _write(tracks: QuerySet[Track]) -> str:
    rows = tracks.select_related("release", "asset").only(
        *("release__title", "release__version", "asset__file_name", *PLACES, *FIELDS)
    )
    return write_table(COLUMNS, (_cells(track) for track in rows))


def _cells(track: Track) -> list[str]:
    told = [track.release.title, track.release.version, *(getattr(track, name) for name in PLACES)]
    told += [track.asset.file_name, *(as_json(getattr(track, name)) for name in FIELDS)]
    return [str(track.pk), *map(_text, told)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
