"""A library's sound is made from its own file when somebody asks, once for all who ask, and others get their turn."""

import hashlib
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from segue.accounts.models import User
from segue.kernel.ids import new_id
from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.priority import BEGIN, GO_ON, LATER
from segue.kernel.rate_limits import RateLimited, counting
from segue.kernel.rate_limits.valkey import ValkeyConnection
from segue.kernel.storage import media_storage
from segue.media import queries, services
from segue.media.errors import ManyAreWaiting, SoundDelayed
from segue.media.models import Asset, AssetState, DuplicatePair, LibraryFile, Rendition
from segue.media.on_demand import AT_ONCE, WAITING_AT_ONCE
from segue.media.tests.factories import FRAME_COUNT, job_of, make_library_asset, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(tmp_path: Path, song: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "song.flac").write_bytes(song.read_bytes())
    return folder


@pytest.fixture
def asset(ines: User, shelf: Path) -> Asset:
    return make_library_asset(ines, shelf, "song.flac")


@pytest.fixture
def counted_limits(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the patience that a busy machine needs; listeners' ids are this test's own."""
    settings.RATE_LIMITS_ENABLED = True
    patient = ValkeyConnection(settings.VALKEY_URL, answer_s=60)
    monkeypatch.setattr(counting, "connection", lambda: patient)


def many(ines: User, shelf: Path, count: int) -> list[Asset]:
    for number in range(count):
        (shelf / f"{number}.flac").write_bytes(b"%d" % number)
    return [make_library_asset(ines, shelf, f"{number}.flac") for number in range(count)]


def make(asset: Asset) -> Asset:
    runner.run_to_end(job_of(asset).pk)
    asset.refresh_from_db()
    return asset


def test_who_asks_first_has_it_made_from_the_file_in_its_place(asset: Asset, shelf: Path, song: Path) -> None:
    listener = new_id()
    before = (shelf / "song.flac").stat()
    services.ask_for_sound(asset, listener=listener)
    job = job_of(asset)
    assert (job.priority, job.owner_id, job.state) == (GO_ON, listener, JobState.QUEUED)

    assert make(asset).state == AssetState.READY
    sha256 = hashlib.sha256(song.read_bytes()).hexdigest()
    assert (asset.sha256, asset.master_key) == (sha256, "")
    assert LibraryFile.objects.get().sha256 == sha256
    assert (asset.sample_count, asset.codec, asset.tags) == (FRAME_COUNT, "flac", {"title": "As scanned"})
    assert {row.name for row in queries.live_renditions([asset.pk])} == {"flac", "opus-96"}
    assert not media_storage().exists(f"objects/{sha256[:2]}/{sha256[2:4]}/{sha256}"), "never copied"
    after = (shelf / "song.flac").stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )


def test_it_is_listed_while_it_is_made_and_nobody_learns_who_listened(asset: Asset, ines: User) -> None:
    services.ask_for_sound(asset, listener=new_id())
    for _ in range(4):
        runner.run_step(job_of(asset).pk)
        asset.refresh_from_db()
        assert asset.state == AssetState.ON_DEMAND
    runner.run_step(job_of(asset).pk)
    jobs = Job.objects.order_by("kind").values_list("kind", "owner_id", "state")
    assert list(jobs) == [(queries.INGEST, ines.pk, "done"), (queries.RENDITIONS, ines.pk, "queued")]


def test_the_rest_of_the_ladder_follows_from_the_same_place(asset: Asset, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"ladder": "flac,opus-96,aac-160"})
    services.make_sound([asset.pk])
    make(asset)
    runner.run_to_end(Job.objects.get(kind=queries.RENDITIONS).pk)
    assert {row.name for row in queries.live_renditions([asset.pk])} == {"flac", "opus-96", "aac-160"}


def test_many_who_ask_share_one_job(asset: Asset) -> None:
    first, second = new_id(), new_id()
    for listener in (first, first, second):
        services.ask_for_sound(asset, listener=listener)
    assert job_of(asset).owner_id == first


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_the_same_moment_share_one_job(asset: Asset) -> None:
    ready = threading.Barrier(6)
    failed: list[Exception] = []

    def ask() -> None:
        try:
            ready.wait()
            services.ask_for_sound(asset, listener=uuid.uuid4())
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, Job.objects.count()) == ([], 1)


def test_what_is_ready_is_not_made_again(asset: Asset) -> None:
    services.ask_for_sound(asset, listener=new_id())
    seen = Asset.objects.get(pk=asset.pk)
    make(asset)
    services.ask_for_sound(seen, listener=new_id())  # looked before it was ready
    assert (job_of(asset).state, services.make_sound([asset.pk])) == (JobState.DONE, 0)


def test_ahead_comes_after_everything_that_somebody_waits_for(ines: User, shelf: Path, song: Path) -> None:
    ahead, wanted = many(ines, shelf, 2)
    assert services.make_sound([ahead.pk, wanted.pk]) == 2
    assert services.make_sound([ahead.pk, wanted.pk]) == 0
    upload = make_upload(ines, song)
    listener = new_id()
    services.ask_for_sound(wanted, listener=listener)
    order = []
    while claimed := queue.claim_next():
        order.append((claimed.job.subject_id, claimed.job.priority, claimed.job.owner_id))
    assert order == [(wanted.pk, GO_ON, listener), (upload.pk, BEGIN, ines.pk), (ahead.pk, LATER, ines.pk)]


def test_one_listener_has_a_few_made_at_once(ines: User, shelf: Path) -> None:
    assets = many(ines, shelf, AT_ONCE + 2)
    listener = new_id()
    services.make_sound([assets[-1].pk])  # ahead, which counts for nobody
    for asset in assets[:AT_ONCE]:
        services.ask_for_sound(asset, listener=listener)
    with pytest.raises(ManyAreWaiting) as refused:
        services.ask_for_sound(assets[AT_ONCE], listener=listener)
    assert (refused.value.retry_after_s, Job.objects.count()) == (2, AT_ONCE + 1)
    services.ask_for_sound(assets[0], listener=listener)  # what is being made is refused to nobody
    services.ask_for_sound(assets[AT_ONCE], listener=new_id())


def test_all_listeners_together_fill_a_bounded_queue(ines: User, shelf: Path) -> None:
    asset, *waiting = many(ines, shelf, WAITING_AT_ONCE + 1)
    for other in waiting:
        services.ask_for_sound(other, listener=new_id())
    with pytest.raises(ManyAreWaiting):
        services.ask_for_sound(asset, listener=new_id())
    assert Job.objects.count() == WAITING_AT_ONCE


def test_a_visitor_has_so_much_made_in_an_hour(
    ines: User, shelf: Path, settings: Any, counted_limits: None
) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"sounds_on_demand_per_hour": 2})
    first, second, third = many(ines, shelf, 3)
    listener = new_id()
    services.ask_for_sound(first, listener=listener)
    services.ask_for_sound(first, listener=listener)  # the same one counts once
    services.ask_for_sound(second, listener=listener)
    with pytest.raises(RateLimited):
        services.ask_for_sound(third, listener=listener)
    assert Job.objects.count() == 2


def test_a_file_that_is_gone_fails_once_and_can_be_put_back(
    asset: Asset, ines: User, shelf: Path, song: Path
) -> None:
    (shelf / "song.flac").rename(shelf / "elsewhere.flac")
    services.ask_for_sound(asset, listener=new_id())
    assert make(asset).state == AssetState.FAILED
    job = job_of(asset)
    assert (job.error_code, job.attempts, job.owner_id) == ("media.library_file_missing", 1, ines.pk)
    assert queries.failure_of(asset.pk).startswith("The file is no longer at ")
    assert services.make_sound([asset.pk]) == 0, "nobody else tries"

    (shelf / "elsewhere.flac").rename(shelf / "song.flac")
    assert services.retry_upload(ines, asset.pk).state == AssetState.ON_DEMAND
    assert make(asset).state == AssetState.READY


def test_a_disk_that_is_away_is_told_to_whoever_waits(asset: Asset, shelf: Path) -> None:
    shelf.rename(shelf.with_name("unmounted"))
    services.ask_for_sound(asset, listener=new_id())
    runner.run_step(job_of(asset).pk)
    with pytest.raises(SoundDelayed):
        services.ask_for_sound(asset, listener=new_id())
    asset.refresh_from_db()
    assert (asset.state, job_of(asset).state) == (AssetState.ON_DEMAND, JobState.QUEUED)


def test_a_file_that_is_another_now_loses_all_that_was_made_of_it(
    asset: Asset, ines: User, shelf: Path
) -> None:
    services.make_sound([asset.pk])
    make(asset)
    twin = Asset.objects.create(owner=ines, file_name="twin.flac", bytes=1)
    DuplicatePair.objects.create(earlier=asset, later=twin, kind="same_recording", similarity=1.0)
    services.forget_sound([asset.pk])
    asset.refresh_from_db()
    assert (asset.state, asset.peaks, asset.fingerprint, asset.loudness_lufs) == (
        "on_demand",
        None,
        None,
        None,
    )
    assert (asset.tags, asset.codec) == ({"title": "As scanned"}, "flac")
    assert [table.objects.count() for table in (Rendition, Job, DuplicatePair)] == [0, 0, 0]

    services.ask_for_sound(asset, listener=new_id())
    assert make(asset).state == AssetState.READY
