"""Clock-driven cleaning of media's own folders."""

import shutil
import time
import uuid
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from celery import shared_task

from segue.kernel.storage import media_storage
from segue.media.incoming import incoming_folder
from segue.media.models import Asset, AssetState
from segue.media.pipeline import work_root

ABANDONED = timedelta(days=1)


@shared_task(name="media.remove_abandoned_uploads")
def remove_abandoned_uploads() -> None:
    """Half-received files, files of uploads that are gone, and what killed workers left lying.

    An upload that was announced and never came stays: its track waits for it, where its team sees it.
    """
    for path in incoming_folder().iterdir():
        if _is_old(path) and not _is_needed(path.name):
            path.unlink(missing_ok=True)
    media_storage().remove_drafts(before_s=time.time() - ABANDONED.total_seconds())
    for folder in work_root().iterdir():
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(path: Path) -> bool:
    """False for what has gone in the meantime."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < time.time() - ABANDONED.total_seconds()
    return False


def _is_needed(name: str) -> bool:
    """Whether a pipeline has yet to store the file."""
    try:
        asset_id = uuid.UUID(name)
    except ValueError:
        return False
    return Asset.objects.filter(pk=asset_id, master_key="").exclude(state=AssetState.WAITING).exists()
