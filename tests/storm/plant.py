"""A whole Segue whose parts are started again as soon as they die: two workers, web server, and the rest."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg

from segue.env import ensure_secrets
from segue.runtime.launch import adopt_orphans, launch
from segue.runtime.network import LOOPBACK, exchange, private_port
from segue.runtime.postgres import EmbeddedPostgres
from segue.runtime.processes import send_group
from segue.runtime.service import Service
from segue.runtime.valkey import EmbeddedValkey
from tests.journeys.running import clean_environment
from tests.storm.sabotage import marks

ROOT = Path(__file__).resolve().parents[2]
START_DEADLINE_S = 90.0
POLL_S = 0.05
WORKERS = ("worker-1", "worker-2")
CELERY = (sys.executable, "-m", "celery", "--quiet", "-A", "segue.config.celery", "worker")
MANAGE = (sys.executable, "-m", "segue.config.manage")
BUG = "STORM_BUG"


class StormPlant:
    """Use from the main thread only: everything it starts dies with that thread."""

    def __init__(self, folder: Path, *, bug: str = "") -> None:
        self.folder = folder
        self.bug = bug
        self.port = private_port()
        self.origin = f"http://localhost:{self.port}"
        self.postgres = EmbeddedPostgres(folder, is_durable=True)
        self.valkey = EmbeddedValkey(folder)
        self.marks = folder / "marks"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.log_from: dict[str, int] = {}

    def build(self) -> None:
        adopt_orphans()
        ensure_secrets(self.folder)
        self.marks.mkdir()
        self.postgres.prepare()
        self.valkey.prepare()
        self._start("postgres")
        self._start("valkey")
        self._wait(lambda: self.postgres.is_ready() and self.valkey.is_ready(), "database and broker")
        self.manage("migrate", "--no-input", "-v0")
        for name in (*WORKERS, "reconciler", "beat", "web"):
            self._start(name)
        self.wait_alive()

    def tear_down(self) -> None:
        for name in reversed(list(self.processes)):
            process = self.processes.pop(name)
            send_group(process.pid, signal.SIGKILL)
            process.wait()
        self.postgres.destroy()
        shutil.rmtree(self.folder, ignore_errors=True)

    def manage(self, *arguments: str, stdin: str = "") -> str:
        """Output of a management command."""
        command = [*MANAGE, *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self._environment(),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, module: str) -> str:
        """Output of one of our own programs, run in this Segue's environment."""
        command = [sys.executable, "-m", module]
        done = subprocess.run(
            command, cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def keep(self) -> None:
        """Start again what has died. The database goes first: it ends all its backends when one is killed."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                send_group(process.pid, signal.SIGKILL)
                self._start(name)

    def keep_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.keep()
            time.sleep(POLL_S)

    def wait_alive(self) -> None:
        """Until every part answers, so that the next fault strikes something that lives."""
        self._wait(self._is_alive, "all parts alive")

    def children_of_workers(self) -> list[psutil.Process]:
        """Media tools that run right now."""
        return [child for name in WORKERS for child in _descendants(self.processes[name].pid)]

    def backends(self) -> list[psutil.Process]:
        """The database's client sessions."""
        return [child for child in _descendants(self.processes["postgres"].pid) if " segue " in _title(child)]

    def kill(self, name: str) -> None:
        send_group(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Asked again while the database recovers."""
        deadline = time.monotonic() + START_DEADLINE_S
        while True:
            try:
                with psycopg.connect(self.postgres.url) as session:
                    return session.execute(query, values).fetchall()
            except psycopg.OperationalError:
                assert time.monotonic() < deadline
                self.keep()
                time.sleep(POLL_S)

    def log(self) -> str:
        return "\n".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def _is_alive(self) -> bool:
        self.keep()
        health = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        return (
            self.postgres.is_ready()
            and self.valkey.is_ready()
            and any(self._is_worker_ready(name) for name in WORKERS)
            and exchange(LOOPBACK, self.port, health, timeout_s=5.0).startswith(b"HTTP/1.1 200")
        )

    def _is_worker_ready(self, name: str) -> bool:
        """Whether this life of the worker has said so."""
        with (self.folder / f"{name}.log").open("rb") as log:
            log.seek(self.log_from[name])
            return b" ready." in log.read()

    def _start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.log_from[name] = log.tell()
            self.processes[name] = launch(self._service(name), log)

    def _service(self, name: str) -> Service:
        if name == "postgres":
            return self.postgres.service()
        if name == "valkey":
            return self.valkey.service()
        return Service(name=name, command=self._command(name), environment=self._environment(), folder=ROOT)

    def _command(self, name: str) -> tuple[str, ...]:
        pool = (
            "--concurrency",
            "2",
            "--pool",
            "threads",
            "--without-gossip",
            "--without-mingle",
            "-l",
            "info",
        )
        commands = {
            "reconciler": (*MANAGE, "reconcile"),
            "beat": (
                *(
                    sys.executable,
                    "-m",
                    "celery",
                    "--quiet",
                    "-A",
                    "segue.config.clock",
                    "beat",
                    "--pidfile=",
                ),
                *("-s", str(self.folder / "beat-schedule"), "-l", "info"),
            ),
            "web": (
                *(sys.executable, "-m", "granian", "--interface", "asgi", "segue.config.asgi:application"),
                *("--host", LOOPBACK, "--port", str(self.port), "--workers", "1", "--ws", "--no-access-log"),
            ),
        }
        return commands.get(name) or (*CELERY, *pool, "-n", f"{name}@storm")

    def _environment(self) -> dict[str, str]:
        return clean_environment() | {
            "SEGUE_DATA": str(self.folder),
            "SEGUE_PORT": str(self.port),
            "DATABASE_URL": self.postgres.url,
            "VALKEY_URL": self.valkey.url,
            "DJANGO_SETTINGS_MODULE": "tests.storm.settings",
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            marks.FOLDER: str(self.marks),
            BUG: self.bug,
        }

    def _wait(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + START_DEADLINE_S
        while not condition():
            assert time.monotonic() < deadline, (
                f"{what}: not within {START_DEADLINE_S:.0f} s\n{self.log()[-4000:]}"
            )
            time.sleep(POLL_S)


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _title(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline()) + " "
    except psutil.NoSuchProcess:
        return ""
