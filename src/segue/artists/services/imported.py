"""Artists that a library's files name: found among the actor's own, or made, many at once."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils.text import slugify

from segue.accounts.types import Viewer, person_id
from segue.artists.models import Artist, Membership, PastArtistSlug, Team
from segue.artists.queries import artists_where
from segue.artists.types import Ability, Role
from segue.kernel.db.copying import copy_rows
from segue.kernel.db.slug import MAX_LENGTH, free_slug
from segue.kernel.ids import new_id, parse_id


@dataclass(frozen=True, slots=True)
class NamedArtist:
    """As files name one: `mbid` is MusicBrainz' id or empty, and tells two of one name apart."""

    name: str
    sort_name: str = ""
    mbid: str = ""


def known_artists(actor: Viewer, named: Collection[NamedArtist]) -> dict[NamedArtist, uuid.UUID]:
    """Those for whom the actor may upload: by MusicBrainz' id, else by name where no other id stands against it."""
    rows = artists_where(actor, Ability.UPLOAD).filter(name__in={artist.name for artist in named})
    by_name: dict[str, list[tuple[uuid.UUID, str]]] = {}
    for pk, name, mbid in rows.order_by("pk").values_list("pk", "name", "musicbrainz_artist_id"):
        by_name.setdefault(name, []).append((pk, str(mbid or "")))
    by_mbid = _by_mbid(actor, named)
    found: dict[NamedArtist, uuid.UUID] = {}
    for artist in named:
        same = by_name.get(artist.name, [])
        fitting = [pk for pk, mbid in same if not mbid or not artist.mbid or mbid == artist.mbid]
        known = by_mbid.get(artist.mbid) or next(iter(fitting), None)
        if known:
            found[artist] = known
    return found


def _by_mbid(actor: Viewer, named: Collection[NamedArtist]) -> dict[str, uuid.UUID]:
    mbids = {artist.mbid for artist in named if artist.mbid}
    if not mbids:
        return {}
    rows = artists_where(actor, Ability.UPLOAD).filter(musicbrainz_artist_id__in=mbids)
    return {str(mbid): pk for mbid, pk in rows.values_list("musicbrainz_artist_id", "pk")}


@transaction.atomic
def make_artists(actor: Viewer, named: Collection[NamedArtist]) -> dict[NamedArtist, uuid.UUID]:
    """The actor becomes the owner of each. The caller has looked for them among those that are known."""
    slugs = _slugs([artist.name for artist in named])
    made = {artist: new_id() for artist in named}
    teams = [new_id() for _ in named]
    owner_id = person_id(actor)
    copy_rows(Team, [{"id": team} for team in teams])
    copy_rows(
        Membership, [{"team_id": team, "user_id": owner_id, "role": Role.OWNER.value} for team in teams]
    )
    copy_rows(
        Artist,
        [
            {
                "id": made[artist],
                "team_id": team,
                "name": artist.name,
                "sort_name": artist.sort_name if artist.sort_name != artist.name else "",
                "slug": slug,
                "musicbrainz_artist_id": parse_id(artist.mbid) if artist.mbid else None,
            }
            for artist, team, slug in zip(named, teams, slugs, strict=True)
        ],
    )
    return made


def _slugs(names: Collection[str]) -> list[str]:
    """Free ones: together where they are free as they are, else one by one."""
    stems = [slugify(name, allow_unicode=True)[:MAX_LENGTH].strip("-") or "artist" for name in names]
    if not names:
        return []
    free_slug(
        Artist.objects.none(), "artist", fallback="artist"
    )  # nobody else takes one until the transaction ends
    taken = set(Artist.objects.filter(slug__in=stems).values_list("slug", flat=True))
    taken |= set(PastArtistSlug.objects.filter(slug__in=stems).values_list("slug", flat=True))
    slugs: list[str] = []
    for stem in stems:
        slug, number = stem, 2
        while slug in taken or parse_id(slug):
            slug = _numbered(stem, number, taken)
            number += 1
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _numbered(stem: str, number: int, taken: set[str]) -> str:
    """The next of `low-tide-2`, `low-tide-3`, of those in the database too."""
    prefix = f"{stem}-"
    if f"{prefix}{number}" not in taken:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT slug FROM artists_artist WHERE starts_with(slug, %s)"
                " UNION SELECT slug FROM artists_pastartistslug WHERE starts_with(slug, %s)",
                [prefix, prefix],
            )
            taken |= {slug for (slug,) in cursor.fetchall()}
    return f"{prefix}{number}"


def list_from(artist_ids: Collection[uuid.UUID], moment: datetime) -> None:
    """Something of theirs is public from then on."""
    rows = Artist.objects.filter(Q(listed_from=None) | Q(listed_from__gt=moment), pk__in=artist_ids)
    rows.update(listed_from=moment)
