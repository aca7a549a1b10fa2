"""The tree of genres and moods that Segue comes with: `genre_tree.toml`, brought into the database."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from django.utils.text import slugify

from segue.catalog.genre_names import genre_key

KINDS = {"genres": "genre", "moods": "mood"}


class Entry(NamedTuple):
    """`names`: first the one that is shown; `parent` is the family's."""

    kind: str
    names: tuple[str, ...]
    parent: str | None


@cache
def tree() -> tuple[Entry, ...]:
    """Families before what stands below them."""
    content = tomllib.loads(files(__package__).joinpath("genre_tree.toml").read_text(encoding="utf-8"))
    return tuple(
        entry
        for section, kind in KINDS.items()
        for family, below in content[section].items()
        for entry in (
            Entry(kind, _names(family), None),
            *(Entry(kind, _names(name), _names(family)[0]) for name in below),
        )
    )


def plant(genres: Any, aliases: Any) -> None:
    """Again is fine: what an operator has named, moved or merged since stays. Takes the models' managers, as a
    migration has others."""
    for entry in tree():
        keys = [genre_key(name) for name in entry.names]
        genre = _planted(genres, aliases, entry, keys[0])
        if not genre.is_curated:
            genre.parent, genre.is_curated = _parent(aliases, entry), True
            genre.save(update_fields=["parent", "is_curated"])
        for key in dict.fromkeys(keys):
            aliases.get_or_create(kind=entry.kind, key=key, defaults={"genre": genre})


def _planted(genres: Any, aliases: Any, entry: Entry, key: str) -> Any:
    """The one that is there already under this name, or under its address."""
    if known := aliases.select_related("genre").filter(kind=entry.kind, key=key).first():
        return known.genre
    slug = slugify(entry.names[0], allow_unicode=True)
    return genres.get_or_create(kind=entry.kind, slug=slug, defaults={"name": entry.names[0]})[0]


def _parent(aliases: Any, entry: Entry) -> Any:
    if entry.parent is None:
        return None
    return aliases.select_related("genre").get(kind=entry.kind, key=genre_key(entry.parent)).genre


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split("|"))
