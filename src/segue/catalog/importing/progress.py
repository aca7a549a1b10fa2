"""What an import says on the terminal: one line that moves, and a summary."""

import time
from collections.abc import Callable, Iterator

from segue.catalog.importing import Progress
from segue.media.services import Report

NAMED = 20
_EVERY_S = {True: 0.2, False: 10.0}


class ProgressLine:
    """On a terminal one line, written over; in a log a line now and then, and the last of each step. `write` takes text
    with its end."""

    def __init__(
        self,
        write: Callable[[str], object],
        *,
        is_terminal: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._write, self._is_terminal, self._clock = write, is_terminal, clock
        self._step, self._began, self._told, self._first = "", 0.0, 0.0, 0
        self._is_open = False
        self._untold = ""

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if progress.step != self._step:
            self.close()
            self._step, self._began, self._told, self._first = progress.step, now, 0.0, progress.done
        self._untold = shown(progress, progress.done - self._first, now - self._began)
        if now - self._told >= _EVERY_S[self._is_terminal]:
            self._told = now
            self._tell()

    def close(self) -> None:
        """The step is over."""
        self._tell()
        if self._is_open:
            self._write("\n")
            self._is_open = False

    def _tell(self) -> None:
        if self._untold:
            self._write(f"\r{self._untold:<70}" if self._is_terminal else f"{self._untold}\n")
            self._is_open = self._is_terminal
            self._untold = ""


def shown(progress: Progress, done: int, elapsed_s: float) -> str:
    """`done` in `elapsed_s`: since this step began here."""
    text = f"{progress.step} {progress.done:,} of {progress.total:,}"
    if done <= 0 or elapsed_s < 1:
        return text
    rate = done / elapsed_s
    left_s = max(0, progress.total - progress.done) / rate
    return f"{text} ({rate:,.0f}/s, {_duration(left_s)} left)" if left_s >= 1 else f"{text} ({rate:,.0f}/s)"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes >= 10 else f"{minutes} min {rest} s" if minutes else f"{rest} s"


def summary(report: Report, duplicates: int) -> Iterator[str]:
    counts = {
        "new": report.new,
        "changed": report.changed,
        "moved": report.moved,
        "back": report.back,
        "missing": report.missing,
        "refused": len(report.refused),
        "unchanged": report.unchanged,
    }
    yield (
        "Files: "
        + ", ".join(f"{count:,} {name}" for name, count in counts.items() if count or name == "new")
        + "."
    )
    yield from _named("Left out", [f"{name}: {reason}" for name, reason in report.refused])
    yield from _named("", report.troubles)
    if duplicates:
        pairs = "One file is" if duplicates == 1 else f"{duplicates:,} files are"
        yield f"{pairs} the same as another one. Decide in the studio which to keep."


def _named(prefix: str, lines: list[str]) -> Iterator[str]:
    yield from (f"{prefix} {line}".strip() for line in lines[:NAMED])
    if len(lines) > NAMED:
        yield f"… and {len(lines) - NAMED:,} more."
