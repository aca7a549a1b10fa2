"""A file goes straight into the bucket, in parts: resumed, completed once, checked, and cleared away."""

import hashlib
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel.jobs.models import Job
from segue.kernel.storage import key_of, media_storage
from segue.kernel.storage.direct_parts import FOLDER
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_direct import DirectUploads
from segue.media import abandoned_parts, multipart, services
from segue.media.models import Asset, AssetState, MultipartUpload
from segue.media.tests.buckets import using_bucket
from segue.media.tests.factories import flac_file
from segue.media.tests.step_faults import run

pytestmark = pytest.mark.django_db

MEBIBYTE = 1024**2
LONG = bytes(range(256)) * 4096 * 9 + b"end"  # 9 MiB and a bit: two parts


@pytest.fixture
def storage(settings: Any, s3_url: str, tmp_path: Path) -> Iterator[S3Storage]:
    with using_bucket(settings, s3_url, tmp_path / "data") as storage:
        yield storage


@pytest.fixture
def bucket(storage: S3Storage) -> DirectUploads:
    return DirectUploads(storage)


@pytest.fixture
def signed_in(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def announce(owner: User, content: bytes, **options: Any) -> Asset:
    return services.create_upload(owner, file_name="song.flac", size_bytes=len(content), **options)


def put(url: str, body: bytes) -> str:
    request = urllib.request.Request(url, data=body, method="PUT")  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return str(answer.headers["ETag"])


def send(tickets: dict[str, Any], content: bytes, *, only: int | None = None) -> list[dict[str, Any]]:
    """What the bucket says of each part that is sent now."""
    sent = []
    for part in tickets["parts"]:
        start = (part["number"] - 1) * tickets["part_bytes"]
        if only in (None, part["number"]) and not part["etag"]:
            etag = put(part["url"], content[start : start + part["bytes"]])
            sent.append({"number": part["number"], "etag": etag})
    return sent


def begin(client: Client, asset: Asset) -> dict[str, Any]:
    answer = client.post(f"/api/v1/uploads/{asset.pk}/multipart", content_type="application/json")
    assert answer.status_code == 200, answer.content
    tickets: dict[str, Any] = answer.json()
    return tickets


def complete(client: Client, asset: Asset, parts: list[dict[str, Any]]) -> Any:
    url = f"/api/v1/uploads/{asset.pk}/multipart/complete"
    return client.post(url, {"parts": parts}, content_type="application/json")


def in_bucket(storage: S3Storage) -> list[str]:
    found = storage.client.list_objects_v2(Bucket="music", Prefix=storage.bucket.prefix)
    return [entry["Key"].removeprefix(storage.bucket.prefix) for entry in found.get("Contents", [])]


def state_of(asset: Asset) -> str:
    return Asset.objects.get(pk=asset.pk).state


def test_a_song_goes_from_the_browser_to_the_player_through_the_bucket(
    storage: S3Storage, signed_in: Client, ines: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    path = flac_file(tmp_path / "song.flac")
    content = path.read_bytes()
    asset = announce(ines, content, sha256=hashlib.sha256(content).hexdigest())
    parts = send(begin(signed_in, asset), content)
    shown = complete(signed_in, asset, parts)
    assert (shown.status_code, shown.json()["state"], shown.json()["transport"]) == (200, "processing", "s3")

    with django_capture_on_commit_callbacks(execute=True):
        assert run(asset).state == "ready"
    asset.refresh_from_db()
    assert asset.sha256 == hashlib.sha256(content).hexdigest()
    assert asset.master_key == key_of(asset.sha256)
    with media_storage().as_file(asset.master_key) as master:
        assert master.read_bytes() == content
    for rendition in asset.renditions.all():
        url = media_storage().signed_url(rendition.sha256, content_type="audio/mp4", ttl_s=60)
        with urllib.request.urlopen(url or "") as answer:  # noqa: S310
            played = answer.read()
        assert (len(played), hashlib.sha256(played).hexdigest()) == (rendition.bytes, rendition.sha256)
    assert [key for key in in_bucket(storage) if not key.startswith("objects/")] == []
    assert not MultipartUpload.objects.exists()


def test_broken_off_upload_goes_on_with_the_parts_that_lack(
    storage: S3Storage, signed_in: Client, ines: User
) -> None:
    asset = announce(ines, LONG)
    first = begin(signed_in, asset)
    assert first["part_bytes"] == 8 * MEBIBYTE
    assert [(part["number"], part["bytes"]) for part in first["parts"]] == [
        (1, 8 * MEBIBYTE),
        (2, MEBIBYTE + 3),
    ]
    [sent] = send(first, LONG, only=1)
    again = begin(signed_in, asset)
    assert [part["etag"] for part in again["parts"]] == [sent["etag"], ""]
    assert MultipartUpload.objects.count() == 1
    early = complete(signed_in, asset, [sent])
    assert (early.status_code, early.json()["code"]) == (409, "media.parts_missing")
    assert state_of(asset) == AssetState.WAITING
    send(again, LONG)
    unread = {"number": 2, "etag": ""}
    assert complete(signed_in, asset, [sent, unread]).status_code == 200
    assert state_of(asset) == AssetState.PROCESSING


def test_lost_answer_of_complete_is_asked_for_again(
    storage: S3Storage, bucket: DirectUploads, signed_in: Client, ines: User
) -> None:
    """The bucket has the file already, and later the pipeline has it too."""
    asset = announce(ines, LONG)
    send(begin(signed_in, asset), LONG)
    upload = MultipartUpload.objects.get()
    bucket.complete(upload.key, upload.upload_id, bucket.sent_parts(upload.key, upload.upload_id))
    for _ in range(2):
        assert complete(signed_in, asset, []).json()["state"] == "processing"
    assert Job.objects.filter(subject_id=asset.pk).count() == 1


def test_part_that_changed_after_its_sender_last_saw_it(
    storage: S3Storage, signed_in: Client, ines: User
) -> None:
    asset = announce(ines, LONG)
    send(begin(signed_in, asset), LONG)
    refused = complete(signed_in, asset, [{"number": 2, "etag": '"0123456789abcdef0123456789abcdef"'}])
    assert (refused.status_code, refused.json()["code"]) == (409, "media.parts_missing")
    assert "arrived whole: 2." in refused.json()["detail"]
    assert state_of(asset) == AssetState.WAITING


def test_bucket_takes_no_more_bytes_than_were_announced(
    storage: S3Storage, signed_in: Client, ines: User
) -> None:
    [part] = begin(signed_in, announce(ines, b"twelve bytes"))["parts"]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        put(part["url"], b"twelve bytes and more")


def test_altered_file_is_refused_and_cleared_away(
    storage: S3Storage, signed_in: Client, ines: User, django_capture_on_commit_callbacks: Any
) -> None:
    asset = announce(ines, LONG, sha256="0" * 64)
    send(begin(signed_in, asset), LONG)
    complete(signed_in, asset, [])
    with django_capture_on_commit_callbacks(execute=True):
        shown = run(asset)
    assert shown.error is not None
    assert (shown.error.code, shown.error.can_retry) == ("media.upload_altered", False)
    abandoned_parts.remove_abandoned_parts()
    assert not [key for key in in_bucket(storage) if key.startswith(FOLDER)]
    assert not MultipartUpload.objects.exists()


def test_given_up_upload_leaves_nothing_and_can_be_begun_again(
    storage: S3Storage, bucket: DirectUploads, signed_in: Client, ines: User
) -> None:
    asset = announce(ines, LONG)
    send(begin(signed_in, asset), LONG, only=1)
    assert signed_in.delete(f"/api/v1/uploads/{asset.pk}/multipart").status_code == 204
    assert (list(bucket.unfinished()), in_bucket(storage)) == ([], [])
    assert not MultipartUpload.objects.exists()
    late = complete(signed_in, asset, [])
    assert (late.status_code, late.json()["code"]) == (409, "media.parts_missing")
    send(begin(signed_in, asset), LONG)
    assert complete(signed_in, asset, []).status_code == 200
    refused = signed_in.delete(f"/api/v1/uploads/{asset.pk}/multipart", content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "media.already_received")
    assert in_bucket(storage) == [f"{FOLDER}{asset.pk.hex}"]


def test_only_its_sender_may_touch_an_upload(storage: S3Storage, client: Client, ines: User) -> None:
    asset = announce(ines, LONG)
    client.force_login(make_user("mallory"))
    url = f"/api/v1/uploads/{asset.pk}/multipart"
    answers = [
        client.post(url, content_type="application/json"),
        complete(client, asset, []),
        client.delete(url),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not MultipartUpload.objects.exists()


def test_folder_takes_no_parts(signed_in: Client, ines: User) -> None:
    answer = signed_in.post(
        f"/api/v1/uploads/{announce(ines, LONG).pk}/multipart", content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "media.no_direct_uploads")


def test_whole_file_that_nobody_spoke_of_is_processed(
    storage: S3Storage, bucket: DirectUploads, signed_in: Client, ines: User
) -> None:
    """A tab was closed, or a server killed, right after the bucket was done; even if that is long ago."""
    asset, unsent = announce(ines, LONG), announce(ines, LONG)
    for each in (asset, unsent):
        send(begin(signed_in, each), LONG)
    upload = MultipartUpload.objects.get(asset=asset)
    bucket.complete(upload.key, upload.upload_id, bucket.sent_parts(upload.key, upload.upload_id))
    Asset.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    abandoned_parts.remove_abandoned_parts()
    assert (state_of(asset), state_of(unsent)) == (AssetState.PROCESSING, AssetState.WAITING)
    assert in_bucket(storage) == [upload.key]
    assert list(bucket.unfinished()) == []


def test_file_of_another_length_is_dropped(
    storage: S3Storage, bucket: DirectUploads, signed_in: Client, ines: User
) -> None:
    asset = announce(ines, LONG)
    send(begin(signed_in, asset), LONG)
    Asset.objects.update(bytes=len(LONG) - 1)
    upload = MultipartUpload.objects.get()
    bucket.complete(upload.key, upload.upload_id, bucket.sent_parts(upload.key, upload.upload_id))
    answer = complete(signed_in, asset, [])
    assert answer.json()["code"] == "media.wrong_length"
    assert (state_of(asset), in_bucket(storage)) == (AssetState.WAITING, [])
    assert not MultipartUpload.objects.exists()


def test_abandoned_uploads_leave_neither_bytes_nor_ids(
    storage: S3Storage, bucket: DirectUploads, signed_in: Client, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expired ones, and what is left of those whose rows are gone; a living one stays."""
    living, expired, removed = (announce(ines, LONG) for _ in range(3))
    for asset in (living, expired, removed):
        send(begin(signed_in, asset), LONG, only=1)
    Asset.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    services.remove_asset(removed.pk)
    storage.client.put_object(
        Bucket="music", Key=f"{storage.bucket.prefix}{FOLDER}{uuid.uuid4().hex}", Body=b"x"
    )
    abandoned_parts.remove_abandoned_parts()
    assert len(list(bucket.unfinished())) == 2, "strangers have a day"
    monkeypatch.setattr(abandoned_parts, "ABANDONED", timedelta(days=-1))
    abandoned_parts.remove_abandoned_parts()
    assert [upload.key for upload in bucket.unfinished()] == [f"{FOLDER}{living.pk.hex}"]
    assert in_bucket(storage) == []
    assert MultipartUpload.objects.get().asset_id == living.pk


def test_lengths_of_parts() -> None:
    assert multipart.part_lengths(20, 8) == {1: 8, 2: 8, 3: 4}
    assert multipart.part_lengths(16, 8) == {1: 8, 2: 8}
    assert multipart.part_lengths(1, 8) == {1: 1}
