"""What operators do with the trees of genres and moods: place, rename, merge, take away; all of it in the audit log."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from segue.accounts.types import Viewer
from segue.catalog.errors import (
    GenreInUse,
    GenreMisplaced,
    GenreNameEmpty,
    GenreNameTaken,
    GenreNotFound,
)
from segue.catalog.genre_names import clean_name, genre_key
from segue.catalog.genres import shown_genres
from segue.catalog.models import Genre, GenreAlias, GenreKind, Release, Track
from segue.kernel import audit
from segue.kernel.db.slug import free_slug

LINKS = ((Release.genres.through, "release_id"), (Track.genres.through, "track_id"))


@transaction.atomic
def add_genre(
    actor: Viewer, *, kind: GenreKind, name: str, parent_id: uuid.UUID | None, aliases: Sequence[str]
) -> Genre:
    """In the tree. Raises GenreNameEmpty, GenreNameTaken, GenreNotFound, GenreMisplaced."""
    slug = free_slug(Genre.objects.filter(kind=kind), _named(name), fallback=kind)
    genre = Genre.objects.create(kind=kind, name=_named(name), slug=slug)
    _place(genre, name, parent_id, aliases)
    audit.record(actor, "catalog.genre_added", subject=("genre", genre.pk), after=_facts(genre))
    return genre


@transaction.atomic
def place_genre(
    actor: Viewer, genre_id: uuid.UUID, *, name: str, parent_id: uuid.UUID | None, aliases: Sequence[str]
) -> Genre:
    """Into the tree, with all its other spellings; its address stays. Raises GenreNotFound, GenreNameEmpty,
    GenreNameTaken, GenreMisplaced."""
    genre = _locked(genre_id)
    before = _facts(genre)
    _place(genre, name, parent_id, aliases)
    audit.record(
        actor, "catalog.genre_placed", subject=("genre", genre.pk), before=before, after=_facts(genre)
    )
    return genre


@transaction.atomic
def merge_genre(actor: Viewer, genre_id: uuid.UUID, *, into_id: uuid.UUID) -> Genre:
    """All that had it has the other one, which is also found by its spellings. Raises GenreNotFound, GenreMisplaced."""
    genre, into = _locked(genre_id), _locked(into_id)
    if genre == into or genre.kind != into.kind or genre.pk in _ancestors(into):
        raise GenreMisplaced("Merge two genres, or two moods, neither of which stands below the other.")
    before = _facts(genre)
    for through, subject in LINKS:
        both = through.objects.filter(genre_id=into.pk).values(subject)
        through.objects.filter(genre_id=genre.pk, **{f"{subject}__in": both}).delete()
        through.objects.filter(genre_id=genre.pk).update(genre_id=into.pk)
    genre.aliases.update(genre=into)
    genre.children.update(parent=into)
    genre.delete()
    facts = {"into": into.name}
    audit.record(actor, "catalog.genre_merged", subject=("genre", genre_id), before=before, after=facts)
    return into


@transaction.atomic
def remove_genre(actor: Viewer, genre_id: uuid.UUID) -> None:
    """What stands below it moves up. Raises GenreNotFound, GenreInUse."""
    genre = _locked(genre_id)
    if any(through.objects.filter(genre_id=genre.pk).exists() for through, _ in LINKS):
        raise GenreInUse
    genre.children.update(parent=genre.parent)
    audit.record(actor, "catalog.genre_removed", subject=("genre", genre.pk), before=_facts(genre))
    genre.delete()


def _place(genre: Genre, name: str, parent_id: uuid.UUID | None, aliases: Sequence[str]) -> None:
    genre.name, genre.is_curated = _named(name), True
    genre.parent = _locked(parent_id) if parent_id else None
    if genre.parent and (genre.parent.kind != genre.kind or genre.pk in _ancestors(genre.parent)):
        raise GenreMisplaced
    genre.save(update_fields=["name", "is_curated", "parent"])
    keys = {genre_key(text) for text in (genre.name, *aliases) if clean_name(text)}
    if GenreAlias.objects.filter(kind=genre.kind, key__in=keys).exclude(genre=genre).exists():
        raise GenreNameTaken
    genre.aliases.exclude(key__in=keys).delete()
    there = set(genre.aliases.values_list("key", flat=True))
    GenreAlias.objects.bulk_create(
        GenreAlias(genre=genre, kind=genre.kind, key=key) for key in sorted(keys - there)
    )


def _ancestors(genre: Genre) -> set[uuid.UUID]:
    """With itself."""
    found, above = {genre.pk}, genre.parent
    while above is not None and above.pk not in found:
        found.add(above.pk)
        above = above.parent
    return found


def _locked(genre_id: uuid.UUID) -> Genre:
    """Raises GenreNotFound. All trees change one after the other, or two moves could close a circle."""
    list(Genre.objects.select_for_update().filter(parent=None, is_curated=True).order_by("pk").values("pk"))
    genre = shown_genres().select_for_update(of=("self",)).filter(pk=genre_id).first()
    if genre is None:
        raise GenreNotFound
    return genre


def _named(text: str) -> str:
    """Raises GenreNameEmpty."""
    if not (name := clean_name(text)):
        raise GenreNameEmpty
    return name


def _facts(genre: Genre) -> dict[str, Any]:
    """For the log."""
    aliases = sorted(genre.aliases.values_list("key", flat=True))
    return {"name": genre.name, "parent": genre.parent.name if genre.parent else None, "aliases": aliases}
