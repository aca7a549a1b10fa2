"""The catalog follows a changed ladder: an estimate first, then jobs that can be asked for again and again."""

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from segue.accounts.models import User
from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.errors import FailureKind, StepFailed
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.priority import LATER
from segue.media import reencoding, renditions, services
from segue.media.management.commands import reencode
from segue.media.models import Asset, Rendition
from segue.media.queries import RENDITIONS, get_asset, live_renditions
from segue.media.rendition_rows import missing_rungs
from segue.media.tests.factories import finish
from segue.media.tests.step_faults import patch_step
from segue.media.tests.test_renditions import made, use_ladder

pytestmark = pytest.mark.django_db
LADDER = "opus-96,aac-128"
COLLECTED = "Old files can be collected a day later (`segue media collect`)."


@pytest.fixture(autouse=True)
def two_lossy_rungs(settings: Any) -> None:
    use_ladder(settings, LADDER)


@pytest.fixture(autouse=True)
def quick_encode(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(job: Job, outputs: object) -> dict[str, Any]:
        return {"renditions": [made(rung) for rung in missing_rungs(get_asset(job.subject_id))]}

    patch_step(monkeypatch, renditions.PIPELINE.step("encode"), work=work)


def make_ready(owner: User, count: int) -> list[Asset]:
    """A minute each, in FLAC (3 MB) and in AAC (1 MB), which the ladder doesn't ask for."""
    assets = []
    for number in range(count):
        asset = services.create_upload(owner, file_name=f"take {number}.flac", size_bytes=5_000_000)
        finish(asset)
        Asset.objects.filter(pk=asset.pk).update(duration_ms=60_000)
        Rendition.objects.filter(asset=asset, name="flac").update(bytes=3_000_000)
        Rendition.objects.filter(asset=asset, name="aac-160").update(bytes=1_000_000)
        assets.append(asset)
    return assets


def command(**options: Any) -> list[str]:
    """Lines of what it says."""
    said = io.StringIO()
    call_command("reencode", stdout=said, **options)
    return said.getvalue().splitlines()


def run_jobs() -> None:
    for job_id in Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True):
        runner.run_to_end(job_id)


def test_a_dry_run_says_what_it_would_take_and_does_nothing(ines: User) -> None:
    make_ready(ines, 2)
    assert command(dry_run=True) == [
        "2 tracks to bring to the ladder: opus-96, aac-128.",
        "Sound: 2 min. Work for one worker: 4 s (roughly: nothing was measured here yet).",
        f"Their renditions take up 7.6 MB now and 3.3 MB then. {COLLECTED}",
    ]
    assert Job.objects.count() == 0


def test_the_estimate_follows_what_encoding_took_here(ines: User) -> None:
    before, _ = make_ready(ines, 2)
    reencoding.enqueue([(before.pk, ines.pk)])
    run_jobs()
    assert reencoding.estimate().is_measured is True
    StepRun.objects.filter(name="encode").update(duration_ms=44_000)  # ten times 0.2 + 0.8 + 1.2 s per minute
    found = reencoding.estimate()
    assert (found.asset_count, found.sound_s) == (1, 60.0)
    assert found.work_s == pytest.approx(2.2 * 20)


def test_it_queues_what_is_outdated_and_all_is_as_the_ladder_says_in_the_end(ines: User) -> None:
    assets = make_ready(ines, 3)
    assert command()[3:] == ["Queued 3 tracks. New uploads go first.", "0 of 3 tracks done."]
    assert set(Job.objects.values_list("kind", "priority", "owner_id")) == {(RENDITIONS, LATER, ines.pk)}
    run_jobs()
    for asset in assets:
        assert sorted(live_renditions([asset.pk]).values_list("name", flat=True)) == ["aac-128", "opus-96"]
    assert command() == [
        "Every track stands in the qualities of the ladder: opus-96, aac-128.",
        "3 of 3 tracks done.",
    ]
    assert Job.objects.count() == 3


def test_run_again_in_the_middle_it_queues_nothing_twice_and_shows_the_same_progress(ines: User) -> None:
    make_ready(ines, 3)
    command()
    first, running, _ = Job.objects.order_by("pk")
    runner.run_to_end(first.pk)
    claimed = queue.claim(running.pk)
    assert claimed is not None
    assert command()[3:] == ["1 of 3 tracks done."]
    queue.renew(claimed)
    states = Job.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [JobState.DONE, JobState.RUNNING, JobState.QUEUED]


def test_what_failed_is_told_and_tried_again_by_the_next_run(ines: User) -> None:
    make_ready(ines, 2)
    command()
    job = Job.objects.order_by("pk")[0]
    claimed = queue.claim(job.pk)
    assert claimed is not None
    queue.fail_step(claimed, StepFailed("media.tool_failed", "No such luck.", FailureKind.PERMANENT))
    run_jobs()
    said = io.StringIO()
    assert reencoding.progress() == reencoding.Progress(total=2, waiting_count=0, failed_count=1)
    call_command("reencode", stdout=said)
    assert "Queued 1 track. New uploads go first." in said.getvalue()
    claimed = queue.claim(job.pk)
    assert claimed is not None
    queue.fail_step(claimed, StepFailed("media.tool_failed", "No such luck.", FailureKind.PERMANENT))
    with pytest.raises(CommandError, match="1 track failed"):
        reencode.Command(stdout=io.StringIO())._watch(is_waiting=True)


def test_uploads_that_cannot_be_heard_yet_are_left_alone(ines: User) -> None:
    services.create_upload(ines, file_name="later.flac", size_bytes=1000)
    assert command() == [
        "Every track stands in the qualities of the ladder: opus-96, aac-128.",
        "0 of 0 tracks done.",
    ]
    assert Job.objects.count() == 0


@pytest.fixture
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.mark.django_db(transaction=True)
def test_it_waits_until_all_is_done(
    ines: User, monkeypatch: pytest.MonkeyPatch, worker: ThreadPoolExecutor
) -> None:
    make_ready(ines, 2)
    monkeypatch.setattr(reencode, "POLL_S", 0.02)
    is_watched = threading.Event()

    class Said(io.StringIO):
        def write(self, text: str) -> int:
            if "0 of 2" in text:
                is_watched.set()
            return super().write(text)

    def work() -> None:
        try:
            assert is_watched.wait(20)
            run_jobs()
        finally:
            connection.close()

    working, said = worker.submit(work), Said()
    call_command("reencode", stdout=said, wait=True)
    working.result(20)
    assert said.getvalue().splitlines()[-1] == "2 of 2 tracks done."
