"""Running services together: started in stages, restarted with back-off, stopped in reverse order."""

import os
import selectors
import signal
import time
from collections.abc import Callable, Sequence

from segue.runtime.errors import StartError
from segue.runtime.launch import adopt_orphans
from segue.runtime.log import Log
from segue.runtime.processes import descendants, send
from segue.runtime.service import Service
from segue.runtime.stop_signals import StopSignals
from segue.runtime.unit import Unit, describe_exit

POLL_S = 0.1
IDLE_S = 5.0


class StopRequested(Exception):
    """Somebody asked Segue to stop: Ctrl-C, SIGTERM, or a closed terminal."""


class Supervisor:
    """Owns its process's signals and children: one per process, in the main thread.

    `on_change` hears after every start and end which processes run now, as {name: pid}.
    """

    def __init__(
        self,
        log: Log,
        on_change: Callable[[dict[str, int]], None] = lambda running: None,
    ) -> None:
        self._log = log
        self._on_change = on_change
        self._stages: list[list[Unit]] = []
        self._is_starting = False
        self._selector = selectors.DefaultSelector()
        self._signals = StopSignals()
        self._selector.register(self._signals.descriptor, selectors.EVENT_READ, self._signals.drain)
        adopt_orphans()

    def start(self, services: Sequence[Service]) -> None:
        """Start a stage: these run at the same time, and stop before every earlier stage."""
        stage = [Unit(service) for service in services]
        self._stages.append(stage)
        for unit in stage:
            self._launch(unit)

    def wait_ready(self, timeout_s: float) -> None:
        """Wait until everything started is ready. Raises StartError when a part ends or takes too long."""
        deadline = time.monotonic() + timeout_s
        self._is_starting = True
        while waiting := [unit for unit in self._units() if not unit.is_ready]:
            if time.monotonic() > deadline:
                names = ", ".join(unit.name for unit in waiting)
                raise StartError(
                    f"Not ready after {timeout_s:.0f} s: {names}. `segue logs` shows what happened."
                )
            self._tick(POLL_S)
            for unit in waiting:
                unit.is_ready = unit.process is not None and unit.service.is_ready()
        self._is_starting = False

    def run(self, service: Service, *, is_secret: bool = False) -> list[str]:
        """Run a command to its end beside the others; returns what it wrote, which is logged unless secret.

        Raises StartError when the command fails.
        """
        unit = Unit(service)
        lines: list[str] = []

        def collect() -> None:
            fresh = unit.read_lines()
            lines.extend(fresh)
            for line in [] if is_secret else fresh:
                self._log.line(service.name, line, is_quiet=service.is_quiet)

        self._launch(unit, collect)
        try:
            while (code := unit.take_exit()) is None:
                self._tick(POLL_S)
            collect()
        finally:
            unit.kill()
            self._forget(unit)
        if code != 0:
            raise StartError(_why(unit, code))
        return lines

    def run_until_stopped(self) -> None:
        """Keep everything running. Raises StopRequested."""
        while True:
            self._tick(IDLE_S)

    def stop(self) -> None:
        """End everything in reverse order; one more request to stop kills at once. Nothing is left behind."""
        self._signals.count = 0
        for stage in reversed(self._stages):
            self._stop_stage(stage)
        self._stages.clear()
        self._end_orphans()

    def _tick(self, timeout_s: float) -> None:
        """Wait for something to happen, for at most `timeout_s`, and handle it."""
        self._pump(timeout_s)
        if self._signals.count:
            raise StopRequested
        for unit in self._units():
            self._handle_exit(unit)
            if unit.restart_at is not None and unit.restart_at <= time.monotonic():
                self._launch(unit)

    def _pump(self, timeout_s: float) -> None:
        due = [unit.restart_at - time.monotonic() for unit in self._units() if unit.restart_at is not None]
        for key, _ in self._selector.select(max(0.0, min([timeout_s, *due]))):
            key.data()

    def _handle_exit(self, unit: Unit) -> None:
        code = unit.take_exit()
        if code is None:
            return
        self._show_output(unit)
        was_ready = unit.is_ready
        self._forget(unit)
        self._end_orphans()
        if self._is_starting and not was_ready:
            raise StartError(_why(unit, code))
        delay_s = unit.plan_restart(time.monotonic())
        self._log.say(f"{unit.name} ended ({describe_exit(code)}); it starts again in {delay_s:.0f} s.")

    def _stop_stage(self, stage: list[Unit]) -> None:
        began = time.monotonic()
        for unit in stage:
            unit.ask_to_stop()
        while running := [unit for unit in stage if unit.process is not None]:
            for unit in running:
                if self._signals.count or time.monotonic() - began > unit.service.stop_deadline_s:
                    unit.kill()
            self._pump(POLL_S)
            for unit in running:
                if unit.take_exit() is not None:
                    self._show_output(unit)
                    self._forget(unit)

    def _launch(self, unit: Unit, on_output: Callable[[], None] | None = None) -> None:
        try:
            unit.start(time.monotonic())
        except OSError as error:
            raise StartError(
                f"{unit.name} can't be started: {error.strerror} ({unit.service.command[0]})."
            ) from None
        handler = on_output or (lambda: self._show_output(unit))
        self._selector.register(unit.output(), selectors.EVENT_READ, lambda: self._read(unit, handler))
        self._announce()

    def _read(self, unit: Unit, handler: Callable[[], None]) -> None:
        handler()
        if not unit.is_output_open:
            self._selector.unregister(unit.output())

    def _show_output(self, unit: Unit) -> None:
        for line in unit.read_lines():
            self._log.line(unit.name, line, is_quiet=unit.service.is_quiet)

    def _forget(self, unit: Unit) -> None:
        if unit.process is not None and unit.output() in self._selector.get_map():
            self._selector.unregister(unit.output())
        unit.close()
        self._announce()

    def _end_orphans(self) -> None:
        """Kill what ended parts left behind outside their process group; the system made us its parent."""
        me = os.getpid()
        known = {unit.process.pid for unit in self._units() if unit.process is not None}
        while orphans := [
            facts for facts in descendants(me) if facts.parent == me and facts.pid not in known
        ]:
            for facts in orphans:
                send(facts.pid, signal.SIGKILL)
                os.waitpid(facts.pid, 0)

    def _announce(self) -> None:
        self._on_change({unit.name: unit.process.pid for unit in self._units() if unit.process is not None})

    def _units(self) -> list[Unit]:
        return [unit for stage in self._stages for unit in stage]


def _why(unit: Unit, code: int) -> str:
    said = f": {unit.last_line.strip()}" if unit.last_line else ""
    return f"{unit.name} ended while starting ({describe_exit(code)}){said}. `segue logs` shows all of it."
