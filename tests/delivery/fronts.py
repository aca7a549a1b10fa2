"""Servers for tests and measurements: the application server, and the proxies with the configurations of `ops/`."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.running import wait_for

ROOT = Path(__file__).resolve().parents[2]
OPS = ROOT / "ops"
CADDY = Path(sys.executable).with_name("caddy")
HOST = "127.0.0.1"


def nginx_program() -> str | None:
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


@contextmanager
def granian(application: str, port: int, environment: Mapping[str, str], log: Path) -> Iterator[int]:
    """The application server as Segue runs it; its process id."""
    command = [sys.executable, "-m", "granian", "--interface", "asgi", application, "--host", HOST]
    options = ["--port", str(port), "--workers", "1", "--ws", "--no-access-log"]
    paths = os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])
    with _running([*command, *options], port, {**environment, "PYTHONPATH": paths}, log) as pid:
        yield pid


@contextmanager
def caddy(port: int, upstream: int, folder: Path, **settings: str) -> Iterator[int]:
    """`ops/Caddyfile` without TLS; `settings` as its README names them, without `SEGUE_`."""
    own = {
        "SITE": f"http://{HOST}:{port}",
        "UPSTREAM": f"{HOST}:{upstream}",
        "CADDY_ADMIN": "off",
        "ACCESS_LOG": f"file {folder / 'access.log'}",
        **settings,
    }
    environment = {f"SEGUE_{name}": value for name, value in own.items()}
    homes = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    command = [str(CADDY), "run", "--config", str(OPS / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(command, port, {**os.environ, **homes, **environment}, folder / "errors.log") as pid:
        yield pid


@contextmanager
def nginx(
    port: int,
    upstream: int,
    folder: Path,
    media: Path,
    changes: Mapping[str, str] | None = None,
    extra: str = "",
) -> Iterator[int]:
    """`ops/nginx.conf` without TLS, each of `changes` made in its text, and `extra` servers beside it."""
    program = nginx_program()
    assert program, "No nginx"
    (folder / "segue.conf").write_text(nginx_site(port, upstream, folder, media, changes or {}) + extra)
    (folder / "nginx.conf").write_text(_nginx_main(folder))
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors.log")]
    with _running(command, port, os.environ, folder / "start.log") as pid:
        yield pid


def nginx_site(port: int, upstream: int, folder: Path, media: Path, changes: Mapping[str, str]) -> str:
    text = (OPS / "nginx.conf").read_text()
    start, end = text.index("server {\n    listen 80;"), text.index("server {\n    listen 443")
    text = text[:start] + text[end:]
    tls = [line for line in text.splitlines() if "ssl" in line and "listen" not in line]
    exchanges = {
        **{line + "\n": "" for line in tls},
        "listen 443 ssl http2;": f"listen {HOST}:{port};",
        "    listen [::]:443 ssl http2;\n": "",
        "127.0.0.1:8000": f"{HOST}:{upstream}",
        "/var/log/nginx/segue.log": str(folder / "access.log"),
        "/srv/segue/media": str(media),
        **changes,
    }
    for old, new in exchanges.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def _nginx_main(folder: Path) -> str:
    """Debian's main file in short: one process, in a folder of its own."""
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = " ".join(f"{name}_temp_path {folder}/{name};" for name in names)
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; master_process off; pid {folder}/pid; worker_processes 1;\n"
        f"events {{ worker_connections 2048; }}\n"
        f"http {{ {places} default_type application/octet-stream; include {folder}/segue.conf; }}\n"
    )


@contextmanager
def _running(command: list[str], port: int, environment: Mapping[str, str], log: Path) -> Iterator[int]:
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=dict(environment))
    try:
        wait_for(lambda: process.poll() is not None or _answers(port), timeout_s=60, what=command[0])
        assert process.poll() is None, log.read_text(errors="replace")
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
