"""Files on their way in, over HTTP: all of it or nothing, once, and only one's own."""

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.db import connection
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel.ids import new_id
from segue.kernel.jobs import queue
from segue.kernel.jobs.models import Job, StepRun
from segue.kernel.storage import NoSpace, media_storage
from segue.media import incoming, services, tasks
from segue.media.errors import AlreadyReceived, FileEmpty, FileTooLarge, UnsupportedFile, UploadNotFound
from segue.media.models import Asset, AssetState
from segue.media.pipeline import PIPELINE, work_root
from segue.media.tests.factories import fail, make_upload, start_processing, wait_for_a_lock

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


def put(client: Client, asset_id: UUID, content: bytes, **headers: Any) -> Any:
    return client.put(f"/api/v1/uploads/{asset_id}/content", content, content_type="audio/flac", **headers)


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def assert_untouched(asset: Asset) -> None:
    """It still waits, no pipeline runs, and no byte was kept."""
    asset.refresh_from_db()
    assert (asset.state, asset.sha256) == (AssetState.WAITING, "")
    assert not Job.objects.exists()
    assert list(incoming.incoming_folder().iterdir()) == []


def test_the_whole_file_starts_its_pipeline(browser: Client, waiting: Asset) -> None:
    answer = put(browser, waiting.pk, SOUND)
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["state"], shown["bytes"], shown["error"]) == ("processing", 1000, None)
    assert {step["state"] for step in shown["steps"][1:]} == {"pending"}
    waiting.refresh_from_db()
    assert waiting.sha256 == hashlib.sha256(SOUND).hexdigest()
    assert incoming.incoming_path(waiting.pk).read_bytes() == SOUND
    job = Job.objects.get()
    assert (job.kind, job.subject_id, job.owner_id) == ("media.ingest", waiting.pk, waiting.owner_id)
    assert browser.get(f"/api/v1/uploads/{waiting.pk}").json() == shown


@pytest.mark.parametrize("content", [SOUND[:-1], SOUND + b"!", b""], ids=["short", "long", "empty"])
def test_another_length_than_announced_keeps_nothing(content: bytes, browser: Client, waiting: Asset) -> None:
    assert refused(put(browser, waiting.pk, content)) == (422, "media.wrong_length")
    assert_untouched(waiting)
    assert put(browser, waiting.pk, SOUND).status_code == 200


def test_a_declared_length_that_is_a_lie_keeps_nothing(browser: Client, waiting: Asset) -> None:
    assert refused(put(browser, waiting.pk, SOUND, CONTENT_LENGTH="999")) == (422, "media.wrong_length")
    assert_untouched(waiting)


def test_a_second_file_is_refused_and_the_first_stays(browser: Client, waiting: Asset) -> None:
    put(browser, waiting.pk, SOUND)
    assert refused(put(browser, waiting.pk, SOUND[::-1])) == (409, "media.already_received")
    assert incoming.incoming_path(waiting.pk).read_bytes() == SOUND
    assert Job.objects.count() == 1


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_nobody_else_reaches_an_upload(who: str, waiting: Asset) -> None:
    client = Client()
    if who == "stranger":
        client.force_login(make_user("mallory"))
    expected = (404, "media.upload_not_found") if who == "stranger" else (401, "http.sign_in_required")
    assert refused(put(client, waiting.pk, SOUND)) == expected
    assert refused(client.get(f"/api/v1/uploads/{waiting.pk}")) == expected
    assert refused(client.post(f"/api/v1/uploads/{waiting.pk}/retry")) == expected
    assert_untouched(waiting)


def test_an_upload_that_never_was_is_not_found(browser: Client) -> None:
    assert refused(put(browser, new_id(), SOUND)) == (404, "media.upload_not_found")
    assert refused(browser.post(f"/api/v1/uploads/{new_id()}/retry")) == (404, "media.upload_not_found")


