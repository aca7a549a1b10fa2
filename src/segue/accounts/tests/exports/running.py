"""Runs an export, and looks into what it made."""

import zipfile
from collections.abc import Iterator

from segue.accounts.models import Export
from segue.accounts.ports import ExportFile
from segue.accounts.queries.exports import EXPORT, export_folder
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import Job

MB = 1024 * 1024
PADDING = bytes(MB)


def run(export: Export) -> Job:
    job = Job.objects.get(kind=EXPORT, subject_id=export.pk)
    runner.run_to_end(job.pk)
    job.refresh_from_db()
    return job


def packed(export: Export) -> zipfile.ZipFile:
    return zipfile.ZipFile(export_folder() / Export.objects.get(pk=export.pk).file_name)


def song(path: str = "media/originals/1/take.wav", count: int = 3) -> ExportFile:
    def chunks() -> Iterator[bytes]:
        for _ in range(count):
            yield PADDING

    return ExportFile(path, chunks, is_original=True, size_bytes=count * MB)
