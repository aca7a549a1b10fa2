"""Deletes stored files that nothing refers to."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from segue.kernel.storage import StorageUnavailable
from segue.media import garbage


class Command(BaseCommand):
    help = "Delete stored files that nothing refers to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument(
            "--grace-hours", type=float, default=24.0, help="keep what was stored in the last so many hours"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        hours, is_dry_run = options["grace_hours"], options["dry_run"]
        if hours < 1 and not is_dry_run:
            raise CommandError("Give at least 1 hour: what is being processed now isn't referred to yet.")
        try:
            found = garbage.collect(grace=timedelta(hours=hours), is_dry_run=is_dry_run)
        except StorageUnavailable as error:
            raise CommandError(f"{error}.") from error
        verb = "Would delete" if is_dry_run else "Deleted"
        self.stdout.write(
            f"{verb} {found.count} files, {found.bytes / 1000**2:.1f} MB; "
            f"{found.used_count} are in use, {found.young_count} too young to tell."
        )
