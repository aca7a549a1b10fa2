"""Clock-driven care of uploads and of media's own folders."""

import shutil
import time
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from segue.kernel.storage import media_storage
from segue.media import abandoned, abandoned_parts, garbage
from segue.media.rendition_rows import remove_retired
from segue.media.work_folder import work_root

ABANDONED = timedelta(days=1)
"""Far longer than a step takes, or than an address of a retired rendition works."""


@shared_task(name="media.remove_abandoned_uploads")
def remove_abandoned_uploads() -> None:
    """Uploads that were given up, what killed workers left lying, and renditions that nobody listens to any more."""
    abandoned.remove_expired()
    media_storage().remove_drafts(before_s=time.time() - abandoned.ABANDONED.total_seconds())
    for folder in work_root().iterdir():
        if abandoned.is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)
    remove_retired(before=timezone.now() - ABANDONED)


@shared_task(name="media.finish_arrived_uploads")
def finish_arrived_uploads() -> None:
    """Files whose last byte came right before the web server was killed."""
    abandoned.finish_arrived()
    abandoned_parts.finish_completed()


@shared_task(name="media.remove_abandoned_parts")
def remove_abandoned_parts() -> None:
    """What nobody will complete of uploads straight into the bucket."""
    abandoned_parts.remove_abandoned_parts()


@shared_task(name="media.collect_garbage")
def collect_garbage() -> None:
    """Stored files that nothing refers to any more."""
    garbage.collect_if_plausible()
