"""The rest of the ladder: made once, made again when the ladder changes, and never in the way of listening."""

import hashlib
import wave
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from segue.accounts.models import User
from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.models import Job, JobState, StepRun
from segue.kernel.priority import LATER
from segue.kernel.storage import key_of, media_storage
from segue.media import ports, processing, queries, renditions, services
from segue.media.models import Asset, AssetState, Rendition
from segue.media.processing.errors import tool_failed
from segue.media.queries import RENDITIONS, live_renditions, renditions_of
from segue.media.rendition_rows import keep_renditions, missing_rungs, remove_retired
from segue.media.schemas import QualitiesOut, UploadErrorOut
from segue.media.tests.conftest import Push
from segue.media.tests.factories import FRAME_COUNT, flac_file, job_of, make_upload
from segue.media.tests.step_faults import (
    Killed,
    break_record,
    end_wait,
    events,
    fail_once,
    patch_step,
    show,
)
from segue.media.types import RenditionIndex, RungSpec

pytestmark = pytest.mark.django_db
STEPS = ("encode", "features", "finish")
ALL = ["aac-160", "aac-256", "flac", "opus-160", "opus-96"]


def use_ladder(settings: Any, ladder: str) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"ladder": ladder})


@pytest.fixture(scope="module")
def bare_song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Without a cover, whose many sizes take longer than the sound."""
    return flac_file(tmp_path_factory.mktemp("songs") / "take 8.flac")


@pytest.fixture
def ready(ines: User, bare_song: Path) -> Asset:
    """It can be heard in FLAC and Opus."""
    asset = make_upload(ines, bare_song)
    runner.run_to_end(job_of(asset).pk)
    asset.refresh_from_db()
    assert asset.state == AssetState.READY
    return asset


@pytest.fixture
def quick_encode(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the step works out, known beforehand: these tests are about what becomes of it."""

    def work(job: Job, outputs: object) -> dict[str, Any]:
        missing = missing_rungs(queries.get_asset(job.subject_id))
        return {"renditions": [made(rung) for rung in missing]}

    patch_step(monkeypatch, renditions.PIPELINE.step("encode"), work=work)


def made(rung: RungSpec) -> dict[str, Any]:
    sha256 = hashlib.sha256(rung.recipe.encode()).hexdigest()
    index = RenditionIndex((40, 60), 48_000, 96_000, 0, ((100, 900, 96_000),), 1000).to_json()
    return {
        "name": rung.name,
        "codec": rung.codec,
        "bitrate_kbps": rung.bitrate_kbps or 700,
        "is_lossless": rung.codec == "flac",
        "sha256": sha256,
        "bytes": 1000,
        "index": index,
        "recipe": rung.recipe,
    }


def renditions_job(asset: Asset) -> Job:
    return Job.objects.get(kind=RENDITIONS, subject_id=asset.pk)


def complete(asset: Asset) -> None:
    runner.run_to_end(renditions_job(asset).pk)
    asset.refresh_from_db()


def names(asset: Asset) -> list[str]:
    return sorted(live_renditions([asset.pk]).values_list("name", flat=True))


def again(asset: Asset) -> None:
    assert queue.enqueue_again(RENDITIONS, subject_id=asset.pk, owner_id=asset.owner_id)


def test_the_whole_ladder_stands_in_the_end(ready: Asset) -> None:
    before = {row.name: row.sha256 for row in renditions_of(ready.pk)}
    complete(ready)
    assert renditions_job(ready).state == JobState.DONE
    found = {row.name: row for row in renditions_of(ready.pk)}
    assert sorted(found) == ALL
    assert {name: found[name].sha256 for name in before} == before, "the first ones stay as they are"
    assert [found[name].bitrate_kbps for name in ("opus-160", "aac-160", "aac-256")] == [160, 160, 256]
    assert {found[name].index.sample_count for name in ("flac", "aac-160", "aac-256")} == {FRAME_COUNT}
    assert show(ready).qualities == QualitiesOut(done=5, total=5, error=None)
    assert events(ready) == ["media.asset_described", "media.asset_ready"], (
        "nobody asks for its completion yet"
    )


def test_each_change_is_told_to_the_owner(
    ready: Asset, pushed: list[Push], django_capture_on_commit_callbacks: Any, quick_encode: None
) -> None:
    pushed.clear()
    with django_capture_on_commit_callbacks(execute=True):
        complete(ready)
    assert len(pushed) == 2 * len(STEPS)
    assert [content["data"]["qualities"]["done"] for _, content in pushed] == [2, 5, 5, 5, 5, 5]
    assert {content["data"]["state"] for _, content in pushed} == {"ready"}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("error", [RuntimeError("fault of ours"), Killed()], ids=["crash", "kill"])
