"""Making a PostgreSQL cluster: all or nothing, with one application role that is no superuser."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from segue.runtime.errors import StartError
from segue.runtime.service import ServiceUser

INITDB = (
    "--username=postgres",
    "--auth=reject",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
)
# Nobody signs in as the superuser; the application's role needs its password even on the socket.
ACCESS = "local all segue scram-sha-256\nhost all segue 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True)
class Cluster:
    """A cluster's folder, the `pginstall` folder with its programs, and its user (None: our own)."""

    folder: Path
    programs: Path
    user: ServiceUser | None

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C",
            "TZ": "UTC",
            "HOME": str(self.folder.parent),
        }

    def program(self, name: str) -> Path:
        return self.programs / "bin" / name

    def run(self, name: str, *arguments: str, sql: str = "") -> str:
        """Run one program to its end as the cluster's user. Raises StartError with its last line."""
        user = self.user
        done = subprocess.run(
            [str(self.program(name)), *arguments],
            input=sql,
            cwd=self.folder.parent,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
        )
        output = f"{done.stdout}\n{done.stderr}"
        problems = [
            line for line in output.splitlines() if "ERROR:" in line or "FATAL:" in line or "error:" in line
        ]
        if "No space left on device" in output:
            raise StartError(f"The disk of {self.folder} is full: free some space, then start Segue again.")
        if done.returncode != 0 or problems:
            reason = (problems or output.strip().splitlines() or ["no reason given"])[0]
            raise StartError(f"PostgreSQL could not be prepared ({name}: {reason.strip()}).")
        return done.stdout


def make_cluster(cluster: Cluster, password: str, *, is_durable: bool) -> None:
    """Make the cluster unless it exists. Raises StartError when it exists in another major version."""
    if cluster.folder.exists():
        _check_version(cluster)
        return
    draft = Cluster(cluster.folder.with_name("data.draft"), cluster.programs, cluster.user)
    shutil.rmtree(draft.folder, ignore_errors=True)
    try:
        draft.run(
            "initdb",
            "-D",
            str(draft.folder),
            *INITDB,
            *(() if is_durable else ("--no-sync",)),
        )
        (draft.folder / "pg_hba.conf").write_text(ACCESS)
        single = (
            "--single",
            "-D",
            str(draft.folder),
            "-c",
            f"fsync={'on' if is_durable else 'off'}",
        )
        draft.run("postgres", *single, "template1", sql=_setup(password))
        draft.folder.rename(cluster.folder)
    finally:
        shutil.rmtree(draft.folder, ignore_errors=True)


def program_major(cluster: Cluster) -> str:
    """Major version of the programs, such as "18"."""
    return cluster.run("postgres", "--version").split()[-1].split(".")[0]


def _check_version(cluster: Cluster) -> None:
    found = (cluster.folder / "PG_VERSION").read_text().strip()
    wanted = program_major(cluster)
    if found != wanted:
        raise StartError(
            f"The database in {cluster.folder} was made by PostgreSQL {found}, and this Segue runs "
            f"PostgreSQL {wanted}: use the Segue that made it, or choose another folder with --data."
        )


def _setup(password: str) -> str:
    """One command per line, as single-user mode wants it. Pgvector needs a superuser, so all get it."""
    quoted = password.replace("'", "''")
    return (
        "CREATE EXTENSION vector\n"
        f"CREATE ROLE segue LOGIN CREATEDB PASSWORD '{quoted}'\n"
        "CREATE DATABASE segue OWNER segue\n"
    )
