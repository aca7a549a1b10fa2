"""`note_rotation`: write into the audit log which rings have a new key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from segue.env.purposes import ENCRYPTION, PURPOSES
from segue.kernel import audit


class Command(BaseCommand):
    help = "Record that keys were rotated; `segue secrets rotate` runs this."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="+", choices=list(PURPOSES))
        parser.add_argument("--drop-old", action="store_true", help="older keys ended with it")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["names"]:
            # `renew_encryption` drops those, when nothing needs them any more.
            after = {"drops_old": options["drop_old"] and name != ENCRYPTION.name}
            audit.record(None, "secrets.rotated", subject=("key_ring", name), after=after)
