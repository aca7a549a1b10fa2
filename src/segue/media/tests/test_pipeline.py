"""Real audio through the real steps: exact facts, crashes that leave no trace, verdicts in plain words."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from segue.accounts.models import User
from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.errors import LeaseLost
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.priority import LATER
from segue.kernel.storage import NoSpace, StorageUnavailable, key_of, media_storage
from segue.media import incoming, pipeline, processing, queries, services
from segue.media.errors import NothingToRetry
from segue.media.models import Asset, AssetState, Image, Rendition
from segue.media.processing.errors import tool_failed
from segue.media.schemas import NoteOut, QualitiesOut
from segue.media.tests.conftest import Push
from segue.media.tests.factories import FRAME_COUNT, job_of, make_upload
from segue.media.tests.step_faults import (
    Killed,
    break_record,
    end_wait,
    events,
    fail_once,
    patch_step,
    run,
    show,
    stored,
)
from segue.media.types import RenditionIndex
from segue.media.work_folder import work_root

pytestmark = pytest.mark.django_db

STEPS = ("store", "probe", "tags", "prepare", "publish")


def test_a_song_becomes_everything_a_player_needs(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    shown = run(asset)

    assert (shown.state, shown.error, shown.notes) == ("ready", None, [])
    assert [(step.name, step.state) for step in shown.steps] == [(name, "done") for name in STEPS]
    assert asset.sha256 == hashlib.sha256(song.read_bytes()).hexdigest()
    assert (asset.bytes, asset.file_name) == (song.stat().st_size, "take 7.flac")
    assert (asset.container, asset.codec, asset.is_lossless) == ("flac", "flac", True)
    assert (asset.sample_rate_hz, asset.channels, asset.bits_per_sample) == (44_100, 2, 16)
    assert (asset.sample_count, asset.duration_ms) == (FRAME_COUNT, round(FRAME_COUNT * 1000 / 44_100))
    assert asset.tags["title"] == "Slack Water"
    assert (asset.tags["album"], asset.tags["track_number"]) == ("Low Tide", 3)
    assert asset.loudness_lufs == pytest.approx(-13, abs=2)
    assert asset.true_peak_dbtp == pytest.approx(-10, abs=0.6), "0.3 of full scale, cut off at a crest"
    assert sum(asset.loudness_histogram.values()) == 17, "400 ms each, 100 ms apart, in two seconds"
    assert len(asset.peaks or b"") == 400
    assert asset.fingerprint is not None


def test_what_is_made_of_it_is_stored_under_its_own_hash(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    run(asset)

    assert asset.master_key == key_of(asset.sha256)
    assert media_storage().exists(asset.master_key)
    assert list(incoming.incoming_folder().iterdir()) == []
    renditions = {row.name: row for row in Rendition.objects.filter(asset=asset)}
    assert {name: row.recipe for name, row in renditions.items()} == {
        "flac": "flac-exact/2",
        "opus-96": "opus-96/2",
    }
    for row in renditions.values():
        content = stored(row.sha256)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (row.sha256, row.bytes)
        assert RenditionIndex.from_json(row.index).bytes == row.bytes
    assert RenditionIndex.from_json(renditions["flac"].index).sample_count == FRAME_COUNT
    image = Image.objects.get()
    assert asset.cover_id == image.pk
    assert {len(stored(sha256)) > 0 for sha256 in image.variants.values_list("sha256", flat=True)} == {True}
    assert list(work_root().iterdir()) == []


def test_what_can_be_heard_is_made_first_and_the_rest_when_nobody_waits(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    shown = run(asset)
    assert shown.qualities == QualitiesOut(done=2, total=5, error=None)
    job = Job.objects.get(kind=queries.RENDITIONS)
    assert (job.subject_id, job.owner_id, job.priority) == (asset.pk, ines.pk, LATER)
    assert (job.state, job.step) == (JobState.QUEUED, "encode")


def test_it_says_what_it_found_and_that_it_is_ready_once(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    run(asset)
    assert events(asset) == ["media.asset_described", "media.asset_ready"]
    assert not runner.run_step(job_of(asset).pk)
    assert events(asset) == ["media.asset_described", "media.asset_ready"]


def test_each_change_is_told_to_the_owner_alone(
    ines: User, song: Path, pushed: list[Push], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asset = make_upload(ines, song)
        last = run(asset)
    assert {tuple(groups) for groups, _ in pushed} == {(f"user.{ines.pk.hex}",)}
    assert {(content["topic"], content["id"]) for _, content in pushed} == {
        ("media.upload_changed", str(asset.pk))
    }
    assert len(pushed) == 2 * len(STEPS)
    assert pushed[-1][1]["data"] == last.model_dump(mode="json")


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("error", [RuntimeError("fault of ours"), Killed()], ids=["crash", "kill"])
def test_a_step_that_breaks_while_it_is_recorded_leaves_nothing_and_runs_again(
    name: str, error: BaseException, ines: User, song: Path, monkeypatch: pytest.MonkeyPatch, quick_work: None
) -> None:
    asset = make_upload(ines, song)
    break_record(monkeypatch, pipeline.PIPELINE.step(name), error)
    try:
        runner.run_to_end(job_of(asset).pk)
    except Killed:
        assert job_of(asset).state == JobState.RUNNING
    assert job_of(asset).step == name
    assert list(StepRun.objects.order_by("created_at", "pk").values_list("name", flat=True)) == list(
        STEPS[: STEPS.index(name)]
    )
    assert show(asset).state == "processing"
    assert "media.asset_ready" not in events(asset)

    end_wait(asset)
    assert run(asset).state == "ready"
    assert events(asset) == ["media.asset_described", "media.asset_ready"]
    assert StepRun.objects.count() == len(STEPS)


@pytest.fixture
def quick_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the steps work out, known beforehand: these tests are about recording it."""
    outputs: dict[str, Any] = {
        "probe": {
            "container": "flac",
            "codec": "flac",
            "sample_rate_hz": 44_100,
            "channels": 2,
            "bits_per_sample": 16,
            "duration_ms": 2003,
            "is_lossless": True,
        },
        "tags": {
            "tags": {"title": "Slack Water", "album": ""},
            "raw": {"format": "vorbis", "fields": {"title": ["Slack Water"]}},
            "cover": None,
            "notes": [],
        },
        "prepare": {
            "facts": {"sample_count": FRAME_COUNT, "duration_ms": 2003},
            "renditions": [],
            "loudness": {
                "integrated_lufs": -14.0,
                "true_peak_dbtp": -1.0,
                "range_lu": 2.0,
                "histogram": {"-14.0": 17},
            },
            "peaks": "AAAA",
            "fingerprint": [7, -7],
            "notes": [],
        },
    }
    for step in pipeline.PIPELINE.steps:
        if step.name in outputs:
            patch_step(monkeypatch, step, work=lambda job, done, output=outputs[step.name]: output)


