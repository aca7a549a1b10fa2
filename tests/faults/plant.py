"""A whole Segue without its web server: worker, reconciler, Valkey and a database of their own."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from segue.env import ensure_secrets
from segue.runtime.launch import launch
from segue.runtime.service import Service
from segue.runtime.valkey import EmbeddedValkey
from tests.faults.pressing import gates

DEADLINE_S = 60.0
ROOT = Path(__file__).resolve().parents[2]
MANAGE = (sys.executable, "-m", "segue.config.manage")
ENQUEUE = """
    INSERT INTO jobs_job (id, kind, subject_id, state, step, attempts, fence, failure_kind, error_code, error_message,
                          request_id)
    VALUES (%s, 'test.pressing', %s, 'queued', 'cut', 0, 0, '', '', '', '')
"""
COMMANDS = {
    "worker": (
        *(sys.executable, "-m", "celery", "-A", "segue.config.celery", "worker", "--concurrency", "2"),
        *("--pool", "threads", "--without-gossip", "--without-mingle", "-l", "info"),
    ),
    "reconciler": (*MANAGE, "reconcile"),
}


def wait_until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {DEADLINE_S:.0f} s"
        time.sleep(0.02)


class Plant:
    """`start(name)` and `kill(name)`, with names `worker`, `reconciler` and `valkey`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = os.environ["DATABASE_URL"]
        self.database = f"faults_{uuid.uuid4().hex}"
        self.address = make_conninfo(self.server, dbname=self.database)
        self.valkey = EmbeddedValkey(folder)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def build(self) -> None:
        ensure_secrets(self.folder)
        (self.folder / "gates").mkdir()
        with psycopg.connect(self.server, autocommit=True) as session:
            session.execute(f'CREATE DATABASE "{self.database}"')
        self.valkey.prepare()
        self.start("valkey")
        wait_until(self.valkey.is_ready, "Valkey answers")
        migrate = [*MANAGE, "migrate", "--run-syncdb", "--no-input", "-v0"]
        subprocess.run(migrate, cwd=ROOT, env=self._environment(), check=True, timeout=DEADLINE_S)
        for name in COMMANDS:
            self.start(name)

    def tear_down(self) -> None:
        for name in list(self.processes):
            self.kill(name)
        with psycopg.connect(self.server, autocommit=True) as session:
            session.execute(f'DROP DATABASE "{self.database}" WITH (FORCE)')

    def start(self, name: str) -> None:
        """A killed process starts again as it was."""
        if name == "valkey":
            service = self.valkey.service()
        else:
            service = Service(name=name, command=COMMANDS[name], environment=self._environment(), folder=ROOT)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = launch(service, log)

    def kill(self, name: str) -> None:
        """SIGKILL to the process and all its children, at once."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def press(self, *, hold_at: str) -> uuid.UUID:
        """Enqueue a job that will stop at the gate `step.place`; its subject's id. No hint: the reconciler's task."""
        subject_id = uuid.uuid4()
        self.gate(subject_id, hold_at).touch()
        with psycopg.connect(self.address) as session:
            session.execute(ENQUEUE, [uuid.uuid4(), subject_id])
        return subject_id

    def gate(self, subject_id: uuid.UUID, place: str) -> Path:
        return gates.gate(self.folder / "gates", subject_id, place)

    def wait_at(self, subject_id: uuid.UUID, place: str) -> int:
        """Id of the process that stands at the gate."""
        path = gates.reached(self.gate(subject_id, place))
        came: list[str] = []  # read once: whoever comes after it writes anew

        def has_come() -> bool:
            came[:] = [path.read_text()] if path.exists() else []
            return bool(came and came[0])

        wait_until(has_come, f"a worker comes to {place}")
        return int(came[0])

    def open_gate(self, subject_id: uuid.UUID, place: str) -> None:
        self.gate(subject_id, place).unlink()

    def rows(self, query: str, subject_id: uuid.UUID) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as session:
            return session.execute(query, [subject_id]).fetchall()

    def _environment(self) -> dict[str, str]:
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("SEGUE_", "PYTEST"))
        }
        return inherited | {
            "SEGUE_DATA": str(self.folder),
            "DATABASE_URL": self.address,
            "VALKEY_URL": self.valkey.url,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": str(ROOT),
            gates.FOLDER: str(self.folder / "gates"),
        }
