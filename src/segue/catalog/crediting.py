"""Who made what: the people of a release, and of each of its tracks, as whole lists in the team's order."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import QuerySet

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.artists.errors import ArtistNotFound
from segue.catalog.acts import act_on, act_on_track, tracks_named
from segue.catalog.errors import CreditEmpty, CreditUnclear, TooManyCredits
from segue.catalog.models import Credit, Release, Track
from segue.kernel.history import Act
from segue.kernel.text import one_line

CREDITS = "credits"
MAX_CREDITS = 300


@dataclass(frozen=True)
class Credited:
    """One person with what they did, in this order; `detail` says more of all the roles."""

    name: str
    roles: tuple[str, ...]
    artist_id: uuid.UUID | None = None
    detail: str = ""


def credit_release(
    actor: Viewer, ref: str, people: Sequence[Credited], *, base_version: int | None = None
) -> Release:
    """Of the release as a whole. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, EditConflict, ArtistNotFound,
    CreditEmpty, CreditUnclear, TooManyCredits."""
    with act_on(actor, ref, base_version=base_version) as act:
        _write_for(actor, act, act.root, people)
        return act.root


def credit_track(
    actor: Viewer, ref: str, people: Sequence[Credited], *, base_version: int | None = None
) -> Track:
    """Raises TrackNotFound, and what `credit_release` raises."""
    with act_on_track(actor, ref, base_version=base_version) as (act, track):
        _write_for(actor, act, track, people)
        return track


def credit_tracks(
    actor: Viewer,
    ref: str,
    track_ids: Iterable[uuid.UUID],
    people: Sequence[Credited],
    *,
    base_version: int | None = None,
) -> Release:
    """The same people on many tracks, in one act. Raises TrackNotFound, and what `credit_release` raises."""
    with act_on(actor, ref, base_version=base_version) as act:
        for track in tracks_named(act.root, track_ids):
            _write_for(actor, act, track, people)
        return act.root


def grouped(rows: Iterable[Credit]) -> list[Credited]:
    """Rows as entries, all of one person together, in the order in which each first appears."""
    entries: dict[tuple[str, uuid.UUID | None], dict[str, Credited]] = {}
    for row in rows:
        details = entries.setdefault((row.name, row.artist_id), {})
        entry = details.get(row.detail) or Credited(row.name, (), row.artist_id, row.detail)
        details[row.detail] = replace(entry, roles=(*entry.roles, row.role))
    return [entry for details in entries.values() for entry in details.values()]


def people_of(subject: Release | Track) -> list[dict[str, Any]]:
    """As the history has them: of a track, or of a release as a whole."""
    return _as_json(grouped(_rows(subject)))


def put_back_credits(act: Act[Release], subject: Release | Track, before: Any) -> None:
    """As they stood in the history; an artist who has gone since is a name alone."""
    people = [
        Credited(entry["name"], tuple(entry["roles"]), _id(entry["artist_id"]), entry["detail"])
        for entry in before
    ]
    ids = [entry.artist_id for entry in people if entry.artist_id]
    known = set(artist_queries.artists().filter(pk__in=ids).values_list("pk", flat=True))
    there = [entry if entry.artist_id in known else replace(entry, artist_id=None) for entry in people]
    _write(act, subject, there)


def _write_for(
    actor: Viewer, act: Act[Release], subject: Release | Track, people: Sequence[Credited]
) -> None:
    folded = _folded(people)
    _require_shown(actor, folded)
    _write(act, subject, _with_hidden_links(actor, subject, folded))


def _write(act: Act[Release], subject: Release | Track, people: Sequence[Credited]) -> None:
    if not act.change(CREDITS, subject.pk, {CREDITS: people_of(subject)}, {CREDITS: _as_json(people)}):
        return
    _rows(subject).delete()
    flat = [(entry, role) for entry in people for role in entry.roles]
    Credit.objects.bulk_create(
        Credit(
            release=act.root,
            track=subject if isinstance(subject, Track) else None,
            artist_id=entry.artist_id,
            name=entry.name,
            role=role,
            detail=entry.detail,
            position=position,
        )
        for position, (entry, role) in enumerate(flat)
    )


def _rows(subject: Release | Track) -> QuerySet[Credit]:
    if isinstance(subject, Track):
        return Credit.objects.filter(track=subject)
    return Credit.objects.filter(release=subject, track=None)


def _folded(people: Sequence[Credited]) -> list[Credited]:
    """Each person's entries together, no role twice. Raises CreditEmpty, CreditUnclear, TooManyCredits."""
    rows: list[Credit] = []
    artists: dict[tuple[str, str, str], uuid.UUID | None] = {}
    for entry in people:
        name, detail = one_line(entry.name), one_line(entry.detail)
        if not name:
            raise CreditEmpty
        for role in dict.fromkeys(entry.roles):
            known = artists.setdefault((name, role, detail), entry.artist_id)
            if known != entry.artist_id:
                raise CreditUnclear(
                    f"“{name}” stands here as {role} for two different people. Say more of each of them."
                )
            rows.append(Credit(name=name, role=role, detail=detail, artist_id=entry.artist_id))
    if len(artists) > MAX_CREDITS:
        raise TooManyCredits
    unique = {(row.name, row.role, row.detail): row for row in rows}
    return grouped(unique.values())


def _require_shown(actor: Viewer, people: Iterable[Credited]) -> None:
    """Raises ArtistNotFound: also for those that the actor may not know of."""
    wanted = {entry.artist_id for entry in people if entry.artist_id}
    if artist_queries.artists_shown_to(actor).filter(pk__in=wanted).count() != len(wanted):
        raise ArtistNotFound


def _with_hidden_links(actor: Viewer, subject: Release | Track, people: list[Credited]) -> list[Credited]:
    """Links that the actor isn't shown, and so can't have sent, stay with the name."""
    rows = _rows(subject).exclude(artist=None).exclude(artist__in=artist_queries.artists_shown_to(actor))
    hidden = {row.name: row.artist_id for row in rows}
    return [replace(entry, artist_id=entry.artist_id or hidden.get(entry.name)) for entry in people]


def _as_json(people: Iterable[Credited]) -> list[dict[str, Any]]:
    return [
        asdict(entry)
        | {"roles": list(entry.roles), "artist_id": str(entry.artist_id) if entry.artist_id else None}
        for entry in people
    ]


def _id(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
