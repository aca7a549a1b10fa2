"""Files whose tags somebody changed: what they say now replaces what they said, where nobody decided otherwise here."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from segue.catalog.genres import Style, give_style, names_meant, names_of, split_names
from segue.catalog.importing import fields
from segue.catalog.importing.grouping import albums_of
from segue.catalog.importing.releases import arrange, lock_anywhere
from segue.catalog.importing.track_rows import NewRows, Sources, add_details, lyrics_rows
from segue.catalog.locks import tell_team
from segue.catalog.lyrics import LYRICS
from segue.catalog.models import Credit, GenreKind, Lyrics, Release, Track
from segue.kernel.history import Act
from segue.media import services as media_services
from segue.media.services import ScannedFile
from segue.media.types import Tags


@dataclass(frozen=True)
class _Pair:
    """A track with its file as it was and as it is."""

    track: Track
    before: ScannedFile
    after: ScannedFile


def change_tracks(files: Collection[ScannedFile], sources: Sources) -> None:
    """Those in the bin, too: their files aren't read again once they are back."""
    by_asset = {file.known.asset_id: file for file in files if file.known}
    tracks = list(
        Track.all_rows.filter(asset__in=by_asset).select_related("asset").order_by("release_id", "position")
    )
    by_release: defaultdict[uuid.UUID, list[_Pair]] = defaultdict(list)
    for track in tracks:
        after = by_asset[track.asset_id]
        before = replace(after, tags=Tags.from_json(track.asset.tags))
        by_release[track.release_id].append(_Pair(track, before, after))
    media_services.store_changed(files)
    for release_id, pairs in by_release.items():
        if release := lock_anywhere(release_id):
            _change_release(release, [pair for pair in pairs if not pair.after.refusal], sources)


def _change_release(release: Release, pairs: list[_Pair], sources: Sources) -> None:
    """In one act of nobody's."""
    act, rows, is_moved = Act(release, None), NewRows(), False
    wordless = _wordless(release, pairs)
    line = release.credit or release.artist.name
    for pair in pairs:
        was = fields.track_columns(pair.before, line) | _place(pair.before, pair.track)
        now = fields.track_columns(pair.after, line) | _place(pair.after, pair.track)
        decided = _decided_by_file(pair.track, was, now)
        is_moved |= not decided.keys().isdisjoint(("disc_number", "number"))
        act.set(pair.track, **decided)
        if pair.before.tags.credits != pair.after.tags.credits or was["credit"] != now["credit"]:
            _replace_details(release, pair, sources, rows, is_by_others=bool(now["credit"]))
        if pair.track.pk in wordless:
            rows.lyrics += lyrics_rows(pair.track.pk, pair.after, sources)
        _restyle(act, pair)
    rows.write()
    kept = [pair for pair in pairs if pair.track.removed_at is None]
    if kept and len(kept) == release.tracks.count():
        _change_album(act, kept)
    if act.finish():
        tell_team(release)
    if is_moved:
        arrange(release.pk)


def _place(file: ScannedFile, track: Track) -> dict[str, Any]:
    disc_number, number = fields.disc_and_number(file, track.number)
    return {"disc_number": disc_number, "number": number}


def _decided_by_file(row: Track | Release, was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in now.items() if value != was[name] and getattr(row, name) == was[name]
    }


def _change_album(act: Act[Release], pairs: list[_Pair]) -> None:
    """Only if all of its files say the same."""
    before, after = albums_of(pair.before for pair in pairs), albums_of(pair.after for pair in pairs)
    if len(before) == 1 and len(after) == 1:
        was, now = fields.release_columns(before[0]), fields.release_columns(after[0])
        act.set(act.root, **_decided_by_file(act.root, was, now))


def _restyle(act: Act[Release], pair: _Pair) -> None:
    """Unless the team chose others."""
    was, now = _style(pair.before.tags), _style(pair.after.tags)
    if was != now and names_of(pair.track) == names_meant(was):
        give_style(act, pair.track, now)


def _style(tags: Tags) -> Style:
    return Style(split_names(tags.genres), split_names(tags.moods, GenreKind.MOOD))


def _replace_details(
    release: Release, pair: _Pair, sources: Sources, rows: NewRows, *, is_by_others: bool
) -> None:
    """People, unless the team named others."""
    people = Credit.objects.filter(release=release, track=pair.track)
    said = {(one.role, one.name[:200]) for one in pair.before.tags.credits}
    said |= {("main", name[:200]) for name in pair.before.tags.artists}
    if not {(one.role, one.name) for one in people} <= said:
        return
    people.delete()
    made = NewRows()
    add_details(made, release.pk, pair.track.pk, pair.after, sources, is_by_others=is_by_others)
    rows.credits += made.credits


def _wordless(release: Release, pairs: list[_Pair]) -> set[uuid.UUID]:
    """Tracks that have no lyrics, and from which nobody took any."""
    tracks = {pair.track.pk for pair in pairs}
    written = Lyrics.objects.filter(track__in=tracks).values_list("track_id", flat=True)
    edited = release.edits.filter(subject_kind=LYRICS, subject_id__in=tracks)
    return tracks - {*written, *edited.values_list("subject_id", flat=True)}
