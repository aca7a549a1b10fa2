"""Small Python programs that stand in for real services, and ways to look at them."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from segue.runtime.processes import find_process
from segue.runtime.service import Service

REPORT_START = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); "
# A well-behaved server, one that ignores SIGTERM, one that dies at once, one with a child outside its group.
SERVER = REPORT_START + "print('hello', flush=True); time.sleep(60)"
STUBBORN = (
    REPORT_START.replace("time;", "time, signal; signal.signal(15, signal.SIG_IGN);") + "time.sleep(60)"
)
BROKEN = REPORT_START + "print('no such table', flush=True); sys.exit(3)"
PARENT = (
    "import subprocess; "
    + REPORT_START
    + "child = [sys.executable, '-c', 'import time; time.sleep(60)']; "
    + "subprocess.Popen(child, start_new_session=True); "
    + "p = subprocess.Popen(child, start_new_session=True); open(sys.argv[1], 'a').write(f'{p.pid}\\n'); time.sleep(60)"
)


def service(
    name: str,
    folder: Path,
    program: str = SERVER,
    *,
    is_ready: Callable[[], bool] | None = None,
    stop_deadline_s: float = 5.0,
) -> Service:
    """A service that notes the process id of each of its starts in `<folder>/<name>.pids`."""
    record = folder / f"{name}.pids"
    return Service(
        name=name,
        command=(sys.executable, "-c", program, str(record)),
        environment=dict(os.environ),
        folder=folder,
        is_ready=is_ready or (lambda: len(pids(folder, name)) > 0),
        stop_deadline_s=stop_deadline_s,
    )


def pids(folder: Path, name: str) -> list[int]:
    record = folder / f"{name}.pids"
    return [int(line) for line in record.read_text().split()] if record.exists() else []


def running(folder: Path) -> list[int]:
    """Process ids that any stand-in noted in `folder` and that still run."""
    noted = [int(pid) for path in folder.glob("*.pids") for pid in path.read_text().split()]
    return [pid for pid in noted if find_process(pid)]
