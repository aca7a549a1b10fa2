"""The processes that make up Segue, besides its database and its queue."""

import os
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from segue.runtime.data_folder import DataFolder
from segue.runtime.environment import inherited, overlay
from segue.runtime.network import LOOPBACK, exchange
from segue.runtime.plan import Plan
from segue.runtime.service import Service

HEALTH_PATH = "/api/v1/health"
WORKER_STOP_S = 20.0
ANY_ADDRESS = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104 (asked there, never bound)
MANAGE = ("-m", "segue.config.manage")
CELERY = ("-m", "celery", "--quiet", "-A")


def child_environment(plan: Plan, database_url: str, valkey_url: str) -> dict[str, str]:
    """What every part of Segue runs with: as this process understood it. Connections travel here and never on a
    command line."""
    connections = {"DATABASE_URL": database_url, "VALKEY_URL": valkey_url}
    place = {"SEGUE_DATA": plan.data_dir, "SEGUE_PORT": str(plan.port), "PYTHONUNBUFFERED": "1"}
    return overlay(inherited(), plan.given | plan.secrets | place | connections)


def applications(plan: Plan, environment: Mapping[str, str]) -> list[Service]:
    """Web server, worker, beat and reconciler: they start together and reconnect by themselves."""
    folder = DataFolder(plan.folder)
    return [
        _python("web", _granian(plan), environment, folder, plan),
        _python("worker", (*CELERY, "segue.config.celery", *_worker()), environment, folder),
        _python("beat", (*CELERY, "segue.config.clock", *_beat(folder)), environment, folder),
        _python("reconciler", (*MANAGE, "reconcile"), environment, folder),
    ]


def command(name: str, plan: Plan, environment: Mapping[str, str], *arguments: str) -> Service:
    """One management command, to be run to its end."""
    return _python(name, (*MANAGE, *arguments), environment, DataFolder(plan.folder))


def is_healthy(plan: Plan) -> bool:
    """Whether the web server answers its health page with 200."""
    host = ANY_ADDRESS.get(plan.host, plan.host)
    name = urlsplit(plan.origin).netloc
    request = f"GET {HEALTH_PATH} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"
    return exchange(host, plan.port, request.encode(), timeout_s=5.0).startswith(b"HTTP/1.1 200")


def _python(
    name: str,
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    folder: DataFolder,
    web: Plan | None = None,
) -> Service:
    ready = {"worker": folder.worker_ready.exists}
    if web is not None:
        ready["web"] = lambda: is_healthy(web)
    return Service(
        name=name,
        command=(sys.executable, *arguments),
        environment=environment,
        folder=folder.root,
        is_ready=ready.get(name, lambda: True),
        stop_deadline_s=WORKER_STOP_S if name == "worker" else 10.0,
    )


def _worker() -> tuple[str, ...]:
    """One place more than cores: the last free one is kept for new uploads, and for whoever has nothing running."""
    return (
        "worker",
        "--concurrency",
        str(max(2, os.cpu_count() or 2) + 1),
        "--pool",
        "threads",
        "--without-gossip",
        "--without-mingle",
        "-l",
        "info",
    )


def _beat(folder: DataFolder) -> tuple[str, ...]:
    return ("beat", "-s", str(folder.run / "beat-schedule"), "--pidfile=", "-l", "info")


def _granian(plan: Plan) -> tuple[str, ...]:
    server = ("-m", "granian", "--interface", "asgi", "segue.config.asgi:application", "--host", plan.host)
    options = ("--port", str(plan.port), "--workers", "1", "--ws", "--no-access-log")
    return (*server, *options)
