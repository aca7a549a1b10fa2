"""The database: whether it answers, what it can do, what we may do in it, and what time it has."""

import time
from collections.abc import Iterator
from typing import Any

from psycopg import Connection, Error, connect

from segue.config.checks.finding import Finding
from segue.env import Settings
from segue.env.live_source import SourceUnavailable
from segue.env.vault import database_user
from segue.kernel.db.postgresql.connection import LiveConnection

CONNECT_TIMEOUT_S = 5
LEAST_VERSION = 16
EXTENSIONS = ("fuzzystrmatch", "pg_trgm", "unaccent", "vector")
CLOCK_WARN_S, CLOCK_FAIL_S = 2.0, 30.0

EXTENSIONS_SQL = """
    SELECT wanted.name, extension.oid IS NOT NULL, available.name IS NOT NULL,
           coalesce(version.trusted, false) OR role.rolsuper
    FROM unnest(%s::text[]) AS wanted(name)
    JOIN pg_roles AS role ON role.rolname = current_user
    LEFT JOIN pg_extension AS extension ON extension.extname = wanted.name
    LEFT JOIN pg_available_extensions AS available ON available.name = wanted.name
    LEFT JOIN pg_available_extension_versions AS version
        ON version.name = available.name AND version.version = available.default_version
    ORDER BY wanted.name
"""
RIGHTS_SQL = """
    SELECT current_user, current_database(), has_database_privilege(current_database(), 'CREATE'),
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
"""


def check_database(settings: Settings) -> Iterator[Finding]:
    if settings.database_url is None:
        yield Finding("database", "ok", "starts with Segue")
        return
    try:
        with _connected(settings, settings.database_url.get_secret_value()) as connection:
            yield _version(connection.info.server_version)
            yield _extensions(connection)
            yield _rights(connection)
            yield _clock(connection)
    except (Error, SourceUnavailable) as error:
        reason = " ".join(str(error).split())[:300]
        advice = "check DATABASE_URL, and that the server runs and lets this machine in"
        yield Finding("database", "fail", f"can't be reached: {advice}. {reason}")


def _connected(settings: Settings, url: str) -> Connection[Any]:
    """As the web server connects: with Vault's user when there is one."""
    if user := database_user(settings.stores):
        return LiveConnection.connect(url, live=user, connect_timeout=CONNECT_TIMEOUT_S)
    return connect(url, connect_timeout=CONNECT_TIMEOUT_S)


def _version(number: int) -> Finding:
    """`number` as libpq tells it: 180001 is 18.1."""
    major, minor = divmod(number, 10000)
    text = f"PostgreSQL {major}.{minor}"
    if major < LEAST_VERSION:
        return Finding(
            "database", "fail", f"{text}: Segue needs {LEAST_VERSION} or newer; upgrade the server."
        )
    return Finding("database", "ok", text)


def _extensions(connection: Connection[Any]) -> Finding:
    """Those that an ordinary role may not create must be there."""
    rows = connection.execute(EXTENSIONS_SQL, [list(EXTENSIONS)]).fetchall()
    absent = [name for name, is_made, is_available, _ in rows if not is_made and not is_available]
    barred = [name for name, is_made, is_available, may in rows if not is_made and is_available and not may]
    if absent:
        advice = "install postgresql-contrib, and pgvector for vector, on the database server"
        return Finding("extensions", "warn", f"not available: {', '.join(absent)}; {advice}.")
    if barred:
        commands = " ".join(f"CREATE EXTENSION {name};" for name in barred)
        return Finding("extensions", "warn", f"a superuser must make them in the database: `{commands}`")
    return Finding("extensions", "ok", ", ".join(EXTENSIONS))


def _rights(connection: Connection[Any]) -> Finding:
    row = connection.execute(RIGHTS_SQL).fetchone()
    role, name, in_database, in_schema = row or ("", "", False, False)
    if not in_schema:
        advice = f'`GRANT CREATE ON SCHEMA public TO "{role}";` as the owner of the database'
        return Finding("database role", "fail", f"{role} may not create tables in {name}: run {advice}.")
    if not in_database:
        advice = f'`GRANT CREATE ON DATABASE "{name}" TO "{role}";` as its owner'
        return Finding("database role", "warn", f"{role} may not create extensions in {name}: run {advice}.")
    return Finding("database role", "ok", f"{role} may create in {name}")


def _clock(connection: Connection[Any]) -> Finding:
    before = time.time()
    row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    ours = (before + time.time()) / 2
    return judge_clock(ours - (row[0] if row else ours))


def judge_clock(ahead_s: float) -> Finding:
    """`ahead_s`: of this machine's clock, before the database's."""
    apart_s = abs(ahead_s)
    text = f"{apart_s:.1f} s {'ahead of' if ahead_s > 0 else 'behind'} the database's"
    advice = "let both machines take their time from the network (chrony, systemd-timesyncd)"
    if apart_s > CLOCK_FAIL_S:
        return Finding("clock", "fail", f"{text}, and sessions and jobs go wrong: {advice}.")
    if apart_s > CLOCK_WARN_S:
        return Finding("clock", "warn", f"{text}: {advice}.")
    return Finding("clock", "ok", "agrees with the database's")
