"""`segue up`: check, claim the data folder, start every part in order, and stop them all again."""

import errno
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from segue.runtime.data_folder import DataFolder, already_running, disk_full, write_whole
from segue.runtime.demo_import import import_demo
from segue.runtime.environment import shared_memory
from segue.runtime.errors import StartError
from segue.runtime.guardian import guard
from segue.runtime.leftovers import end_leftovers, record
from segue.runtime.log import Log
from segue.runtime.migrations import fingerprint
from segue.runtime.network import free_port_after, is_port_free
from segue.runtime.plan import Plan, make_keys_in_child, read_plan
from segue.runtime.postgres import EmbeddedPostgres
from segue.runtime.stack import applications, child_environment, command
from segue.runtime.supervisor import StopRequested, Supervisor
from segue.runtime.valkey import EmbeddedValkey
from segue.runtime.waiting import wait_until

READY_TIMEOUT_S = 120.0
PORT_GRACE_S = 3.0


def up(*, with_demo: bool) -> int:
    """Run Segue until it is asked to stop; returns the exit code. Raises StartError when it can't."""
    plan = read_plan(with_keys=True)
    for warning in plan.warnings:
        print(f"segue: warning: {warning}", file=sys.stderr)
    folder = DataFolder(plan.folder)
    check(plan, folder)
    folder.create()
    folder.take_lock(f"process {os.getpid()}, {plan.origin}")
    return guard(lambda: _Start(plan, folder, with_demo).run())


def check(plan: Plan, folder: DataFolder) -> None:
    """Everything that can be known before anything is written. Raises StartError."""
    folder.check()
    if holder := folder.holder():
        raise already_running(holder)
    count = end_leftovers(folder)
    if count:
        print(f"Ended {count} processes that an earlier run left behind.")
    # The system closes the sockets of a killed process with many threads a moment after it is gone.
    if not wait_until(lambda: is_port_free(plan.host, plan.port), PORT_GRACE_S if count else 0.0):
        other = free_port_after(plan.host, plan.port)
        raise StartError(f"Port {plan.port} is taken: stop what uses it, or run `segue up --port {other}`.")
    folder.check_space()
    if not (Path(plan.web_dist) / "index.html").is_file():
        raise StartError(f"The web app is not built ({plan.web_dist}): run `make up`, or set SEGUE_WEB_DIST.")


class _Start:
    """One run, from the first check to the last process."""

    def __init__(self, plan: Plan, folder: DataFolder, with_demo: bool) -> None:
        self.plan = plan
        self.folder = folder
        self.with_demo = with_demo
        self.log = Log(folder.log)
        self.began = time.monotonic()
        self.environment: dict[str, str] = {}

    def run(self) -> int:
        supervisor = Supervisor(self.log, self._record)
        code = 0
        try:
            self._start(supervisor)
            supervisor.run_until_stopped()
        except StopRequested:
            self.log.say("Stopping…")
        except StartError as error:
            self.log.say(f"Segue could not start: {error}")
            code = 1
        except OSError as error:
            code = 1
            self.log.say(str(disk_full(self.folder.root)) if error.errno == errno.ENOSPC else f"{error}")
        finally:
            self._stop(supervisor)
        return code

    def _start(self, supervisor: Supervisor) -> None:
        self.folder.worker_ready.unlink(missing_ok=True)
        make_keys_in_child(self.folder.root)
        stamps = self._start_stores(supervisor)
        self._migrate(supervisor, stamps)
        self._step("Starting the web server and the workers…")
        supervisor.start(applications(self.plan, self.environment))
        supervisor.wait_ready(READY_TIMEOUT_S)
        self._write_state()
        self._welcome(supervisor, stamps)
        if self.with_demo:
            self._add_demo(supervisor)

    def _add_demo(self, supervisor: Supervisor) -> None:
        """Segue works without the demo music, so a failure is only told."""
        try:
            import_demo(supervisor, self.plan, self.environment, self.log)
        except StartError as error:
            self.log.say(f"The demo music could not be added: {error}")

    def _record(self, running: dict[str, int]) -> None:
        try:
            record(self.folder, running)
        except OSError as error:
            self.log.say(f"{self.folder.processes} can't be written: {error.strerror}.")

    def _start_stores(self, supervisor: Supervisor) -> Path | None:
        """Start PostgreSQL and Valkey, unless addresses replace them; returns the folder for stamps."""
        services = []
        database_url, valkey_url, stamps = self.plan.database_url, self.plan.valkey_url, None
        if not database_url:
            self._step("Preparing the database…")
            password = (self.folder.root / "secrets" / "postgres_password").read_text().strip()
            postgres = EmbeddedPostgres(self.folder.root, password=password)
            postgres.prepare()
            services.append(postgres.service())
            database_url, stamps = postgres.url, postgres.home
        if not valkey_url:
            valkey = EmbeddedValkey(self.folder.root)
            valkey.prepare()
            services.append(valkey.service())
            valkey_url = valkey.url
        self.environment = child_environment(self.plan, database_url, valkey_url) | shared_memory()
        supervisor.start(services)
        supervisor.wait_ready(READY_TIMEOUT_S)
        return stamps

    def _migrate(self, supervisor: Supervisor, stamps: Path | None) -> None:
        """Bring the tables up to date; needless when the stamp beside the database says it was done."""
        done = fingerprint()
        stamp = stamps / "migrated" if stamps else None
        if stamp and stamp.exists() and stamp.read_text() == done:
            return
        self._step("Bringing the database up to date…")
        migrate = command("migrate", self.plan, self.environment, "migrate", "--no-input")
        supervisor.run(replace(migrate, is_quiet=True))
        if stamp:
            write_whole(stamp, done)

    def _write_state(self) -> None:
        state = {
            "pid": os.getppid(),
            "address": self.plan.origin,
            "settings": self.plan.given,
            "embedded": [not self.plan.database_url, not self.plan.valkey_url],
        }
        connections = {
            "database_url": self.environment["DATABASE_URL"],
            "valkey_url": self.environment["VALKEY_URL"],
        }
        write_whole(self.folder.state, json.dumps(state | connections))

    def _welcome(self, supervisor: Supervisor, stamps: Path | None) -> None:
        """Print the address, and as long as there is no operator the link that makes the first."""
        self._step(f"Segue is ready: {self.plan.origin}")
        stamp = stamps / "has-operator" if stamps else None
        if stamp and stamp.exists():
            return
        lines = supervisor.run(
            command("operator", self.plan, self.environment, "operator_link"), is_secret=True
        )
        link = next((line.strip() for line in lines if line.startswith(("http://", "https://"))), "")
        if link:
            self.log.show(f"Make the first operator account (the link works once): {link}")
        elif stamp:
            write_whole(stamp, "")

    def _stop(self, supervisor: Supervisor) -> None:
        supervisor.stop()
        for path in (self.folder.state, self.folder.processes, self.folder.worker_ready):
            path.unlink(missing_ok=True)
        self.log.say("Stopped.")
        self.log.close()

    def _step(self, text: str) -> None:
        self.log.say(f"[{time.monotonic() - self.began:4.1f} s] {text}")
