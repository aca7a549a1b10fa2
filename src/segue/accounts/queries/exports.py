"""Reads of the copies that people ask for of their data."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from segue.accounts.errors import ExportNotFound
from segue.accounts.models import Export
from segue.accounts.types import Viewer, person_id
from segue.kernel import clock
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.storage import spool_folder

EXPORT = "accounts.export"
UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True)
class ExportProgress:
    """An export with its job."""

    export: Export
    job: Job


def exports_of(actor: Viewer) -> list[ExportProgress]:
    """Newest first, without those that are to be removed."""
    rows = {row.pk: row for row in Export.objects.filter(user=person_id(actor)) if not is_expired(row)}
    jobs = Job.objects.filter(kind=EXPORT, subject_id__in=rows).order_by("-created_at", "-pk")
    return [ExportProgress(rows[job.subject_id], job) for job in jobs]


def get_export_file(actor: Viewer, export_id: uuid.UUID) -> tuple[Export, Path]:
    """Only one's own, once it is whole. Raises ExportNotFound."""
    export = Export.objects.filter(pk=export_id, user=person_id(actor)).exclude(file_name="").first()
    if export is None or is_expired(export) or not (path := export_path(export.file_name)).is_file():
        raise ExportNotFound
    return export, path


def is_expired(export: Export) -> bool:
    return export.expires_at is not None and export.expires_at <= clock.now()


def is_export_under_way(user_id: uuid.UUID) -> bool:
    own = Export.objects.filter(user_id=user_id).values("pk")
    return Job.objects.filter(kind=EXPORT, subject_id__in=own, state__in=UNFINISHED).exists()


def export_folder() -> Path:
    """Apart from all that is served."""
    return spool_folder("exports")


def export_path(file_name: str) -> Path:
    return export_folder() / file_name
