"""Sets the rules of the S3 bucket: browsers may send to it and play from it, and abandoned parts expire."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from segue.kernel.storage import ObjectMissing, StorageUnavailable, new_bucket


class Command(BaseCommand):
    help = "Let pages of SEGUE_ORIGIN send files to the S3 bucket, and have it drop abandoned parts."

    def handle(self, *args: Any, **options: Any) -> None:
        from segue.kernel.storage.s3_rules import prepare_bucket  # large, and needed only here

        bucket = new_bucket()
        if bucket is None:
            raise CommandError("STORAGE_URL is a folder, which needs no preparation.")
        try:
            refused = prepare_bucket(bucket, origin=settings.SEGUE.origin)
        except (StorageUnavailable, ObjectMissing) as error:
            reason = error.__cause__ or error
            raise CommandError(f"The bucket {bucket.bucket.name} can't be prepared: {reason}.") from error
        self.stdout.write(f"Pages of {settings.SEGUE.origin} may send to {bucket.bucket.name}.")
        for rule in refused:
            self.stdout.write(f"The service refused the {rule}; Segue removes abandoned parts by itself.")
