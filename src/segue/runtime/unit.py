"""A supervised process: its life, its output line by line, and when to start it again."""

import os
import signal
import subprocess

from segue.runtime.launch import launch
from segue.runtime.processes import send, send_group
from segue.runtime.service import Service

FIRST_DELAY_S = 1.0
MAX_DELAY_S = 30.0
HEALTHY_AFTER_S = 60.0
MAX_LINE_BYTES = 16 * 1024


class BackOff:
    """Delay before the next start: 1 s, doubled up to 30 s, 1 s again after 60 s of running."""

    def __init__(self) -> None:
        self._delay_s = FIRST_DELAY_S

    def next_delay_s(self, ran_for_s: float) -> float:
        if ran_for_s >= HEALTHY_AFTER_S:
            self._delay_s = FIRST_DELAY_S
        delay_s = self._delay_s
        self._delay_s = min(delay_s * 2, MAX_DELAY_S)
        return delay_s


class Unit:
    """One service under supervision. Times are of the monotonic clock, in seconds."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.is_ready = False
        self.is_output_open = False
        self.last_line = ""
        self.process: subprocess.Popen[bytes] | None = None
        self.restart_at: float | None = None
        self._started_at = 0.0
        self._backoff = BackOff()
        self._rest = b""

    @property
    def name(self) -> str:
        return self.service.name

    def start(self, now: float) -> None:
        self.restart_at = None
        self._started_at = now
        self.process = launch(self.service)
        self.is_output_open = True
        os.set_blocking(self.output(), False)

    def output(self) -> int:
        """Descriptor of what it writes."""
        if self.process is None or self.process.stdout is None:
            raise ValueError(f"{self.name} isn't running")
        return self.process.stdout.fileno()

    def read_lines(self) -> list[str]:
        """Complete lines that it wrote since the last call, and the unfinished one when it was the last."""
        *lines, self._rest = (self._rest + self._read()).split(b"\n")
        if not self.is_output_open or len(self._rest) > MAX_LINE_BYTES:
            lines.append(self._rest)
            self._rest = b""
        texts = [line.decode(errors="replace") for line in lines if line.strip()]
        self.last_line = (texts or [self.last_line])[-1]
        return texts

    def take_exit(self) -> int | None:
        """Its exit code (negative: the signal) once it has ended; ends what it left of its group."""
        process = self.process
        if process is None or process.poll() is None:
            return None
        send_group(process.pid, signal.SIGKILL)
        return process.returncode

    def close(self) -> None:
        """Forget the ended process."""
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None
        self.is_ready = self.is_output_open = False

    def plan_restart(self, now: float) -> float:
        """Seconds until it is started again."""
        delay_s = self._backoff.next_delay_s(now - self._started_at)
        self.restart_at = now + delay_s
        return delay_s

    def ask_to_stop(self) -> None:
        self.restart_at = None
        if self.process is not None:
            send(self.process.pid, self.service.stop_signal)

    def kill(self) -> None:
        if self.process is not None:
            send_group(self.process.pid, signal.SIGKILL)

    def _read(self) -> bytes:
        chunks = []
        while self.is_output_open:
            try:
                chunk = os.read(self.output(), 65536)
            except BlockingIOError:
                break
            chunks.append(chunk)
            self.is_output_open = bool(chunk)
        return b"".join(chunks)


def describe_exit(code: int) -> str:
    """For example "exit code 3" or "killed by SIGKILL"."""
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
