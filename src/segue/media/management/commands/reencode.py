"""Encodes the catalog again where it isn't what SEGUE_LADDER asks for, while it plays on."""

import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from segue.media import reencoding
from segue.media.ladder import ladder
from segue.media.reencoding import Estimate, Progress

POLL_S = 2.0


class Command(BaseCommand):
    help = "Encode the catalog again where it isn't what SEGUE_LADDER asks for, while it plays on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what it would take")
        parser.add_argument("--wait", action="store_true", help="show the progress until all is done")

    def handle(self, *args: Any, **options: Any) -> None:
        found = reencoding.estimate()
        self._tell(found)
        if options["dry_run"]:
            return
        new = reencoding.enqueue(found.assets)
        if new:
            self.stdout.write(f"Queued {_tracks(new)}. New uploads go first.")
        try:
            self._watch(is_waiting=options["wait"])
        except KeyboardInterrupt:
            self.stdout.write("The work goes on. Run this again to see how far it is.")

    def _tell(self, found: Estimate) -> None:
        names = ", ".join(rung.name for rung in ladder())
        if not found.asset_count:
            self.stdout.write(f"Every track stands in the qualities of the ladder: {names}.")
            return
        basis = (
            "as measured on this server" if found.is_measured else "roughly: nothing was measured here yet"
        )
        self.stdout.write(f"{_tracks(found.asset_count)} to bring to the ladder: {names}.")
        self.stdout.write(
            f"Sound: {_span(found.sound_s)}. Work for one worker: {_span(found.work_s)} ({basis})."
        )
        self.stdout.write(
            f"Their renditions take up {_size(found.bytes_before)} now and {_size(found.bytes_after)} then. "
            "Old files can be collected a day later (`segue media collect`)."
        )

    def _watch(self, *, is_waiting: bool) -> None:
        started_s, first, told = time.monotonic(), reencoding.progress(), ""
        pause = threading.Event()
        while True:
            now = reencoding.progress()
            line = _line(now, now.done_count - first.done_count, time.monotonic() - started_s)
            if line != told:
                self.stdout.write(line)
                told = line
            if not is_waiting or now.waiting_count == 0:
                break
            pause.wait(POLL_S)
        if now.failed_count:
            raise CommandError(
                f"{_tracks(now.failed_count)} failed. `GET /api/v1/jobs` says why; run this again to retry."
            )


def _line(now: Progress, newly_done: int, elapsed_s: float) -> str:
    line = f"{now.done_count} of {_tracks(now.total)} done"
    if now.failed_count:
        line += f", {now.failed_count} failed"
    if newly_done > 0 and now.waiting_count:
        left_s = now.waiting_count * elapsed_s / newly_done
        line += f", {60 * newly_done / elapsed_s:.1f} per minute, about {_span(left_s)} left"
    return line + "."


def _tracks(count: int) -> str:
    return f"{count} track" if count == 1 else f"{count} tracks"


def _span(seconds: float) -> str:
    """To the minute, from one minute up."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GB" if count >= 1024**3 else f"{count / 1024**2:.1f} MB"
