"""What else is said of releases and tracks, read for all that are shown at once: people, genres, moods, languages."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from ninja import Schema

from segue.artists.queries import Roles
from segue.catalog.lyrics import UNKNOWN
from segue.catalog.models import Credit, Genre, GenreKind, Lyrics, Release, Track
from segue.catalog.schemas.credits import CreditOut, LineArtistOut, show_credits, show_line
from segue.catalog.schemas.genres import GenreRef, show_genre_ref


class Description(Schema):
    """`line`: who stands under the title, empty where it is the release's artist alone."""

    line: list[LineArtistOut]
    credits: list[CreditOut]
    genres: list[GenreRef]
    moods: list[GenreRef]


class TrackDescription(Description):
    """`lyrics_languages`: BCP 47, "und" if unknown."""

    lyrics_languages: list[str]


def describe_release(release: Release, roles: Roles) -> dict[str, Any]:
    """The fields of a Description, in two queries."""
    people = Credit.objects.filter(release=release, track=None).with_artists()
    return _described(people, _styles(Release, [release.pk])[release.pk], roles)


def describe_tracks(tracks: Collection[Track], roles: Roles) -> dict[uuid.UUID, dict[str, Any]]:
    """The fields of a TrackDescription by track, in three queries."""
    ids = [track.pk for track in tracks]
    people, languages = defaultdict[uuid.UUID, list[Credit]](list), defaultdict[uuid.UUID, list[str]](list)
    for row in Credit.objects.filter(track__in=ids).with_artists():
        if row.track_id:
            people[row.track_id].append(row)
    for track_id, language in Lyrics.objects.filter(track__in=ids).values_list("track_id", "language"):
        languages[track_id].append(language or UNKNOWN)
    styles = _styles(Track, ids)
    return {
        track_id: _described(people[track_id], styles[track_id], roles)
        | {"lyrics_languages": sorted(languages[track_id])}
        for track_id in ids
    }


def _described(people: Iterable[Credit], styles: Collection[Genre], roles: Roles) -> dict[str, Any]:
    found = list(people)
    return {
        "line": show_line(found, roles),
        "credits": show_credits(found, roles),
        "genres": [show_genre_ref(genre) for genre in styles if genre.kind == GenreKind.GENRE],
        "moods": [show_genre_ref(genre) for genre in styles if genre.kind == GenreKind.MOOD],
    }


def _styles(
    model: type[Release] | type[Track], ids: Collection[uuid.UUID]
) -> defaultdict[uuid.UUID, list[Genre]]:
    """In the order in which they were given."""
    name = f"{model._meta.model_name}_id"
    links = model.genres.through.objects.filter(**{f"{name}__in": ids}).select_related("genre").order_by("pk")
    found = defaultdict[uuid.UUID, list[Genre]](list)
    for link in links:
        found[getattr(link, name)].append(link.genre)
    return found
