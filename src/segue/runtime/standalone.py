"""Runs one service by itself, outside the supervisor, and waits until it answers."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from segue.runtime.errors import StartError
from segue.runtime.launch import launch
from segue.runtime.service import Service
from segue.runtime.waiting import wait_until


def run_alone(
    service: Service, is_ready: Callable[[], bool], log: Path, timeout_s: float
) -> subprocess.Popen[bytes]:
    """The running process, its output in `log`. Raises StartError when it ends, or doesn't answer in time."""
    with log.open("ab") as output:
        process = launch(service, output)
    wait_until(lambda: is_ready() or process.poll() is not None, timeout_s)
    if process.poll() is None and is_ready():
        return process
    process.kill()
    process.wait()
    raise StartError(f"{service.name} did not start; its log is {log}.")
