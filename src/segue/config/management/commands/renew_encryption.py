"""`renew_encryption`: encrypt every stored value anew under the newest key."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from segue.env import MissingSecret, SourceUnavailable
from segue.env.purposes import ENCRYPTION
from segue.env.rotation import CannotRotate, drop_old_keys
from segue.kernel import audit, encrypted_columns
from segue.kernel.encryption import Unreadable


class Command(BaseCommand):
    help = "Encrypt what older keys encrypted under the newest one; afterwards the older ones can be dropped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drop-old", action="store_true", help="afterwards drop the older keys")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"{encrypted_columns.renew_all()} values encrypted anew")
            if options["drop_old"]:
                drop_old_keys(settings.SEGUE, ENCRYPTION)
                _note()
                self.stdout.write("The older keys are gone.")
        except (Unreadable, MissingSecret, SourceUnavailable, CannotRotate) as error:
            raise CommandError(f"{error} Every older key stays.") from None


@transaction.atomic
def _note() -> None:
    audit.record(None, "secrets.old_keys_dropped", subject=("key_ring", ENCRYPTION.name))
