"""Genres and moods of releases and tracks: names found in the tree, or put beside it, and given in order."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from segue.accounts.types import Viewer
from segue.catalog.acts import act_on, act_on_track, tracks_named
from segue.catalog.genre_names import clean_name, genre_key, split_genres
from segue.catalog.models import Genre, GenreAlias, GenreKind, Release, Track
from segue.kernel.db.slug import free_slug
from segue.kernel.history import Act

GENRES = "genres"
MOODS = "moods"
MAX_OF_EACH = 20
KINDS = {GENRES: GenreKind.GENRE, MOODS: GenreKind.MOOD}


@dataclass(frozen=True)
class Style:
    """Names of either kind, the most fitting first; at most MAX_OF_EACH count."""

    genres: Sequence[str] = ()
    moods: Sequence[str] = ()


def style_release(actor: Viewer, ref: str, style: Style, *, base_version: int | None = None) -> Release:
    """Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        give_style(act, act.root, style)
        return act.root


def style_track(actor: Viewer, ref: str, style: Style, *, base_version: int | None = None) -> Track:
    """Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, EditConflict."""
    with act_on_track(actor, ref, base_version=base_version) as (act, track):
        give_style(act, track, style)
        return track


def style_tracks(
    actor: Viewer, ref: str, track_ids: Iterable[uuid.UUID], style: Style, *, base_version: int | None = None
) -> Release:
    """The same on many tracks, in one act. Raises ReleaseNotFound, NotOnTheTeam, RoleNotEnough, TrackNotFound,
    EditConflict."""
    with act_on(actor, ref, base_version=base_version) as act:
        for track in tracks_named(act.root, track_ids):
            give_style(act, track, style)
        return act.root


def give_style(act: Act[Release], subject: Release | Track, style: Style) -> None:
    """In place of all that the release or track has."""
    found = _meant(style)
    if act.change(GENRES, subject.pk, names_of(subject), _by_kind(found)):
        _link(subject, found)


def put_back_genres(name: str, act: Act[Release], subject: Release | Track, before: Any) -> None:
    """GENRES or MOODS as they stood in the history: what has been merged since is found under its new name."""
    names = names_of(subject) | {name: before}
    give_style(act, subject, Style(names[GENRES], names[MOODS]))


def names_meant(style: Style) -> dict[str, list[str]]:
    """As they are called here."""
    return _by_kind(_meant(style))


def _meant(style: Style) -> list[Genre]:
    return [
        *named_genres(style.genres, GenreKind.GENRE)[:MAX_OF_EACH],
        *named_genres(style.moods, GenreKind.MOOD)[:MAX_OF_EACH],
    ]


def names_of(subject: Release | Track) -> dict[str, list[str]]:
    return _by_kind(genres_of(subject))


def genres_of(subject: Release | Track) -> list[Genre]:
    """Of both kinds, in the order in which they were given."""
    links = type(subject).genres.through.objects.filter(**{f"{subject._meta.model_name}_id": subject.pk})
    return [link.genre for link in links.select_related("genre").order_by("pk")]


def listed_uses() -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Rows that tie genres to public releases, and to the tracks on them that everybody hears."""
    releases = Release.genres.through.objects.filter(release__in=Release.objects.listed())
    return releases, Track.genres.through.objects.filter(track__in=Track.objects.visible_to(AnonymousUser()))


def shown_genres() -> QuerySet[Genre]:
    """Those of the tree, and what public music has: a draft's own words are nobody's business yet."""
    releases, tracks = listed_uses()
    own = {"genre": OuterRef("pk")}
    used = Exists(releases.filter(**own)) | Exists(tracks.filter(**own))
    return Genre.objects.filter(Q(is_curated=True) | used)


@transaction.atomic
def named_genres(names: Iterable[str], kind: GenreKind = GenreKind.GENRE) -> list[Genre]:
    """Each once, in order; a name that nobody knows becomes a genre beside the tree. For those of a file see
    `split_names` first."""
    wanted: dict[str, str] = {}
    for name in filter(None, map(clean_name, names)):
        wanted.setdefault(genre_key(name), name)
    known = _known(wanted, kind)
    if missing := {key: name for key, name in wanted.items() if key not in known}:
        known |= _added(missing, kind)
    return list({known[key].pk: known[key] for key in wanted}.values())


def split_names(values: Iterable[str], kind: GenreKind = GenreKind.GENRE) -> list[str]:
    """The single names in what a file says; a known name with a slash or a comma stays whole."""
    known = set(GenreAlias.objects.filter(kind=kind).values_list("key", flat=True))
    return split_genres(values, lambda name: genre_key(name) in known)


def _known(keys: Iterable[str], kind: GenreKind) -> dict[str, Genre]:
    rows = GenreAlias.objects.filter(kind=kind, key__in=list(keys)).select_related("genre")
    return {row.key: row.genre for row in rows}


def _added(names: dict[str, str], kind: GenreKind) -> dict[str, Genre]:
    """By key; looked for again once nobody else can add any."""
    for name in names.values():
        slug = free_slug(Genre.objects.filter(kind=kind), name, fallback=kind)
        if genre_key(name) not in _known(names, kind):
            genre = Genre.objects.create(kind=kind, name=name, slug=slug)
            GenreAlias.objects.create(genre=genre, kind=kind, key=genre_key(name))
    return _known(names, kind)


def _by_kind(genres: Iterable[Genre]) -> dict[str, list[str]]:
    found = list(genres)
    return {name: [genre.name for genre in found if genre.kind == kind] for name, kind in KINDS.items()}


def _link(subject: Release | Track, genres: Iterable[Genre]) -> None:
    """Their order is that of the rows."""
    through: Any = type(subject).genres.through
    name = f"{subject._meta.model_name}_id"
    through.objects.filter(**{name: subject.pk}).delete()
    through.objects.bulk_create(through(**{name: subject.pk, "genre_id": genre.pk}) for genre in genres)
