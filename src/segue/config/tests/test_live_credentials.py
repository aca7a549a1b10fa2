"""Connections use the user and password that Vault's database engine gives at the moment."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connections, transaction
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from segue.config.settings.database import database
from segue.config.tests.database_engine import STATIC_USER, EnginePostgres, change_password
from segue.env.tests.openbao import OpenBao
from segue.env.vault import DatabaseUser, VaultSource
from segue.env.vault_client import VaultAccess
from segue.env.vault_database import VaultDatabase

pytestmark = pytest.mark.usefixtures("allowed")
POOL = {"min_size": 1, "max_size": 4, "timeout": 5}


@pytest.fixture
def allowed(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """These tests have a database of their own."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def bao() -> Iterator[OpenBao]:
    server = OpenBao()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EnginePostgres]:
    server = EnginePostgres(tmp_path_factory.mktemp("engine"))
    yield server
    server.stop()


@pytest.fixture
def mount(bao: OpenBao, postgres: EnginePostgres, request: pytest.FixtureRequest) -> str:
    """An engine that is this test's alone."""
    name = str(request.node.name).replace("[", "-").replace("]", "")
    postgres.mount(bao, name)
    return name


@pytest.fixture
def source(bao: OpenBao, mount: str) -> Iterator[VaultSource]:
    access = VaultAccess(bao.address, token=str(bao.root.token))
    source = VaultSource(access, "", VaultDatabase("segue", mount))
    yield source
    source.close()


@pytest.fixture(params=["pool", "single"])
def options(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"pool": POOL} if request.param == "pool" else {}


@pytest.fixture
def connect(
    postgres: EnginePostgres, source: VaultSource, options: dict[str, Any]
) -> Iterator[Callable[[], Any]]:
    """Opens another of Django's connections to the database, as another thread would have it."""
    opened: list[Any] = []
    assert source.database is not None
    settings = database(postgres.url, DatabaseUser(source, source.database))
    settings["OPTIONS"] |= options

    def make() -> Any:
        source.read()
        opened.append(ConnectionHandler({"default": settings})["default"])
        return opened[-1]

    yield make
    for connection in opened:
        connection.close()
    if options and opened:
        opened[0].close_pool()


def ask(connection: Any, sql: str = "SELECT session_user, current_user") -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def pid(connection: Any) -> int:
    return int(ask(connection, "SELECT pg_backend_pid()")[0])


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)


def test_a_static_users_password_changes_under_us(
    bao: OpenBao, postgres: EnginePostgres, mount: str, source: VaultSource, connect: Callable[[], Any]
) -> None:
    postgres.static_role(bao, mount)
    first = connect()
    assert ask(first) == (STATIC_USER, "segue")
    before = pid(first)
    used = source.database.credentials if source.database else None
    change_password(bao, mount)
    assert pid(first) == before  # who is in stays in
    others = [connect() for _ in range(2)]
    assert [ask(connection) for connection in others] == [(STATIC_USER, "segue")] * 2
    assert source.database is not None
    assert source.database.credentials != used


def test_a_made_user_is_replaced_before_it_ends(
    bao: OpenBao, postgres: EnginePostgres, mount: str, source: VaultSource, connect: Callable[[], Any]
) -> None:
    postgres.dynamic_role(bao, mount, ttl="6s", max_ttl="10s")
    connection = connect()
    first, role = ask(connection)
    assert (first != STATIC_USER, role) == (True, "segue")
    source.follow()
    began_s, users = time.monotonic(), []

    def is_over() -> bool:
        users.append(ask(connection)[0])
        return not exists(postgres, first)

    wait_for(is_over)
    assert time.monotonic() - began_s > 6  # its lease was renewed at least once
    assert len(set(users)) >= 2
    assert users[-1] != first
    assert exists(postgres, users[-1])


def exists(postgres: EnginePostgres, user: str) -> bool:
    with psycopg.connect(postgres.owner_url) as connection:
        found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [user]).fetchone()
    return found is not None


def test_a_transaction_keeps_its_connection_and_the_next_statement_gets_the_new_user(
    bao: OpenBao, postgres: EnginePostgres, mount: str, source: VaultSource, connect: Callable[[], Any]
) -> None:
    postgres.dynamic_role(bao, mount, ttl="1h", max_ttl="2h")
    connection = connect()
    assert source.database is not None
    old = source.database.credentials
    connections["live"] = connection
    with transaction.atomic("live"):
        assert ask(connection)[0] == old.user
        source.database.refuse(old)
        source.refresh(is_forced=True)
        assert source.database.credentials.number == old.number + 1
        assert ask(connection)[0] == old.user
    assert ask(connection)[0] == source.database.credentials.user != old.user
    del connections["live"]


def test_a_user_that_was_dropped_is_replaced_at_once(
    bao: OpenBao, postgres: EnginePostgres, mount: str, source: VaultSource, connect: Callable[[], Any]
) -> None:
    postgres.dynamic_role(bao, mount, ttl="1h", max_ttl="2h")
    source.read()
    assert source.database is not None
    old = source.database.credentials
    bao.put(f"sys/leases/revoke-prefix/{mount}/creds")
    wait_for(lambda: not exists(postgres, old.user))
    assert ask(connect())[0] == source.database.credentials.user != old.user


def test_what_is_no_refusal_makes_no_user(
    bao: OpenBao, postgres: EnginePostgres, mount: str, source: VaultSource, options: dict[str, Any]
) -> None:
    postgres.dynamic_role(bao, mount, ttl="1h", max_ttl="2h")
    source.read()
    assert source.database is not None
    old = source.database.credentials
    settings = database("postgresql://127.0.0.1:1/segue", DatabaseUser(source, source.database))
    connection = ConnectionHandler({"default": settings})["default"]
    with pytest.raises(OperationalError):
        connection.ensure_connection()
    assert source.database.credentials == old


def test_open_connections_outlive_vaults_absence(
    bao: OpenBao, postgres: EnginePostgres, mount: str, source: VaultSource, connect: Callable[[], Any]
) -> None:
    postgres.dynamic_role(bao, mount, ttl="1h", max_ttl="2h")
    first = connect()
    user = ask(first)[0]
    bao.door.shut()
    try:
        source.refresh(is_forced=True)
        assert source.state.since_s is not None
        assert [ask(connection)[0] for connection in (first, connect())] == [user, user]
    finally:
        bao.door.reopen()
