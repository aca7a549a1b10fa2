"""Files on their way in: announced within limits, all of it or nothing, once, and only one's own."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel.ids import new_id
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job, StepRun
from segue.kernel.storage import NoSpace, media_storage
from segue.media import arrivals, incoming, quota, services
from segue.media.errors import (
    AlreadyReceived,
    FileEmpty,
    FileTooLarge,
    QuotaFull,
    TooManyUploads,
    UnsupportedFile,
    UploadAltered,
    UploadNotFound,
    WrongLength,
)
from segue.media.models import Asset, AssetState, PartialUpload
from segue.media.pipeline import PIPELINE
from segue.media.tests.factories import fail, start_processing, wait_for_a_lock

real_commits = pytest.mark.django_db(transaction=True)
SOUND = b"fLaC" + bytes(996)


@pytest.fixture
def browser(ines: User) -> Client:
    client = Client()
    client.force_login(ines)
    return client


@pytest.fixture
def waiting(ines: User) -> Asset:
    return services.create_upload(ines, file_name="take 7.flac", size_bytes=len(SOUND))


def hand_in(asset: Asset, content: bytes) -> Asset:
    return services.receive_file(asset.owner, asset.pk, io.BytesIO(content))


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def assert_untouched(asset: Asset) -> None:
    """It still waits, no pipeline runs, and no byte was kept."""
    asset.refresh_from_db()
    assert (asset.state, asset.sha256) == (AssetState.WAITING, "")
    assert not Job.objects.exists()
    assert list(incoming.incoming_folder().iterdir()) == []


def test_the_whole_file_starts_its_pipeline(browser: Client, waiting: Asset) -> None:
    shown = browser.get(f"/api/v1/uploads/{waiting.pk}").json()
    assert (shown["state"], shown["received_bytes"], shown["transport"]) == ("waiting", 0, "tus")
    assert shown["upload_url"] == f"/uploads/{waiting.pk}"
    assert shown["expires_at"] is not None
    hand_in(waiting, SOUND)
    shown = browser.get(f"/api/v1/uploads/{waiting.pk}").json()
    assert (shown["state"], shown["bytes"], shown["error"]) == ("processing", 1000, None)
    assert (shown["received_bytes"], shown["expires_at"]) == (1000, None)
    waiting.refresh_from_db()
    assert waiting.sha256 == hashlib.sha256(SOUND).hexdigest()
    assert incoming.incoming_path(waiting.pk).read_bytes() == SOUND
    job = Job.objects.get()
    assert (job.kind, job.subject_id, job.owner_id) == ("media.ingest", waiting.pk, waiting.owner_id)


@pytest.mark.parametrize("content", [SOUND[:-1], SOUND + b"!", b""], ids=["short", "long", "empty"])
def test_another_length_than_announced_keeps_nothing(content: bytes, waiting: Asset) -> None:
    with pytest.raises(WrongLength):
        hand_in(waiting, content)
    assert_untouched(waiting)
    hand_in(waiting, SOUND)


def test_another_file_than_declared_keeps_nothing(ines: User) -> None:
    sha256 = hashlib.sha256(SOUND).hexdigest()
    asset = services.create_upload(ines, file_name="a.wav", size_bytes=len(SOUND), sha256=sha256)
    with pytest.raises(UploadAltered):
        hand_in(asset, SOUND[::-1])
    assert_untouched(asset)
    hand_in(asset, SOUND)


def test_a_second_file_is_refused_and_the_first_stays(waiting: Asset) -> None:
    hand_in(waiting, SOUND)
    with pytest.raises(AlreadyReceived):
        hand_in(waiting, SOUND[::-1])
    assert incoming.incoming_path(waiting.pk).read_bytes() == SOUND
    assert Job.objects.count() == 1


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_nobody_else_reaches_an_upload(who: str, waiting: Asset) -> None:
    client = Client()
    if who == "stranger":
        client.force_login(make_user("mallory"))
    expected = (404, "media.upload_not_found") if who == "stranger" else (401, "http.sign_in_required")
    if who == "stranger":
        with pytest.raises(UploadNotFound):
            services.receive_file(User.objects.get(username="mallory"), waiting.pk, io.BytesIO(SOUND))
    assert refused(client.get(f"/api/v1/uploads/{waiting.pk}")) == expected
    assert (
        refused(client.post(f"/api/v1/uploads/{waiting.pk}/retry", content_type="application/json"))
        == expected
    )
    assert_untouched(waiting)


def test_an_upload_that_never_was_is_not_found(browser: Client) -> None:
    assert refused(browser.get(f"/api/v1/uploads/{new_id()}")) == (404, "media.upload_not_found")
    answer = browser.post(f"/api/v1/uploads/{new_id()}/retry", content_type="application/json")
    assert refused(answer) == (404, "media.upload_not_found")


def test_only_what_failed_in_passing_can_be_tried_again(browser: Client, ines: User, waiting: Asset) -> None:
    nothing = (409, "media.nothing_to_retry")
    assert (
        refused(browser.post(f"/api/v1/uploads/{waiting.pk}/retry", content_type="application/json"))
        == nothing
    )
    job = fail(waiting, kind="permanent")
    assert (
        refused(browser.post(f"/api/v1/uploads/{waiting.pk}/retry", content_type="application/json"))
        == nothing
    )
    Job.objects.filter(pk=job.pk).update(failure_kind="transient")
    answer = browser.post(f"/api/v1/uploads/{waiting.pk}/retry", content_type="application/json")
    assert (answer.status_code, answer.json()["state"], answer.json()["error"]) == (200, "processing", None)
    assert (
        refused(browser.post(f"/api/v1/uploads/{waiting.pk}/retry", content_type="application/json"))
        == nothing
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["song.exe", "song", ".flac", "song.flac.zip", "flac", "song.m3u8"])
def test_a_wrong_ending_is_refused_before_any_byte(name: str, ines: User) -> None:
    with pytest.raises(UnsupportedFile) as refusal:
        services.create_upload(ines, file_name=name, size_bytes=10)
    assert refusal.value.detail == (
        f"“{name}” can't be used. "
        "Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg Vorbis, Opus, WavPack, Monkey's Audio, Musepack, "
        "True Audio, CAF, DSD and tracker files."
    )
    assert Asset.objects.count() == 0


def test_an_empty_or_huge_file_or_a_full_disk_is_refused_before_any_byte(
    ines: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"max_upload_bytes": 3 * 1024**2})
    with pytest.raises(FileEmpty):
        services.create_upload(ines, file_name="a.wav", size_bytes=0)
    with pytest.raises(FileTooLarge, match=r"^This file is larger than the 3 MB that this server takes\.$"):
        services.create_upload(ines, file_name="a.wav", size_bytes=3 * 1024**2 + 1)
    monkeypatch.setattr(type(media_storage()), "free_bytes", lambda self: 600 * 1024**2)
    services.create_upload(ines, file_name="a.wav", size_bytes=1024**2)
    monkeypatch.setattr(type(media_storage()), "free_bytes", lambda self: 513 * 1024**2)
    with pytest.raises(NoSpace):
        services.create_upload(ines, file_name="a.wav", size_bytes=1024**2)
    assert Asset.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["a.wv", "a.APE", "a.mp+", "a.dsf", "a.dff", "a.xm", "a.tta", "a.caf", "a.w64"]
)
def test_every_kind_of_file_that_can_be_read_is_taken(name: str, ines: User) -> None:
    assert services.create_upload(ines, file_name=name, size_bytes=1).file_name == name


def test_a_quota_counts_what_has_arrived_and_what_is_announced(ines: User, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"upload_quota_bytes": 10 * 1024**2})
    first = services.create_upload(ines, file_name="a.wav", size_bytes=6 * 1024**2)
    start_processing(first)
    second = services.create_upload(ines, file_name="b.wav", size_bytes=2 * 1024**2)
    words = r"^This file has 3 MB, and 2 MB of your 10 MB are left\. Remove some uploads for good"
    with pytest.raises(QuotaFull, match=words):
        services.create_upload(ines, file_name="c.wav", size_bytes=3 * 1024**2)
    assert Asset.objects.count() == 2
    services.create_upload(make_user("emil"), file_name="c.wav", size_bytes=3 * 1024**2)
    arrivals.create_partial(
        ines, 4 * 1024**2
    )  # parts fill announced files: only what goes beyond them counts
    assert quota.usage_of(ines).bytes == 10 * 1024**2
    with pytest.raises(QuotaFull):
        arrivals.create_partial(ines, 1)
    Asset.objects.filter(pk=second.pk).update(expires_at=timezone.now())
    PartialUpload.objects.all().delete()
    services.create_upload(ines, file_name="c.wav", size_bytes=4 * 1024**2)


def test_unfinished_uploads_are_counted(ines: User, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"max_open_uploads": 2})
    first = services.create_upload(ines, file_name="a.wav", size_bytes=1)
    arrivals.create_partial(ines, 1)
    with pytest.raises(TooManyUploads):
        services.create_upload(ines, file_name="b.wav", size_bytes=1)
    with pytest.raises(TooManyUploads):
        arrivals.create_partial(ines, 1)
    assert (Asset.objects.count(), PartialUpload.objects.count()) == (1, 1)
    start_processing(first)
    services.create_upload(ines, file_name="b.wav", size_bytes=1)


def test_limits_are_told_before_anything_is_announced(browser: Client, waiting: Asset, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"upload_quota_bytes": 5000})
    limits = browser.get("/api/v1/uploads/limits").json()
    assert (limits["quota_bytes"], limits["used_bytes"]) == (5000, len(SOUND))
    assert limits["max_bytes"] == settings.SEGUE.max_upload_bytes
    assert limits["chunk_bytes"] == 8 * 1024**2
    assert {"wav", "dsf", "mptm"} <= set(limits["endings"])
    assert refused(Client().get("/api/v1/uploads/limits")) == (401, "http.sign_in_required")


def test_a_disk_that_fills_up_meanwhile_keeps_nothing(
    waiting: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(incoming, "sync", full)
        with pytest.raises(NoSpace):
            hand_in(waiting, SOUND)
    assert_untouched(waiting)


def test_a_name_that_nobody_can_read_is_kept_readable(ines: User) -> None:
    asset = services.create_upload(ines, file_name="a\0b\n\udcffc.FLAC", size_bytes=1)
    asset.refresh_from_db()
    assert asset.file_name == "a\N{REPLACEMENT CHARACTER}b" + 2 * "\N{REPLACEMENT CHARACTER}" + "c.FLAC"


class SlowBody:
    """Says when its first bytes are asked for, then waits until it may go on."""

    def __init__(self, content: bytes) -> None:
        self.body = io.BytesIO(content)
        self.is_read, self.may_go_on = Event(), Event()

    def read(self, size: int, /) -> bytes:
        self.is_read.set()
        assert self.may_go_on.wait(10)
        return self.body.read(size)


def in_thread(action: Any, *args: Any) -> Any:
    try:
        return action(*args)
    finally:
        connection.close()


@real_commits
def test_of_two_files_at_once_the_first_whole_one_counts() -> None:
    ines = make_user("ines")
    asset = services.create_upload(ines, file_name="a.flac", size_bytes=len(SOUND))
    slow = SlowBody(SOUND[::-1])
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(in_thread, services.receive_file, ines, asset.pk, slow)
        assert slow.is_read.wait(10)
        services.receive_file(ines, asset.pk, io.BytesIO(SOUND))
        slow.may_go_on.set()
        with pytest.raises(AlreadyReceived):
            late.result(10)
    assert incoming.incoming_path(asset.pk).read_bytes() == SOUND
    assert [path.name for path in incoming.incoming_folder().iterdir()] == [asset.pk.hex]
    asset.refresh_from_db()
    assert asset.sha256 == hashlib.sha256(SOUND).hexdigest()


@real_commits
def test_removing_an_upload_while_it_arrives_leaves_nothing() -> None:
    ines = make_user("ines")
    asset = services.create_upload(ines, file_name="a.flac", size_bytes=len(SOUND))
    slow = SlowBody(SOUND)
    with ThreadPoolExecutor(1) as pool:
        arriving = pool.submit(in_thread, services.receive_file, ines, asset.pk, slow)
        assert slow.is_read.wait(10)
        services.remove_asset(asset.pk)
        slow.may_go_on.set()
        with pytest.raises(UploadNotFound):
            arriving.result(10)
    assert (Asset.objects.count(), Job.objects.count()) == (0, 0)
    assert list(incoming.incoming_folder().iterdir()) == []


@real_commits
def test_removing_an_upload_waits_for_a_step_that_is_being_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    ines = make_user("ines")
    asset = services.create_upload(ines, file_name="a.flac", size_bytes=len(SOUND))
    claim = queue.claim(start_processing(asset).pk)
    assert claim is not None
    recording, may_commit = Event(), Event()
    step = PIPELINE.step("store")

    def record(job: Job, output: object) -> None:
        recording.set()
        assert may_commit.wait(10)

    monkeypatch.setitem(vars(step), "record", record)
    with ThreadPoolExecutor(2) as pool:
        complete = pool.submit(in_thread, lambda: queue.complete_step(claim, {}, duration_ms=1))
        assert recording.wait(10)
        removal = pool.submit(in_thread, services.remove_asset, asset.pk)
        wait_for_a_lock()
        may_commit.set()
        complete.result(10)
        removal.result(10)
    assert (Asset.objects.count(), Job.objects.count(), StepRun.objects.count()) == (0, 0, 0)
