"""Measures what `make up` costs from a clean clone: `make bench-footprint` (13 minutes at most)."""

import os
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from segue.runtime.network import private_port
from segue.runtime.processes import descendants, pss_bytes

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "bench" / "results" / "footprint.md"
FIRST_TIMEOUT_S = 480.0
LATER_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 35.0
IDLE_S = 20.0
LATER_COUNT = 3
MB = 1000**2


@dataclass(frozen=True)
class Process:
    name: str
    pss_bytes: int


class Run:
    """One `make up` in `clone`, stopped at the end of the `with` block whatever happens."""

    def __init__(self, clone: Path, port: int) -> None:
        self.clone = clone
        self.port = port

    def __enter__(self) -> "Run":
        self.log = (self.clone.parent / "up.log").open("ab")
        self.began = time.monotonic()
        command = ["make", "up", f"ARGS=--port {self.port}"]
        self.process = subprocess.Popen(
            command, cwd=self.clone, stdout=self.log, stderr=self.log, start_new_session=True
        )
        return self

    def __exit__(self, *error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            for facts in descendants(self.process.pid):
                os.kill(facts.pid, signal.SIGKILL)
            self.process.kill()
        self.log.close()

    def seconds_to_health(self, timeout_s: float) -> float:
        """Seconds from the command to the first 200 of the health page. Exits when it takes too long."""
        while time.monotonic() - self.began < timeout_s:
            if self.process.poll() is not None:
                break
            if is_healthy(self.port):
                return time.monotonic() - self.began
            time.sleep(0.05)
        tail = (self.clone.parent / "up.log").read_text(errors="replace")[-2000:]
        sys.exit(f"Segue did not become healthy in {timeout_s:.0f} s:\n{tail}")

    def memory(self) -> list[Process]:
        """Every process of the tree but make itself, largest first."""
        found = [Process(program(facts.pid), pss_bytes(facts.pid)) for facts in descendants(self.process.pid)]
        return sorted(found, key=lambda process: process.pss_bytes, reverse=True)


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="segue-footprint-"))
    try:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        measure(clone)
    finally:
        segue = folder / "clone" / ".venv" / "bin" / "segue"
        if segue.exists():
            subprocess.run([segue, "reset", "--yes"], check=False, capture_output=True)
        shutil.rmtree(folder)


def measure(clone: Path) -> None:
    port = private_port()
    with Run(clone, port) as run:
        first_s = run.seconds_to_health(FIRST_TIMEOUT_S)
    laters = []
    processes: list[Process] = []
    for number in range(LATER_COUNT):
        with Run(clone, port) as run:
            laters.append(run.seconds_to_health(LATER_TIMEOUT_S))
            if number == LATER_COUNT - 1:
                time.sleep(IDLE_S)
                processes = run.memory()
    later_s = statistics.median(laters)
    total = sum(process.pss_bytes for process in processes) / MB
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(report(first_s, laters, processes))
    sys.stdout.write(
        f"footprint first_up_s={first_s:.1f} second_up_s={later_s:.1f} idle_pss_mb={total:.0f}\n"
    )


def report(first_s: float, laters: list[float], processes: list[Process]) -> str:
    total = sum(process.pss_bytes for process in processes) / MB
    rows = "\n".join(f"| {process.name} | {process.pss_bytes / MB:.1f} |" for process in processes)
    all_laters = ", ".join(f"{value:.1f}" for value in laters)
    return f"""# Footprint

Made by `make bench-footprint` on {machine()}.
Times run from `make up` to the first healthy `GET /api/v1/health`;
memory is the sum of PSS after {IDLE_S:.0f} s of idling.

| measure | value | goal |
| --- | --- | --- |
| first start, clean clone, nothing installed | {first_s:.1f} s | < 240 s |
| later start, median of {all_laters} | {statistics.median(laters):.1f} s | < 10 s |
| idle memory of all processes | {total:.0f} MB | < 450 MB |

| process | PSS in MB |
| --- | --- |
{rows}
"""


def machine() -> str:
    kernel = f"{platform.system()} {platform.release().split('-')[0]}"
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1000**3
    cores = os.cpu_count()
    python = platform.python_version()
    return f"{kernel}, {platform.machine()}, {cores} cores, {memory_gb:.0f} GB memory, Python {python}"


def program(pid: int) -> str:
    """A short name from the command line, without folders."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").split()
    except OSError:
        return "ended"
    words = [word for word in words if not word.startswith("--")]
    kept = [Path(word).name for word in words[:6] if word not in ("-m", "-A", "-D", "-c") and "=" not in word]
    return " ".join(word for word in kept if not word.startswith("python"))[:60]


def is_healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/api/v1/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
