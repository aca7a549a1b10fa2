"""Keys, and the database's user and password, change on a running Segue: no request fails, nobody is signed out."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core import signing

from segue.config.tests.database_engine import EnginePostgres, change_password
from segue.env.keys import make_key
from segue.env.tests.openbao import OpenBao
from segue.runtime.network import private_port
from tests.journeys.running import Api, RunningSegue, sound_of, wait_for
from tests.secrets.listeners import PASSWORD, WAIT_S, Crowd, address

pytestmark = pytest.mark.timeout(900)
NAMES = ["ines", "marek", "tove", "jonas"]
KEYS = ("SEGUE_SECRET_KEY", "SEGUE_MEDIA_KEY", "SEGUE_ENCRYPTION_KEY")
POLICY = """
path "secret/data/{path}" {{ capabilities = ["read", "update"] }}
path "{mount}/creds/segue" {{ capabilities = ["read"] }}
path "{mount}/static-creds/segue" {{ capabilities = ["read"] }}
"""


@contextmanager
def running(
    bao: OpenBao, postgres: EnginePostgres, folder: Path, music: Path, path: str
) -> Iterator[RunningSegue]:
    """A Segue whose keys and database user come from OpenBao, with four people and one track."""
    bao.write(path, **{name: secrets.token_urlsafe(48) for name in KEYS})
    bao.policy(path, POLICY.format(path=path, mount=path))
    access = bao.approle(path, path)
    settings = {
        "DATABASE_URL": postgres.url,
        "SEGUE_VAULT_ADDR": bao.address,
        "SEGUE_VAULT_PATH": f"secret/{path}",
        "SEGUE_VAULT_AUTH": "approle",
        "SEGUE_VAULT_ROLE_ID": access.role_id,
        "SEGUE_VAULT_SECRET_ID": access.secret_id,
        "SEGUE_VAULT_DATABASE_ROLE": "segue",
        "SEGUE_VAULT_DATABASE_MOUNT": path,
    }
    segue = RunningSegue(folder / "data", private_port(), settings)
    try:
        segue.start()
        for name in NAMES:
            account = ("--email", f"{name}@example.org", "--username", name, "--operator", "--password-stdin")
            segue.command("user", "create", *account, stdin=PASSWORD)
        segue.command("import", str(shutil.copytree(music, folder / "music")), "--ahead")
        wait_for(
            lambda: sound_of(Api(segue.origin), track_of(segue)), timeout_s=WAIT_S, what="sound of the music"
        )
        yield segue
    finally:
        segue.destroy()


def track_of(segue: RunningSegue) -> str:
    api = Api(segue.origin)
    release = api.call("GET", "/api/v1/releases")["items"][0]
    return str(api.call("GET", f"/api/v1/releases/{release['id']}")["tracks"][0]["id"])


def users(postgres: EnginePostgres) -> set[str]:
    """Those that OpenBao made and that still exist."""
    with psycopg.connect(postgres.owner_url) as connection:
        rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'v-%'")
        return {str(row[0]) for row in rows}


def test_keys_and_made_users_are_replaced(
    bao: OpenBao, postgres: EnginePostgres, tmp_path: Path, music: Path
) -> None:
    path = "made"
    postgres.mount(bao, path)
    postgres.dynamic_role(bao, path, ttl="12s", max_ttl="20s")
    with running(bao, postgres, tmp_path, music, path) as segue:
        first_users, before = users(postgres), bao.values(path)
        assert first_users != set()
        with Crowd(segue.origin, NAMES, track_of(segue)) as crowd:
            told = segue.command("secrets", "rotate", "all")
            after = bao.values(path)
            rings = {name: str(after[name]).split() for name in KEYS}
            assert {name: ring[1:] for name, ring in rings.items()} == {name: [before[name]] for name in KEYS}
            new = make_key(rings["SEGUE_MEDIA_KEY"][0]).id
            crowd.wait_for(lambda: new in crowd.key_ids, "an address that the new key signed")
            crowd.wait_for(
                lambda: is_signed_with(postgres, rings["SEGUE_SECRET_KEY"][0]),
                "a session that the new key signed",
            )
            crowd.wait_for(lambda: not users(postgres) & first_users, "the end of the first database users")
            crowd.wait_for_sign_ins(5)
        assert crowd.failures == []
        assert min(crowd.counts.values()) > 5, crowd.counts
        assert crowd.key_ids == {new, make_key(str(before["SEGUE_MEDIA_KEY"])).id}
        assert [secret for ring in rings.values() for secret in ring if secret in told + segue.log()] == []


def is_signed_with(postgres: EnginePostgres, key: str) -> bool:
    """Whether the newest session is."""
    newest = "SELECT session_data FROM django_session ORDER BY expire_date DESC LIMIT 1"
    with psycopg.connect(postgres.owner_url) as connection:
        row: Any = connection.execute(newest).fetchone()
    try:
        salt = "django.contrib.sessions.SessionStore"
        signing.loads(row[0], key=key, salt=salt, fallback_keys=[])
    except signing.BadSignature:
        return False
    return True


def test_the_password_changes_and_openbao_goes_away_and_comes_back(
    bao: OpenBao, postgres: EnginePostgres, tmp_path: Path, music: Path
) -> None:
    path = "static"
    postgres.mount(bao, path)
    postgres.static_role(bao, path)
    with running(bao, postgres, tmp_path, music, path) as segue:
        track = track_of(segue)
        with Crowd(segue.origin, NAMES, track) as crowd:
            for _ in range(3):
                change_password(bao, path)
                end_connections(postgres)
                crowd.wait_for_sign_ins(1)
            bao.door.shut()
            try:
                crowd.wait_for(lambda: secrets_part(segue)["status"] == "down", "the health page to tell")
                told = secrets_part(segue)["detail"]
                crowd.wait_for_sign_ins(2)
            finally:
                bao.door.reopen()
            crowd.wait_for(lambda: secrets_part(segue)["status"] == "ok", "the health page to tell")
        assert crowd.failures == []
        assert min(crowd.counts.values()) > 3, crowd.counts
        assert told.startswith("Since 20")
        assert address(Api(segue.origin), track)
        check_that_parts_start_again_without(bao, segue, track)


def check_that_parts_start_again_without(bao: OpenBao, segue: RunningSegue, track: str) -> None:
    """With what OpenBao said to those before them."""
    api = Api(segue.origin)
    api.sign_in("ines", PASSWORD)
    bao.door.shut()
    try:
        (segue.folder / "run" / "worker.ready").unlink()
        for process in segue.processes("granian") + segue.processes("celery"):
            process.kill()
        wait_for(lambda: is_answering(segue), timeout_s=60, what="a web server")
        assert secrets_part(segue)["status"] == "down"
        assert api.call("GET", "/api/v1/me")["user"]["username"] == "ines"
        assert address(api, track)
        Api(segue.origin).sign_in("marek", PASSWORD)
        wait_for((segue.folder / "run" / "worker.ready").exists, timeout_s=60, what="a worker")
    finally:
        bao.door.reopen()
    wait_for(lambda: secrets_part(segue)["status"] == "ok", timeout_s=60, what="OpenBao")


def is_answering(segue: RunningSegue) -> bool:
    try:
        return Api(segue.origin).status("GET", "/api/v1/health") == 200
    except OSError:
        return False


def end_connections(postgres: EnginePostgres) -> None:
    """Those that nobody uses at the moment, as a firewall would: so that the next ones need the new password."""
    idle = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle' AND usename = 'segue_app'"
    with psycopg.connect(postgres.owner_url, autocommit=True) as connection:
        connection.execute(idle)


def secrets_part(segue: RunningSegue) -> dict[str, str]:
    part: dict[str, str] = Api(segue.origin).call("GET", "/api/v1/health")["parts"]["secrets"]
    return part
