"""Writes a made-up catalog straight into the tables: ten tracks on a release, five releases by an artist."""

from dataclasses import dataclass

from django.db import connection

TRACKS_PER_RELEASE = 10
RELEASES_PER_ARTIST = 5
BIG_ARTIST_SHARE = 100
BIG_ARTIST_LEAST = 100
"""One release in so many is of the first artist, as various artists' are, and at least so many: two full pages."""

# Ids are made from numbers, so that rows find each other; their order is that of the numbers.
_FUNCTIONS = """
CREATE FUNCTION bench_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;
CREATE FUNCTION bench_word(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['Slack','Water','Marram','Tide','Heron','Ledger','Copper','North','Lantern','Furrow','Salt',
                'Window','Quiet','Engine','Paper','Harbor','Winter','Signal','Orchard','Distance'])[1 + n % 20]
      || ' ' || n
$$;
"""


@dataclass(frozen=True)
class Size:
    tracks: int

    @property
    def releases(self) -> int:
        return self.tracks // TRACKS_PER_RELEASE

    @property
    def artists(self) -> int:
        return max(2, self.releases // RELEASES_PER_ARTIST)

    @property
    def big_share(self) -> int:
        return min(BIG_ARTIST_SHARE, max(1, self.releases // BIG_ARTIST_LEAST))


def fill(size: Size, owner_id: str) -> None:
    """Into an empty database. Releases came out a minute apart, the last one an hour ago; all tracks can be heard."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(_FUNCTIONS)
        for table, values, count in (
            ("artists_team", _TEAMS, size.artists),
            ("artists_artist", _ARTISTS, size.artists),
            ("media_asset", _ASSETS, size.tracks),
            ("catalog_release", _RELEASES, size.releases),
            ("catalog_track", _TRACKS, size.tracks),
            ("catalog_release_genres", _RELEASE_GENRES, size.releases),
            ("catalog_track_genres", _TRACK_GENRES, size.tracks),
        ):
            own = {
                "owner": owner_id,
                "artists": size.artists,
                "releases": size.releases,
                "big": size.big_share,
            }
            _insert(cursor, table, values, count, own)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")


def _insert(cursor: object, table: str, values: dict[str, str], count: int, own: dict[str, object]) -> None:
    """What isn't given has the default of its type, as Django would write it."""
    columns = {**_defaults(table), **values}
    names = ", ".join(f'"{name}"' for name in columns)
    rows = ", ".join(columns.values())
    statement = f"INSERT INTO {table} ({names}) SELECT {rows} FROM generate_series(0, %(count)s - 1) AS n"  # noqa: S608
    cursor.execute(statement, {**own, "count": count})  # type: ignore[attr-defined]


_EMPTY = {
    "text": "''",
    "character varying": "''",
    "boolean": "false",
    "jsonb": "'{}'",
    "integer": "0",
    "timestamp with time zone": "now()",
    "bigint": "0",
    "smallint": "1",
    "double precision": "0",
}


def _defaults(table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = %s AND is_nullable = 'NO' AND table_schema = 'public'",
            [table],
        )
        return {name: _EMPTY[kind] for name, kind in cursor.fetchall() if kind in _EMPTY}


_MOMENT = "now() - interval '1 hour' - (%(releases)s - n) * interval '1 minute'"
_TEAMS = {"id": "bench_id(1, n)"}
_ARTISTS = {
    "id": "bench_id(2, n)",
    "team_id": "bench_id(1, n)",
    "name": "bench_word(n)",
    "slug": "'artist-' || n",
    "links": "'[]'",
    "listed_from": "now() - (%(artists)s - n) * interval '1 minute'",
    "created_at": "now() - (%(artists)s - n) * interval '1 minute'",
    "version": "1",
}
_ASSETS = {
    "id": "bench_id(3, n)",
    "owner_id": "%(owner)s",
    "file_name": "n || '.flac'",
    "bytes": "30000000",
    "state": "'ready'",
    "sha256": "encode(sha256(n::text::bytea), 'hex')",
    "container": "'flac'",
    "codec": "'flac'",
    "duration_ms": "180000 + n %% 97 * 1000",
    "peaks": "'\\x00'",
    "notes": "'[]'",
}
_RELEASES = {
    "id": "bench_id(4, n)",
    "artist_id": "bench_id(2, CASE WHEN n %% %(big)s = 0 THEN 0 ELSE n %% %(artists)s END)",
    "title": "bench_word(n)",
    "slug": "'release-' || n",
    "visibility": "'public'",
    "publish_at": _MOMENT,
    "first_published_at": _MOMENT,
    "announced_at": _MOMENT,
    "created_at": _MOMENT,
    "version": "1",
}
_TRACKS = {
    "id": "bench_id(5, n)",
    "release_id": f"bench_id(4, n / {TRACKS_PER_RELEASE})",
    "asset_id": "bench_id(3, n)",
    "position": f"1 + n %% {TRACKS_PER_RELEASE}",
    "number": f"1 + n %% {TRACKS_PER_RELEASE}",
    "title": "bench_word(n)",
}
_GENRE = "(ARRAY(SELECT id FROM catalog_genre ORDER BY slug))[1 + n::bigint * 7919 %% 200]"
_RELEASE_GENRES = {"id": "n + 1", "release_id": "bench_id(4, n)", "genre_id": _GENRE}
_TRACK_GENRES = {"id": "n + 1", "track_id": "bench_id(5, n)", "genre_id": _GENRE}