def test_a_step_that_breaks_while_it_is_recorded_leaves_nothing_and_runs_again(
    name: str, error: BaseException, ready: Asset, monkeypatch: pytest.MonkeyPatch, quick_encode: None
) -> None:
    break_record(monkeypatch, renditions.PIPELINE.step(name), error)
    try:
        runner.run_to_end(renditions_job(ready).pk)
    except Killed:
        assert renditions_job(ready).state == JobState.RUNNING
    assert renditions_job(ready).step == name
    assert len(names(ready)) == (2 if name == "encode" else 5)
    assert show(ready).state == "ready"
    end_wait(ready)
    complete(ready)
    assert (renditions_job(ready).state, names(ready)) == (JobState.DONE, ALL)
    assert Rendition.objects.count() == 5
    assert StepRun.objects.filter(job__kind=RENDITIONS).count() == len(STEPS)


def test_a_failure_stops_nobody_from_listening_and_can_be_tried_again(
    ready: Asset, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> object:
        raise tool_failed("no such luck")

    with monkeypatch.context() as patch:
        patch.setattr(processing, "encode", broken)
        for _ in range(renditions.PIPELINE.max_attempts):
            end_wait(ready)
            complete(ready)
    shown = show(ready)
    message = "We couldn't prepare this file. Try again, or export it again and upload the new file."
    error = UploadErrorOut(code="media.tool_failed", message=message, can_retry=True)
    assert (shown.state, shown.error) == ("ready", None)
    assert shown.qualities == QualitiesOut(done=2, total=5, error=error)
    services.retry_upload(ines, ready.pk)
    complete(ready)
    assert show(ready).qualities == QualitiesOut(done=5, total=5, error=None)


def test_a_changed_ladder_is_followed_without_a_gap(ready: Asset, settings: Any, quick_encode: None) -> None:
    complete(ready)
    kept = {row.name: row.sha256 for row in renditions_of(ready.pk)}
    use_ladder(settings, "flac,opus-96,opus-64")
    again(ready)
    runner.run_step(renditions_job(ready).pk)
    assert names(ready) == sorted([*ALL, "opus-64"]), "what left the ladder stays until the new ones stand"
    complete(ready)
    assert names(ready) == ["flac", "opus-64", "opus-96"]
    assert {row.name for row in renditions_of(ready.pk)} == {"flac", "opus-64", "opus-96"}
    for name in ("aac-160", "aac-256", "opus-160"):
        assert ready in queries.assets_with(kept[name]), "whoever listens to it just now goes on"
    assert show(ready).qualities == QualitiesOut(done=3, total=3, error=None)


def test_another_recipe_is_another_rendition_of_the_same_name(ready: Asset) -> None:
    complete(ready)
    old = {row.name: row.sha256 for row in renditions_of(ready.pk)}
    Rendition.objects.filter(name="opus-96").update(recipe="opus-96/0", sha256="0" * 64)
    assert [rung.name for rung in missing_rungs(ready)] == ["opus-96"]
    again(ready)
    complete(ready)
    new = {row.name: row.sha256 for row in renditions_of(ready.pk)}
    assert sorted(new) == ALL
    assert [name for name in ALL if new[name] != old[name]] in ([], ["opus-96"])
    assert media_storage().exists(key_of(new["opus-96"]))
    assert missing_rungs(ready) == []
    assert ready in queries.assets_with("0" * 64)


def test_what_was_retired_goes_once_nobody_can_be_listening_to_it(
    ready: Asset, settings: Any, quick_encode: None
) -> None:
    complete(ready)
    use_ladder(settings, "flac,opus-96")
    again(ready)
    complete(ready)
    assert Rendition.objects.count() == 5
    remove_retired(before=renditions_job(ready).finished_at or timezone.now())
    assert Rendition.objects.count() == 5, "not completed before that moment"
    remove_retired(before=timezone.now())
    assert sorted(Rendition.objects.values_list("name", flat=True)) == ["flac", "opus-96"]


def test_retiring_the_same_file_twice_keeps_one_row(ready: Asset) -> None:
    fields = {
        name: getattr(Rendition.objects.get(name="opus-96"), name)
        for name in ("name", "codec", "bitrate_kbps", "is_lossless", "bytes", "index", "recipe")
    }
    for sha256 in ("a" * 64, "b" * 64, "a" * 64, "b" * 64):
        keep_renditions(ready.pk, [fields | {"sha256": sha256}])
    rows = Rendition.objects.filter(codec="opus").order_by("name").values_list("name", "sha256")
    assert [row for row in rows if row[0] == "opus-96"] == [("opus-96", "b" * 64)]
    stored = [sha256 for _, sha256 in rows]
    assert (stored.count("a" * 64), stored.count("b" * 64)) == (1, 2)


def test_a_ladder_of_which_nothing_could_be_made_takes_nothing_away(ready: Asset, settings: Any) -> None:
    use_ladder(settings, "opus-64")
    Job.objects.filter(kind=RENDITIONS).update(step="finish")
    complete(ready)
    assert names(ready) == ["flac", "opus-96"]


def test_an_asset_that_has_all_of_the_ladder_is_not_decoded(
    ready: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_renditions(ready.pk, [made(rung) for rung in missing_rungs(ready)])
    fail_once(monkeypatch, processing, "encode", AssertionError("nothing is missing"))
    complete(ready)
    assert renditions_job(ready).state == JobState.DONE


def test_an_asset_of_an_older_version_is_measured_again_for_its_facts(ready: Asset) -> None:
    StepRun.objects.filter(name="prepare").delete()
    complete(ready)
    assert (renditions_job(ready).state, names(ready)) == (JobState.DONE, ALL)


def test_removing_the_asset_ends_its_second_job_too(ready: Asset) -> None:
    services.remove_asset(ready.pk)
    assert (Job.objects.count(), Rendition.objects.count()) == (0, 0)


def test_features_are_what_the_registered_extractors_say(
    ready: Asset, monkeypatch: pytest.MonkeyPatch, quick_encode: None
) -> None:
    def listen(path: Path) -> dict[str, Any]:
        with wave.open(str(path)) as file:
            return {
                "channels": file.getnchannels(),
                "rate_hz": file.getframerate(),
                "bits": 8 * file.getsampwidth(),
                "frame_count": len(file.readframes(10**9)) // 2,
            }

    monkeypatch.setattr(ports, "_EXTRACTORS", {})
    ports.register_features("sound", listen)
    ports.register_features("mood", lambda path: {"is_calm": True})
    Asset.objects.update(features={"old": {"kept": 1}})
    complete(ready)
    sound = ready.features.pop("sound")
    assert ready.features == {"old": {"kept": 1}, "mood": {"is_calm": True}}
    assert (sound["channels"], sound["rate_hz"], sound["bits"]) == (1, 22_050, 16)
    assert abs(sound["frame_count"] - FRAME_COUNT / 2) < 64


def test_without_extractors_nothing_is_decoded(
    ready: Asset, monkeypatch: pytest.MonkeyPatch, quick_encode: None
) -> None:
    monkeypatch.setattr(ports, "_EXTRACTORS", {})
    fail_once(monkeypatch, renditions, "make_mono_wav", AssertionError("nobody listens"))
    complete(ready)
    assert (renditions_job(ready).state, ready.features) == (JobState.DONE, {})


def test_an_extractor_that_breaks_leaves_what_was_made(
    ready: Asset, monkeypatch: pytest.MonkeyPatch, quick_encode: None
) -> None:
    def broken(path: Path) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr(ports, "_EXTRACTORS", {"mood": broken})
    for _ in range(renditions.PIPELINE.max_attempts):
        Job.objects.update(run_after=Now())
        complete(ready)
    shown = show(ready)
    assert (shown.state, names(ready), ready.features) == ("ready", ALL, {})
    assert shown.qualities is not None
    assert shown.qualities.error is not None
    assert (shown.qualities.error.code, shown.qualities.error.can_retry) == ("jobs.crashed", True)


def test_work_that_nobody_waits_for_stays_that(ready: Asset, monkeypatch: pytest.MonkeyPatch) -> None:
    patch_step(monkeypatch, renditions.PIPELINE.step("encode"), work=lambda job, done: {"renditions": []})
    runner.run_step(renditions_job(ready).pk)
    job = renditions_job(ready)
    assert (job.step, job.priority) == ("features", LATER)
    assert [rung for rung in missing_rungs(ready) if rung == RungSpec("aac-256", "aac", 256)]
