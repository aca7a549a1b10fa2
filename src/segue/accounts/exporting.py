"""The pipeline that packs everything that is kept of a person into a zip."""

import errno
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.db import transaction

from segue.accounts import ports
from segue.accounts.export_zip import ZipTooLarge, zip_writer
from segue.accounts.models import Export
from segue.accounts.ports import ExportFile
from segue.accounts.push import ExportChanged
from segue.accounts.queries.exports import EXPORT, ExportProgress, export_folder, export_path
from segue.accounts.schemas.exports import show_export
from segue.accounts.services import notices
from segue.accounts.services.exports import EXPORT_KEPT, remove_exports
from segue.kernel import clock
from segue.kernel.errors import DomainError
from segue.kernel.ids import new_id
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, register
from segue.kernel.realtime import push_on_commit
from segue.kernel.storage import NoSpace, StorageUnavailable, sync

Work = Callable[[Job, Outputs], Output]
DOCUMENT_BYTES = 64 * 1024
"""What a document counts for in the percents; its size is known only once it is written."""
TELL_EVERY_S = 0.5


def explained(work: Work) -> Work:
    """Turns what storage refuses into the step's verdict. Nothing is done for an export that is gone."""

    @wraps(work)
    def guarded(job: Job, outputs: Outputs) -> Output:
        try:
            return work(job, outputs) if Export.objects.filter(pk=job.subject_id).exists() else {}
        except (NoSpace, StorageUnavailable) as error:
            raise _no_resource(error) from error
        except OSError as error:
            raise (
                _no_resource(NoSpace()) if error.errno in (errno.ENOSPC, errno.EDQUOT) else error
            ) from error
        except ZipTooLarge as error:
            raise _too_large() from error

    return guarded


@explained
def count(job: Job, outputs: Outputs) -> Output:
    """How much there is, and whether it may and can be packed."""
    export = Export.objects.get(pk=job.subject_id)
    total = sum(_weight(file) for file in wanted_files(export))
    if total > settings.SEGUE.export_max_bytes:
        raise _too_large(total)
    free = shutil.disk_usage(export_folder()).free
    if free - total < settings.SEGUE.free_space_floor_bytes:
        raise NoSpace
    return {"bytes": total}


@explained
def pack(job: Job, outputs: Outputs) -> Output:
    """Under a new name each time: a worker that is slow to die may still write to the last one."""
    export = Export.objects.get(pk=job.subject_id)
    path = export_path(f"{new_id().hex}.zip")
    teller = ProgressTeller(export.pk, outputs["count"]["bytes"])
    try:
        with path.open("xb") as target:
            path.chmod(0o600)
            limit = settings.SEGUE.export_max_bytes
            with zip_writer(
                target, made_at=export.created_at, limit_bytes=limit, on_bytes=teller.add
            ) as writer:
                writer.add_all(wanted_files(export))
        sync(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return {"file_name": path.name, "bytes": path.stat().st_size}


def record_pack(job: Job, output: Output) -> None:
    """The new one takes the place of earlier ones."""
    export = Export.objects.select_related("user").filter(pk=job.subject_id).first()
    if export is None or not output:
        return
    export.file_name, export.bytes, export.percent = output["file_name"], output["bytes"], 100
    export.expires_at = clock.now() + EXPORT_KEPT
    export.save(update_fields=["file_name", "bytes", "percent", "expires_at"])
    remove_exports(Export.objects.filter(user=export.user).exclude(pk=export.pk))
    notices.tell_export_ready(export.user, export)


def wanted_files(export: Export) -> Iterator[ExportFile]:
    """From every app that keeps something of the person."""
    for find in ports.exports().values():
        for file in find(export.user_id):
            if export.with_files or not file.is_original:
                yield file


class ProgressTeller:
    """Writes the percent into the export's row, and tells its owner's pages, now and then."""

    def __init__(self, export_id: uuid.UUID, total_bytes: int) -> None:
        self._export_id = export_id
        self._total_bytes = max(total_bytes, 1)
        self._done_bytes = 0
        self._percent = 0
        self._told_at_s = 0.0

    def add(self, count_bytes: int) -> None:
        self._done_bytes += count_bytes
        percent = min(99, 100 * self._done_bytes // self._total_bytes)
        if percent > self._percent and time.monotonic() - self._told_at_s >= TELL_EVERY_S:
            self._percent, self._told_at_s = percent, time.monotonic()
            with transaction.atomic():
                Export.objects.filter(pk=self._export_id).update(percent=percent)
                tell_owner(Job.objects.get(kind=EXPORT, subject_id=self._export_id))


def tell_owner(job: Job) -> None:
    """Live, and of a failure by e-mail too."""
    export = Export.objects.select_related("user").filter(pk=job.subject_id).first()
    if export is None:
        return
    shown = show_export(ExportProgress(export, job))
    push_on_commit([export.user_id], ExportChanged(id=export.pk, data=shown.model_dump(mode="json")))
    if job.state == JobState.FAILED:
        notices.tell_export_failed(export.user, job.error_message)


def _weight(file: ExportFile) -> int:
    return file.size_bytes if file.is_original else DOCUMENT_BYTES


def _no_resource(error: DomainError) -> StepFailed:
    return StepFailed(error.code, f"{error.detail}.", FailureKind.RESOURCE)


def _too_large(size_bytes: int = 0) -> StepFailed:
    limit = _gigabytes(settings.SEGUE.export_max_bytes)
    size = f"Your data has {_gigabytes(size_bytes)}, and" if size_bytes else "This is too much:"
    advice = "Ask for it without the original files, or ask this server's operator for more."
    message = f"{size} this server packs at most {limit}. {advice}"
    return StepFailed("accounts.export_too_large", message, FailureKind.PERMANENT)


def _gigabytes(count: int) -> str:
    return f"{count / 1000**3:.1f} GB"


PIPELINE = register(
    Pipeline(
        kind=EXPORT,
        steps=(
            Step("count", "Looking up what there is", count),
            Step("pack", "Packing it", pack, record_pack),
        ),
        on_change=tell_owner,
    )
)
