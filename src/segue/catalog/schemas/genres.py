"""Genres and moods as the API shows them."""

import uuid
from collections import Counter
from typing import Annotated

from django.db import connection
from django.db.models import Q
from ninja import Field, Schema
from pydantic import ConfigDict

from segue.catalog.fields import TrackIds
from segue.catalog.genre_names import MAX_NAME
from segue.catalog.genres import MAX_OF_EACH, listed_uses
from segue.catalog.models import Genre, GenreKind
from segue.kernel.history.reading import Version
from segue.kernel.remembered import Remembered

Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME)]
Names = Annotated[list[Name], Field(max_length=MAX_OF_EACH)]


class StyleIn(Schema):
    """The whole lists, the most fitting first. `version`: the release's when it was last looked at; without one, what
    others chose meanwhile is replaced."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    genres: Names = Field(default_factory=list)
    moods: Names = Field(default_factory=list)


class TracksStyleIn(StyleIn):
    track_ids: TrackIds


class GenrePlace(Schema):
    """`aliases` are all other spellings that mean it."""

    model_config = ConfigDict(extra="forbid")
    name: Name
    parent_id: uuid.UUID | None = None
    aliases: Annotated[list[Name], Field(max_length=100, default_factory=list)]


class NewGenre(GenrePlace):
    kind: GenreKind = GenreKind.GENRE


class Merge(Schema):
    model_config = ConfigDict(extra="forbid")
    into_id: uuid.UUID


class GenreRef(Schema):
    name: str
    slug: str


class GenreOut(GenreRef):
    """`release_count`: public releases that have it, or a track with it; those of genres below aren't counted in.
    `parent_id` is null of families, and of names that were met in files and that nobody has placed."""

    id: uuid.UUID
    kind: GenreKind
    parent_id: uuid.UUID | None
    is_curated: bool
    release_count: int
    aliases: list[str]
    """Spellings that mean it, as they are compared: letters and digits alone."""


def show_genre_ref(genre: Genre) -> GenreRef:
    return GenreRef(name=genre.name, slug=genre.slug)


def show_tree() -> list[GenreOut]:
    """The trees by name, then what isn't placed: only what is public shows that it is there."""
    counts = COUNTS.get()
    shown = Genre.objects.filter(Q(is_curated=True) | Q(pk__in=counts.keys()))
    rows = shown.order_by("-is_curated", "kind", "name", "pk").prefetch_related("aliases")
    return [show_genre(genre, counts) for genre in rows]


def show_genre(genre: Genre, counts: Counter[uuid.UUID]) -> GenreOut:
    """Its aliases have been fetched with it."""
    return GenreOut(
        id=genre.pk,
        name=genre.name,
        slug=genre.slug,
        kind=GenreKind(genre.kind),
        parent_id=genre.parent_id,
        is_curated=genre.is_curated,
        release_count=counts[genre.pk],
        aliases=sorted(alias.key for alias in genre.aliases.all()),
    )


def listed_counts() -> Counter[uuid.UUID]:
    """By genre: releases that have it themselves or on a track, each once."""
    releases, tracks = listed_uses()
    pairs = releases.values("genre_id", "release_id").union(tracks.values("genre_id", "track__release_id"))
    sql, values = pairs.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT genre_id, count(*) FROM ({sql}) AS pairs GROUP BY genre_id", values)  # noqa: S608
        return Counter(dict(cursor.fetchall()))


COUNTS = Remembered(listed_counts)
"""In a large catalog they take long; then they are a little old."""
