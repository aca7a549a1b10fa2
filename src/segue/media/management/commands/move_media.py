"""Moves all media from STORAGE_OLD_URL to STORAGE_URL while they play."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from segue.kernel.storage import NoSpace, StorageUnavailable, new_storage, old_storage
from segue.media import moving
from segue.media.moving import Outcome, Progress

REPORT_EVERY_S = 2.0
NO_OLD = (
    "STORAGE_OLD_URL is not set. Set it to where the media are, STORAGE_URL to where they shall be, restart "
    "Segue with both, and run this again."
)


class Command(BaseCommand):
    help = "Copy all media from STORAGE_OLD_URL to STORAGE_URL. Segue has to run with both; it plays on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--delete-old", action="store_true", help="then delete what was copied and checked"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self._told_s = 0.0
        old, new = old_storage(), new_storage()
        if old is None:
            raise CommandError(NO_OLD)
        try:
            copied = moving.copy_all(old, new, report=self._report)
            self._require_whole(copied)
            self.stdout.write(
                f"All {copied.done_count - copied.outcomes[Outcome.GONE]} files are in the new place; "
                f"{copied.outcomes[Outcome.COPIED]} were copied now."
            )
            if options["delete_old"]:
                deleted = moving.delete_copied(old, new, report=self._report)
                self._require_whole(deleted)
                self.stdout.write(f"Deleted {deleted.outcomes[Outcome.DELETED]} files from the old place.")
        except (NoSpace, StorageUnavailable) as error:
            raise CommandError(f"{error}. Run this again to go on.") from error
        self.stdout.write("Remove STORAGE_OLD_URL from Segue's settings and restart it.")

    def _require_whole(self, progress: Progress) -> None:
        if progress.damaged:
            shown = "\n".join(progress.damaged[:20])
            raise CommandError(f"{len(progress.damaged)} files are damaged and stay where they are:\n{shown}")

    def _report(self, progress: Progress) -> None:
        now_s = time.monotonic()
        if now_s - self._told_s < REPORT_EVERY_S:
            return
        self._told_s = now_s
        left = progress.seconds_left
        self.stdout.write(
            f"{progress.done_count} of {progress.count} files, "
            f"{progress.done_bytes / 1000**3:.2f} of {progress.bytes / 1000**3:.2f} GB, "
            f"{progress.bytes_per_s / 1000**2:.1f} MB/s" + (f", {left / 60:.0f} min left" if left else "")
        )
