"""Running an upload's steps, and breaking them at a chosen place."""

from typing import Any

import pytest
from django.db.models.functions import Now

from segue.kernel.events.models import Delivery
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.pipeline import Step
from segue.kernel.storage import media_storage
from segue.media import queries
from segue.media.models import Asset
from segue.media.schemas import UploadOut, show_upload
from segue.media.tests.factories import job_of


class Killed(BaseException):
    """Ends a step as abruptly as SIGKILL."""


def show(asset: Asset) -> UploadOut:
    asset.refresh_from_db()
    return show_upload(queries.progress_of([asset])[asset.pk])


def stored(sha256: str) -> bytes:
    path = media_storage().local_path(sha256)
    assert path is not None
    return path.read_bytes()


def end_wait(asset: Asset) -> None:
    """As if the back-off, or a dead worker's lease, had passed."""
    Job.objects.filter(subject_id=asset.pk).update(run_after=Now(), lease_until=Now())


def run(asset: Asset) -> UploadOut:
    runner.run_to_end(job_of(asset).pk)
    return show(asset)


def events(asset: Asset) -> list[str]:
    rows = Delivery.objects.filter(payload__asset_id=str(asset.pk))
    return sorted(rows.values_list("event_name", flat=True))


def fail_once(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, error: BaseException) -> None:
    original = getattr(owner, name)

    def once(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(owner, name, original)
        raise error

    monkeypatch.setattr(owner, name, once)


def patch_step(monkeypatch: pytest.MonkeyPatch, step: Step, **functions: object) -> None:
    """Steps are frozen, so that nobody does this by accident."""
    for name, function in functions.items():
        monkeypatch.setitem(vars(step), name, function)


def break_record(monkeypatch: pytest.MonkeyPatch, step: Step, error: BaseException) -> None:
    """After its writes, once."""
    original = step.record

    def broken(job: Job, output: Any) -> None:
        original(job, output)
        patch_step(monkeypatch, step, record=original)
        raise error

    patch_step(monkeypatch, step, record=broken)
