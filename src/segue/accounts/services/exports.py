"""Copies of all one's data: asked for, and removed in time."""

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import partial

from django.db import transaction

from segue.accounts import queries
from segue.accounts.errors import ExportUnderWay
from segue.accounts.models import Export
from segue.accounts.queries.exports import EXPORT, export_folder, export_path
from segue.accounts.services.profiles import lock_person
from segue.accounts.types import Viewer
from segue.kernel import clock
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job
from segue.kernel.priority import BEGIN, LATER

EXPORT_KEPT = timedelta(days=7)
ABANDONED = timedelta(days=1)
"""Far longer than packing takes, for files that killed workers left."""


@transaction.atomic
def start_export(actor: Viewer, *, with_files: bool) -> Export:
    """One at a time; earlier ones that failed are forgotten. Raises ExportUnderWay."""
    person = lock_person(actor)
    if queries.is_export_under_way(person.pk):
        raise ExportUnderWay
    remove_exports(Export.objects.filter(user=person, file_name=""))
    export = Export.objects.create(user=person, with_files=with_files)
    priority = LATER if with_files else BEGIN
    queue.enqueue(EXPORT, subject_id=export.pk, owner_id=person.pk, priority=priority)
    return export


@transaction.atomic
def remove_exports(exports: Iterable[Export]) -> None:
    """With their files and jobs."""
    for export in list(exports):
        Job.objects.filter(kind=EXPORT, subject_id=export.pk).delete()
        export.delete()
        if export.file_name:
            transaction.on_commit(partial(export_path(export.file_name).unlink, missing_ok=True))


def remove_old_exports() -> None:
    """Those whose time is over, what failed and nobody tried again, and files that belong to none."""
    remove_exports(Export.objects.filter(expires_at__lte=clock.now()))
    for export in Export.objects.filter(file_name="", created_at__lt=clock.now() - EXPORT_KEPT):
        if not queries.is_export_under_way(export.user_id):
            remove_exports([export])
    for path in export_folder().iterdir():
        with suppress(FileNotFoundError):  # gone since the folder was read
            is_old = path.stat().st_mtime < time.time() - ABANDONED.total_seconds()
            if is_old and not Export.objects.filter(file_name=path.name).exists():
                path.unlink()