def test_only_what_failed_in_passing_can_be_tried_again(browser: Client, ines: User, waiting: Asset) -> None:
    nothing = (409, "media.nothing_to_retry")
    assert refused(browser.post(f"/api/v1/uploads/{waiting.pk}/retry")) == nothing
    job = fail(waiting, kind="permanent")
    assert refused(browser.post(f"/api/v1/uploads/{waiting.pk}/retry")) == nothing
    Job.objects.filter(pk=job.pk).update(failure_kind="transient")
    answer = browser.post(f"/api/v1/uploads/{waiting.pk}/retry")
    assert (answer.status_code, answer.json()["state"], answer.json()["error"]) == (200, "processing", None)
    assert refused(browser.post(f"/api/v1/uploads/{waiting.pk}/retry")) == nothing


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["song.exe", "song", ".flac", "song.flac.zip", "flac", "song.m3u8"])
def test_a_wrong_ending_is_refused_before_any_byte(name: str, ines: User) -> None:
    with pytest.raises(UnsupportedFile) as refusal:
        services.create_upload(ines, file_name=name, size_bytes=10)
    assert refusal.value.detail == (
        f"“{name}” can't be used. "
        "Segue takes WAV, AIFF, FLAC, ALAC, MP3, M4A, AAC, Ogg Vorbis and Opus files."
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


def test_a_disk_that_fills_up_meanwhile_keeps_nothing(
    browser: Client, waiting: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(incoming, "sync", full)
        assert refused(put(browser, waiting.pk, SOUND)) == (507, "storage.no_space")
    assert_untouched(waiting)


def test_a_name_that_nobody_can_read_is_kept_readable(ines: User) -> None:
    asset = services.create_upload(ines, file_name="a\0b\n\udcffc.FLAC", size_bytes=1)
    asset.refresh_from_db()
    assert asset.file_name == "a\N{REPLACEMENT CHARACTER}b" + 2 * "\N{REPLACEMENT CHARACTER}" + "c.FLAC"


@real_commits
def test_a_body_without_a_declared_length_is_counted() -> None:
    """Chunked transfer, as the real server hands it on."""
    ines = make_user("ines")
    asset = services.create_upload(ines, file_name="a.flac", size_bytes=len(SOUND))
    client = Client()
    client.force_login(ines)
    session_id = client.cookies["sessionid"].value
    assert async_to_sync(put_chunks)(session_id, asset.pk, [SOUND[:500], SOUND[500:-1]]) == 422
    assert_untouched(asset)
    assert async_to_sync(put_chunks)(session_id, asset.pk, [SOUND[:500], SOUND[500:]]) == 200
    asset.refresh_from_db()
    assert asset.sha256 == hashlib.sha256(SOUND).hexdigest()


async def put_chunks(session_id: str, asset_id: UUID, chunks: list[bytes]) -> int:
    token = "a" * 32
    headers = {
        "host": "localhost",
        "x-csrftoken": token,
        "cookie": f"sessionid={session_id}; csrftoken={token}",
    }
    scope = {
        "type": "http",
        "method": "PUT",
        "path": f"/api/v1/uploads/{asset_id}/content",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    server: Any = ApplicationCommunicator(get_asgi_application(), scope)  # type: ignore[no-untyped-call]
    for chunk in chunks:
        await server.send_input({"type": "http.request", "body": chunk, "more_body": True})
    await server.send_input({"type": "http.request", "body": b""})
    status: int = (await server.receive_output(10))["status"]
    await server.receive_output(10)
    await server.wait(10)
    return status


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
        late = pool.submit(in_thread, services.receive_content, ines, asset.pk, slow)
        assert slow.is_read.wait(10)
        services.receive_content(ines, asset.pk, io.BytesIO(SOUND))
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
        arriving = pool.submit(in_thread, services.receive_content, ines, asset.pk, slow)
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


def test_cleaning_removes_what_nobody_needs_any_more(ines: User, song: Path) -> None:
    folder = incoming.incoming_folder()
    needed = incoming.incoming_path(make_upload(ines, song).pk)
    waiting = services.create_upload(ines, file_name="a.flac", size_bytes=5)
    leftovers = [folder / f".{new_id().hex}.part", folder / new_id().hex, incoming.incoming_path(waiting.pk)]
    half_done = work_root() / "tmp1"
    half_done.mkdir()
    (half_done / "source.md5").write_text("x")
    fresh = folder / f".{new_id().hex}.part"
    for path in (*leftovers, fresh):
        path.write_text("x")
    for path in (needed, *leftovers, half_done):
        os.utime(path, (0, 0))
    tasks.remove_abandoned_uploads()
    assert sorted(folder.iterdir()) == sorted([needed, fresh])
    assert not half_done.exists()
    assert Asset.objects.filter(pk=waiting.pk).exists()


def test_cleaning_removes_the_copy_of_a_file_that_is_stored(ines: User, song: Path) -> None:
    """A worker that is killed right after it recorded the store step leaves the copy behind."""
    asset = make_upload(ines, song)
    copy = incoming.incoming_path(asset.pk)
    os.utime(copy, (0, 0))
    tasks.remove_abandoned_uploads()
    assert copy.exists()
    Asset.objects.filter(pk=asset.pk).update(master_key="objects/stored")
    tasks.remove_abandoned_uploads()
    assert not copy.exists()
