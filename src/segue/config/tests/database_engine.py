"""A PostgreSQL of its own whose users OpenBao's database engine makes and changes."""

import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL

from segue.env.tests.openbao import OpenBao
from segue.runtime.postgres import EmbeddedPostgres

ADMIN, ADMIN_PASSWORD = "vault", "password-of-vault"
STATIC_USER = "segue_app"
ACCESS = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
ROLES = f"""CREATE ROLE {ADMIN} LOGIN CREATEROLE PASSWORD '{ADMIN_PASSWORD}'
GRANT segue TO {ADMIN} WITH ADMIN OPTION
CREATE ROLE {STATIC_USER} LOGIN IN ROLE segue
ALTER ROLE {STATIC_USER} SET role = 'segue'
GRANT {STATIC_USER} TO {ADMIN} WITH ADMIN OPTION
"""
CREATE = [
    "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE segue;",
    "ALTER ROLE \"{{name}}\" SET role = 'segue';",
]


class EnginePostgres:
    """`url` names no user: Vault does."""

    def __init__(self, folder: Path) -> None:
        self._server = EmbeddedPostgres(folder, is_durable=False)
        self._server.prepare()
        cluster = self._server._require_cluster()
        (cluster.folder / "pg_hba.conf").write_text(ACCESS)
        cluster.run("postgres", "--single", "-D", str(cluster.folder), "template1", sql=ROLES)
        self.owner_url = self._server.start()
        parts = conninfo_to_dict(self.owner_url)
        host, port = quote(str(parts["host"]), safe=""), parts.get("port", 5432)
        self.place = f"/segue?host={host}&port={port}"
        self.url = f"postgresql://{self.place}"

    def stop(self) -> None:
        self._server.destroy()

    def change_password(self, password: str) -> None:
        """The owner's."""
        with psycopg.connect(self.owner_url, autocommit=True) as connection:
            connection.execute(SQL("ALTER ROLE segue PASSWORD {}").format(password))
        self.owner_url = f"postgresql://segue:{quote(password)}@{self.place}"

    def dump(self) -> str:
        """Everything in the database, as pg_dump writes it."""
        cluster = self._server._require_cluster()
        environment = cluster.environment | {"PGPASSWORD": str(conninfo_to_dict(self.owner_url)["password"])}
        where = make_conninfo(self.owner_url, password=None)
        command = [str(cluster.program("pg_dump")), "--inserts", where]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    def mount(self, bao: OpenBao, mount: str) -> None:
        """An engine at `mount` for this database."""
        bao.root.sys.enable_secrets_engine("database", path=mount)
        bao.put(
            f"{mount}/config/segue",
            plugin_name="postgresql-database-plugin",
            allowed_roles="*",
            connection_url="postgresql://{{username}}:{{password}}@" + self.place + "&sslmode=disable",
            username=ADMIN,
            password=ADMIN_PASSWORD,
        )

    def dynamic_role(self, bao: OpenBao, mount: str, *, ttl: str, max_ttl: str) -> None:
        bao.put(
            f"{mount}/roles/segue",
            db_name="segue",
            creation_statements=CREATE,
            default_ttl=ttl,
            max_ttl=max_ttl,
        )

    def static_role(self, bao: OpenBao, mount: str) -> None:
        bao.put(f"{mount}/static-roles/segue", db_name="segue", username=STATIC_USER, rotation_period="86400")


def change_password(bao: OpenBao, mount: str) -> None:
    """Of the static role's user, now."""
    bao.put(f"{mount}/rotate-role/segue")
