"""Segue's real web server in a process of its own, with a database and a broker, but nobody who works."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.request import urlopen

import psycopg
from psycopg.conninfo import make_conninfo

from segue.env import ensure_secrets
from segue.runtime.launch import launch
from segue.runtime.network import private_port
from segue.runtime.service import Service
from segue.runtime.valkey import EmbeddedValkey
from tests.faults.plant import DEADLINE_S, MANAGE, ROOT, wait_until


class WebPlant:
    """`kill()` is SIGKILL; `start()` brings the same server back on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = os.environ["DATABASE_URL"]
        self.database = f"faults_{uuid.uuid4().hex}"
        self.address = make_conninfo(self.server, dbname=self.database)
        self.valkey = EmbeddedValkey(folder)
        self.port = private_port()
        self.origin = f"http://localhost:{self.port}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def build(self) -> None:
        ensure_secrets(self.folder)
        with psycopg.connect(self.server, autocommit=True) as session:
            session.execute(f'CREATE DATABASE "{self.database}"')
        self.valkey.prepare()
        self._launch("valkey", self.valkey.service())
        wait_until(self.valkey.is_ready, "Valkey answers")
        self.manage("migrate", "--no-input", "-v0")
        self.start()

    def tear_down(self) -> None:
        for name in list(self.processes):
            self._end(name)
        with psycopg.connect(self.server, autocommit=True) as session:
            session.execute(f'DROP DATABASE "{self.database}" WITH (FORCE)')

    def start(self) -> None:
        server = ("-m", "granian", "--interface", "asgi", "segue.config.asgi:application")
        command = (sys.executable, *server, "--port", str(self.port), "--no-access-log")
        environment = self._environment("segue.config.settings.web")
        service = Service(name="web", command=command, environment=environment, folder=ROOT)
        self._launch("web", service)
        wait_until(self._answers, "the web server answers")

    def kill(self) -> None:
        self._end("web")

    def manage(self, *arguments: str, stdin: str = "") -> None:
        command = [*MANAGE, *arguments]
        environment = self._environment()
        subprocess.run(
            command, cwd=ROOT, env=environment, input=stdin.encode(), check=True, timeout=2 * DEADLINE_S
        )

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as session:
            return session.execute(query.encode()).fetchall()

    def _launch(self, name: str, service: Service) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = launch(service, log)

    def _end(self, name: str) -> None:
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.origin}/api/v1/me", timeout=5) as response:  # noqa: S310 (our own server)
                return bool(response.status == 200)
        except OSError:
            assert self.processes["web"].poll() is None, (self.folder / "web.log").read_text()
            return False

    def _environment(self, settings: str = "segue.config.settings") -> dict[str, str]:
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("SEGUE_", "PYTEST"))
        }
        return inherited | {
            "SEGUE_DATA": str(self.folder),
            "SEGUE_PORT": str(self.port),
            "DATABASE_URL": self.address,
            "VALKEY_URL": self.valkey.url,
            "DJANGO_SETTINGS_MODULE": settings,
        }