def test_a_truncated_file_is_refused_in_plain_words(ines: User, song: Path, tmp_path: Path) -> None:
    whole = song.read_bytes()
    broken = tmp_path / "broken.flac"
    broken.write_bytes(whole[: len(whole) * 2 // 3])
    asset = make_upload(ines, broken)
    shown = run(asset)
    assert shown.state == "failed"
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.damaged", False)
    assert shown.error.message.startswith("This file is damaged")
    assert shown.error.message.endswith("Export it again and upload the new file.")
    assert [(step.name, step.state) for step in shown.steps[2:]] == [
        ("tags", "done"),
        ("prepare", "failed"),
        ("publish", "pending"),
    ]
    assert events(asset) == ["media.asset_described"]
    assert not Job.objects.filter(kind=queries.RENDITIONS).exists()
    with pytest.raises(NothingToRetry):
        services.retry_upload(ines, asset.pk)
    assert show(asset) == shown


def test_what_is_no_audio_at_all_is_refused(ines: User, tmp_path: Path) -> None:
    letter = tmp_path / "letter.wav"
    letter.write_text("Dear listener, this is not a song. " * 50)
    shown = run(make_upload(ines, letter))
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.not_audio", False)


def test_a_failure_that_may_pass_can_be_tried_again_by_hand(
    ines: User,
    song: Path,
    monkeypatch: pytest.MonkeyPatch,
    pushed: list[Push],
    django_capture_on_commit_callbacks: Any,
) -> None:
    asset = make_upload(ines, song)

    def broken(*args: object) -> object:
        raise tool_failed("no such luck")

    with monkeypatch.context() as patch:
        patch.setattr(processing, "probe", broken)
        for _ in range(pipeline.PIPELINE.max_attempts):
            assert show(asset).state == "processing"
            end_wait(asset)
            run(asset)
    shown = show(asset)
    assert shown.state == "failed"
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.tool_failed", True)

    with django_capture_on_commit_callbacks(execute=True):
        assert services.retry_upload(ines, asset.pk).state == AssetState.PROCESSING
    assert [content["data"]["state"] for _, content in pushed] == ["processing"]
    assert pushed[0][1]["data"]["error"] is None
    assert run(asset).state == "ready"
    assert events(asset) == ["media.asset_described", "media.asset_ready"]


def test_a_full_disk_is_waited_for_and_never_counts(
    ines: User, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = make_upload(ines, song)
    for _ in range(2 * pipeline.PIPELINE.max_attempts):
        fail_once(monkeypatch, media_storage(), "adopt_file", NoSpace())
        run(asset)
        job = job_of(asset)
        assert (job.state, job.attempts, job.error_code) == (JobState.QUEUED, 0, "storage.no_space")
        end_wait(asset)
    assert run(asset).state == "ready"


def test_a_file_that_vanished_is_said_to_be_gone(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    incoming.incoming_path(asset.pk).unlink()
    shown = run(asset)
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.upload_lost", False)


def test_a_stored_master_that_vanished_is_said_to_be_gone(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    runner.run_step(job_of(asset).pk)
    asset.refresh_from_db()
    media_storage().delete(asset.master_key)
    shown = run(asset)
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.upload_lost", False)


def test_a_file_that_changed_on_its_way_is_refused(ines: User, song: Path) -> None:
    asset = make_upload(ines, song)
    path = incoming.incoming_path(asset.pk)
    path.write_bytes(path.read_bytes()[::-1])
    shown = run(asset)
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.upload_altered", False)


@pytest.mark.parametrize("name", STEPS)
def test_removing_it_while_a_step_runs_brings_nothing_back(
    name: str, ines: User, song: Path, monkeypatch: pytest.MonkeyPatch, quick_work: None
) -> None:
    asset = make_upload(ines, song)
    step = pipeline.PIPELINE.step(name)
    original = step.work

    def removed_meanwhile(job: Job, outputs: Any) -> Any:
        output = original(job, outputs)
        services.remove_asset(asset.pk)
        return output

    patch_step(monkeypatch, step, work=removed_meanwhile)
    lost: list[str] = []
    complete = queue.complete_step

    def watched(*args: Any, **kwargs: Any) -> None:
        try:
            complete(*args, **kwargs)
        except LeaseLost:
            lost.append(name)
            raise

    monkeypatch.setattr(queue, "complete_step", watched)
    runner.run_to_end(job_of(asset).pk)
    assert lost == [name]
    assert (Asset.objects.count(), Job.objects.count(), StepRun.objects.count()) == (0, 0, 0)
    assert Rendition.objects.count() == 0
    assert "media.asset_ready" not in events(asset)


def test_a_worker_that_dies_after_taking_the_file_over_loses_nothing(
    ines: User, song: Path, monkeypatch: pytest.MonkeyPatch, quick_work: None
) -> None:
    asset = make_upload(ines, song)
    fail_once(monkeypatch, queue, "complete_step", Killed())
    with pytest.raises(Killed):
        run(asset)
    assert (list(incoming.incoming_folder().iterdir()), show(asset).state) == ([], "processing")
    assert asset.master_key == ""
    end_wait(asset)
    assert run(asset).state == "ready"
    assert asset.master_key == key_of(asset.sha256)


def test_storage_that_cannot_be_reached_is_waited_for(
    ines: User, song: Path, monkeypatch: pytest.MonkeyPatch, quick_work: None
) -> None:
    asset = make_upload(ines, song)
    fail_once(monkeypatch, media_storage(), "adopt_file", StorageUnavailable())
    run(asset)
    job = job_of(asset)
    assert (job.state, job.attempts, job.error_code) == (JobState.QUEUED, 0, "storage.unavailable")
    end_wait(asset)
    assert run(asset).state == "ready"


def test_a_bad_cover_never_fails_the_track_and_its_artist_is_told(
    ines: User, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> object:
        raise processing.ProcessingError("media.bad_cover", "This cover can't be read.", "permanent")

    monkeypatch.setattr(processing, "make_covers", refuse)
    asset = make_upload(ines, song)
    shown = run(asset)
    assert (shown.state, asset.cover_id, Image.objects.count()) == ("ready", None, 0)
    assert shown.notes == [NoteOut(code="media.bad_cover", message="This cover can't be read.")]
