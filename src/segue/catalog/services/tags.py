"""What files say of themselves fills what nobody chose: titles, numbers, codes, the order of tracks, a cover."""

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal

from django.db import transaction
from pydantic import TypeAdapter, ValidationError

from segue.catalog import fields
from segue.catalog.crediting import put_back_credits
from segue.catalog.genres import Style, give_style
from segue.catalog.locks import lock_release, tell_team
from segue.catalog.models import Release, Track
from segue.catalog.ordering import Place, is_ordered_by_hand, place_tracks
from segue.catalog.queries import find_track_of
from segue.catalog.types import UNTITLED
from segue.kernel.history import Act
from segue.kernel.text import one_line

TRACK_TAGS: Mapping[str, tuple[str, Any]] = {
    "version_title": ("version_title", fields.ShortLine),
    "work": ("work", fields.Line),
    "isrc": ("isrc", fields.RecordingCode),
    "language": ("language", fields.LanguageTag),
    "explicit": ("explicit", Literal["explicit", "clean"]),
    "license": ("license", fields.LicenseTag),
    "copyright_line": ("copyright_line", fields.Line),
    "bpm": ("bpm", fields.BeatsPerMinute),
    "key": ("key", fields.MusicalKey),
    "recording_mbid": ("musicbrainz_recording_id", fields.MusicBrainzId),
    "track_mbid": ("musicbrainz_track_id", fields.MusicBrainzId),
    "work_mbid": ("musicbrainz_work_id", fields.MusicBrainzId),
}
RELEASE_TAGS: Mapping[str, tuple[str, Any]] = {
    "original_on": ("released_on", fields.PartialDate),
    "released_on": ("released_on", fields.PartialDate),
    "label": ("label_name", fields.ShortLine),
    "catalog_number": ("catalog_number", fields.CatalogNumber),
    "barcode": ("upc", fields.ProductCode),
    "language": ("language", fields.LanguageTag),
    "license": ("license", fields.LicenseTag),
    "copyright_line": ("copyright_line", fields.Line),
    "release_mbid": ("musicbrainz_release_id", fields.MusicBrainzId),
    "group_mbid": ("musicbrainz_group_id", fields.MusicBrainzId),
}
"""By the name of the tag: the column that it fills while that is empty, and what may stand there. Of two tags for one
column the first counts."""
MAX_NAME, MAX_DETAIL = 200, 100
_NUMBERED = re.compile(r"0*(?P<number>[1-9]\d{0,2})(?=[\s._-])")


@transaction.atomic
def apply_tags(asset_id: uuid.UUID) -> None:
    """In one act of nobody's. Does nothing when its track is gone."""
    found = find_track_of(asset_id)
    release = lock_release(found.release_id) if found else None
    track = release.tracks.filter(asset_id=asset_id).select_related("asset").first() if release else None
    if track is None or release is None:
        return
    act = Act(release, None)
    _fill_track(act, track, track.asset.tags)
    _fill_release(act, track)
    _fill_styles(act, track)
    _fill_people(act, track)
    _arrange(act)
    act.finish()
    tell_team(release)


def _fill_track(act: Act[Release], track: Track, tags: Mapping[str, Any]) -> None:
    values = _said(tags, TRACK_TAGS, track)
    if tags.get("title") and not track.has_chosen_title:
        values["title"] = tags["title"][:300]
    act.set(track, **values)


def _fill_release(act: Act[Release], track: Track) -> None:
    release, tags = act.root, track.asset.tags
    values = _said(tags, RELEASE_TAGS, release)
    if tags.get("album") and not release.has_chosen_title and release.title == UNTITLED:
        values["title"] = tags["album"][:300]
    if release.cover_id is None and not release.has_chosen_cover:
        values["cover"] = track.asset.cover
    act.set(release, **values)


def _fill_styles(act: Act[Release], track: Track) -> None:
    """Also of the release, which is mostly of one kind."""
    tags = track.asset.tags
    style = Style(tags.get("genres", ()), tags.get("moods", ()))
    for subject in (track, act.root):
        if (style.genres or style.moods) and not subject.genres.exists():
            give_style(act, subject, style)


def _fill_people(act: Act[Release], track: Track) -> None:
    people: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for credited in track.asset.tags.get("credits", ()):
        name, detail = one_line(credited["name"])[:MAX_NAME], one_line(credited["detail"])[:MAX_DETAIL]
        if name and credited["role"] not in people[name, detail]:
            people[name, detail].append(credited["role"])
    if people and not track.credits.exists():
        found = [
            {"name": name, "roles": roles, "artist_id": None, "detail": detail}
            for (name, detail), roles in people.items()
        ]
        put_back_credits(act, track, found)


def _said(
    tags: Mapping[str, Any], columns: Mapping[str, tuple[str, Any]], row: Track | Release
) -> dict[str, Any]:
    """What can't stand in its column stays in the raw tags."""
    said: dict[str, Any] = {}
    for tag, (column, kind) in columns.items():
        if tags.get(tag) and column not in said and getattr(row, column) in ("", None):
            with suppress(ValidationError):
                said[column] = TypeAdapter(kind).validate_python(tags[tag])
    return said


def _arrange(act: Act[Release]) -> None:
    """By disc and number, until somebody orders the tracks by hand."""
    if is_ordered_by_hand(act.root):
        return
    tracks = list(act.root.tracks.all())
    said = _said_places(act.root)
    ordered = sorted(
        tracks, key=lambda track: (said[track.pk][0], said[track.pk][1] or len(said) + 9999, track.position)
    )
    places: list[Place] = []
    last = Counter[int]()
    for track in ordered:
        disc, number = said[track.pk]
        last[disc] = number or last[disc] + 1
        places.append((str(track.pk), disc, last[disc]))
    place_tracks(act, tracks, places)


def _said_places(release: Release) -> dict[uuid.UUID, tuple[int, int | None]]:
    """Disc and number by the id of the track: files that name no disc stay on theirs. Numbers of file names count if
    all that need one have one."""
    rows = release.tracks.values_list("pk", "asset__tags", "asset__file_name", "disc_number")
    said = {pk: (tags.get("disc_number") or disc, tags.get("track_number")) for pk, tags, _, disc in rows}
    named = _named_numbers([(pk, name) for pk, _, name, _ in rows if said[pk][1] is None])
    if len(said) > 1 and all(named.values()):
        said |= {pk: (said[pk][0], number) for pk, number in named.items()}
    return said


def _named_numbers(names: Sequence[tuple[uuid.UUID, str]]) -> dict[uuid.UUID, int | None]:
    """Such as 7 of `07 Ebb.flac`."""
    found = {pk: _NUMBERED.match(name) for pk, name in names}
    return {pk: int(match["number"]) if match else None for pk, match in found.items()}
