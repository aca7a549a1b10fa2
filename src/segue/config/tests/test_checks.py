"""What the doctor finds at servers: each finding that isn't ok says how to mend it."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from segue.config.checks.finding import Finding
from segue.config.checks.postgres import check_database, judge_clock
from segue.config.checks.valkey import check_valkey, judge_eviction, judge_version
from segue.env import Settings


def settings(**values: str) -> Settings:
    return Settings.model_validate(values)


def found(findings: Iterator[Finding]) -> dict[str, tuple[str, str]]:
    return {finding.name: (finding.status, finding.text) for finding in findings}


@pytest.fixture
def poor_url() -> Iterator[str]:
    """Address of a database in which its user may do nothing."""
    name = f"poor_{os.getpid()}"
    owner = os.environ["DATABASE_URL"]
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = make_conninfo(owner, dbname=name)
        with psycopg.connect(url, autocommit=True) as inside:
            inside.execute("REVOKE ALL ON SCHEMA public FROM public, pg_database_owner")
        yield url
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_a_database_that_is_fit() -> None:
    assert found(check_database(settings(DATABASE_URL=os.environ["DATABASE_URL"]))) == {
        "database": ("ok", f"PostgreSQL {server_version()}"),
        "extensions": ("ok", "fuzzystrmatch, pg_trgm, unaccent, vector"),
        "database role": ("ok", "segue may create in segue"),
        "clock": ("ok", "agrees with the database's"),
    }


def server_version() -> str:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return f"{connection.info.server_version // 10000}.{connection.info.server_version % 10000}"


def test_a_database_that_does_not_answer() -> None:
    url = "postgresql://segue:Hush4Tn8Vb@127.0.0.1:1/segue"
    (finding,) = check_database(settings(DATABASE_URL=url))
    assert (finding.name, finding.status) == ("database", "fail")
    assert finding.text.startswith("can't be reached: check DATABASE_URL, and that the server runs")
    assert "Hush4Tn8Vb" not in finding.text


def test_a_role_that_may_not_create(poor_url: str) -> None:
    name = f"poor_{os.getpid()}"
    command = '`GRANT CREATE ON SCHEMA public TO "segue";`'
    status, text = found(check_database(settings(DATABASE_URL=poor_url)))["database role"]
    assert (status, text) == (
        "fail",
        f"segue may not create tables in {name}: run {command} as the owner of the database.",
    )


@pytest.mark.parametrize(
    ("ahead_s", "status", "words"),
    [
        (1.9, "ok", "agrees with the database's"),
        (2.1, "warn", "2.1 s ahead of the database's: let both"),
        (-29.0, "warn", "29.0 s behind the database's: let both"),
        (-31.0, "fail", "31.0 s behind the database's, and sessions and jobs go wrong: let both"),
    ],
)
def test_the_clock(ahead_s: float, status: str, words: str) -> None:
    finding = judge_clock(ahead_s)
    assert (finding.status, finding.text.startswith(words)) == (status, True)


def test_a_queue_that_is_fit_and_one_that_does_not_answer() -> None:
    fit = found(check_valkey(settings(VALKEY_URL=os.environ["VALKEY_URL"])))
    assert fit["queue"][0] == "ok"
    assert fit["queue"][1].startswith("Valkey ")
    assert fit["queue memory"] == ("ok", "nothing is evicted")
    (finding,) = check_valkey(settings(VALKEY_URL="redis://:Hush4Tn8Vb@127.0.0.1:1/0"))
    assert finding.status == "fail"
    assert finding.text.startswith("can't be reached: check VALKEY_URL, and that the server runs.")
    assert "Hush4Tn8Vb" not in finding.text


@pytest.mark.parametrize(
    ("facts", "status", "text"),
    [
        ({"redis_version": "6.0.9"}, "fail", "Redis 6.0.9: Segue needs 6.2 or newer; upgrade the server."),
        ({"redis_version": "7.4.1"}, "ok", "Redis 7.4.1"),
        ({"redis_version": "7.2.4", "valkey_version": "8.1.0"}, "ok", "Valkey 8.1.0"),
    ],
)
def test_versions_of_the_queue(facts: dict[str, str], status: str, text: str) -> None:
    finding = judge_version(facts)
    assert (finding.status, finding.text) == (status, text)


def test_a_queue_that_forgets() -> None:
    finding = judge_eviction({"maxmemory_policy": "allkeys-lru"})
    assert (finding.status, "`maxmemory-policy noeviction`" in finding.text) == ("warn", True)
