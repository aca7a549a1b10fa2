"""Real PostgreSQL and Valkey: start, stop, start again with the data kept, and whose folders they are."""

import os
import signal
import stat
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from segue.runtime.errors import StartError
from segue.runtime.postgres import RECORD, EmbeddedPostgres
from segue.runtime.processes import find_process
from segue.runtime.tests.conftest import RunPython
from segue.runtime.valkey import EmbeddedValkey
from segue.runtime.waiting import wait_until

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root has a service user")


def test_postgres_keeps_its_data_over_a_restart(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir, is_durable=False)
    with psycopg.connect(postgres.start()) as connection:
        connection.execute("CREATE TABLE song (title text)")
        connection.execute("INSERT INTO song VALUES ('Äther')")
    postgres.stop()
    with psycopg.connect(postgres.start()) as connection:
        assert connection.execute("SELECT title FROM song").fetchall() == [("Äther",)]
    postgres.stop()


def test_the_application_is_no_superuser_and_has_every_extension(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir, is_durable=False)
    with psycopg.connect(postgres.start()) as connection:
        for name in ("vector", "pg_trgm", "unaccent", "fuzzystrmatch"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        facts = connection.execute(
            "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'segue'"
        ).fetchone()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url, password="wrong")
    postgres.stop()
    assert facts == (False, True)


def test_a_folder_too_deep_for_a_socket_gets_a_loopback_port(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("segue.runtime.postgres.fits_socket_path", lambda path: False)
    postgres = EmbeddedPostgres(data_dir, is_durable=False)
    assert "@127.0.0.1:" in postgres.start()
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    postgres.stop()


def test_data_of_another_major_version_is_refused_and_left_alone(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir, is_durable=False)
    postgres.prepare()
    version = postgres.home / "data" / "PG_VERSION"
    version.write_text("17\n")
    before = sorted(path.name for path in postgres.home.rglob("*"))
    with pytest.raises(StartError, match="made by PostgreSQL 17, and this Segue runs PostgreSQL 18"):
        EmbeddedPostgres(data_dir).start()
    assert sorted(path.name for path in postgres.home.rglob("*")) == before


@AS_ROOT
def test_as_root_only_its_own_folder_belongs_to_the_service_user(data_dir: Path) -> None:
    data_dir.mkdir()
    above = [data_dir, *data_dir.parents, Path(sys.prefix), Path(__file__)]
    before = [path.stat() for path in above]
    postgres = EmbeddedPostgres(data_dir, is_durable=False)
    postgres.prepare()
    assert postgres.home.parent == Path("/var/lib/segue")
    assert postgres.home.owner() == "segue-postgres"
    assert stat.S_IMODE(postgres.home.stat().st_mode) == 0o700
    after = [path.stat() for path in above]
    assert [(s.st_mode, s.st_uid, s.st_gid) for s in after] == [
        (s.st_mode, s.st_uid, s.st_gid) for s in before
    ]
    assert {path.owner() for path in data_dir.rglob("*")} == {"root"}


@AS_ROOT
def test_as_root_the_database_of_a_removed_data_folder_is_set_aside(data_dir: Path) -> None:
    postgres = EmbeddedPostgres(data_dir, is_durable=False)
    postgres.prepare()
    (data_dir / "postgres" / RECORD).unlink()
    again = EmbeddedPostgres(data_dir, is_durable=False)
    again.prepare()
    aside = again.home.with_name(f"{again.home.name}.old-1")
    assert (aside / "data" / "PG_VERSION").read_text() == "18\n"
    again.data_dir.joinpath("postgres", RECORD).write_text(str(aside))
    again.destroy()
    again.data_dir.joinpath("postgres").mkdir()
    again.data_dir.joinpath("postgres", RECORD).write_text(str(again.home))


def test_valkey_keeps_its_data_over_a_restart_and_asks_for_its_password(data_dir: Path) -> None:
    valkey = EmbeddedValkey(data_dir)
    client = redis.Redis.from_url(valkey.start())
    client.set("queue", "full")
    settings = [
        client.config_get(name)[name] for name in ("appendonly", "appendfsync", "maxmemory-policy", "bind")
    ]
    client.close()
    valkey.stop()
    assert settings == ["yes", "everysec", "noeviction", "127.0.0.1"]
    with redis.Redis.from_url(valkey.start()) as again:
        assert again.get("queue") == b"full"
    with redis.Redis(port=valkey.port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()
    valkey.stop()
    assert stat.S_IMODE((data_dir / "valkey" / "valkey.conf").stat().st_mode) == 0o600


@pytest.mark.parametrize(("kind", "module"), [("EmbeddedPostgres", "postgres"), ("EmbeddedValkey", "valkey")])
def test_a_store_never_outlives_the_process_that_started_it(
    kind: str, module: str, data_dir: Path, run_python: RunPython
) -> None:
    program = f"""
import sys, time
from pathlib import Path
from segue.runtime.{module} import {kind}
store = {kind}(Path(sys.argv[1]))
store.start()
print(store.pid, flush=True)
time.sleep(60)
"""
    process = run_python(program, data_dir)
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    assert find_process(pid)
    process.send_signal(signal.SIGKILL)
    process.wait(5)
    assert wait_until(lambda: find_process(pid) is None, 20)
