"""Objects in a bucket behave as those in a folder do, on a real S3 server."""

import hashlib
import os
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from segue.kernel.storage import (
    NoSpace,
    ObjectDamaged,
    ObjectMissing,
    StorageUnavailable,
    key_of,
    new_bucket,
)
from segue.kernel.storage.copies import Copies
from segue.kernel.storage.direct_parts import MIN_PART_BYTES, part_bytes_for
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_client import Bucket, Credentials
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY

SONG = b"la" * 700_000
NAME = hashlib.sha256(SONG).hexdigest()
KEY = key_of(NAME)
LONG = os.urandom(1024) * 20 * 1024  # 20 MiB: three parts
CREDENTIALS = Credentials(ACCESS_KEY, SECRET_KEY)
EVER = timedelta(days=1)


@pytest.fixture
def storage(s3_url: str, tmp_path: Path) -> S3Storage:
    copies = Copies(tmp_path / "copies", limit_bytes=64 * 1024**2)
    return S3Storage(Bucket.parse(s3_url), CREDENTIALS, copies)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.flac"
    path.write_bytes(SONG)
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.flac"
    path.write_bytes(LONG)
    return path


def content(storage: S3Storage, key: str) -> bytes:
    with storage.as_file(key) as path:
        return path.read_bytes()


def pending(storage: S3Storage) -> list[str]:
    """Keys of uploads whose parts lie in the bucket."""
    found = storage.client.list_multipart_uploads(Bucket="music", Prefix=storage.bucket.prefix)
    return [upload["Key"] for upload in found.get("Uploads", [])]


def fetch(url: str) -> tuple[bytes, dict[str, str]]:
    with urllib.request.urlopen(url) as answer:  # noqa: S310
        return answer.read(), dict(answer.headers)


def test_object_is_named_by_its_content(storage: S3Storage, song: Path) -> None:
    stored = storage.put_file(song)
    assert (stored.key, stored.sha256, stored.bytes) == (KEY, NAME, 1_400_000)
    assert storage.exists(KEY)
    assert storage.local_path(NAME) is None
    assert content(storage, KEY) == SONG == song.read_bytes()
    [listed] = storage.stored_keys()
    assert (listed.key, listed.bytes) == (KEY, 1_400_000)
    assert datetime.now(UTC) - listed.modified_at < timedelta(minutes=5)


def test_large_file_goes_in_parts(storage: S3Storage, long: Path) -> None:
    stored = storage.put_file(long)
    assert stored.sha256 == hashlib.sha256(LONG).hexdigest()
    head = storage.client.head_object(Bucket="music", Key=storage.bucket.prefix + stored.key)
    assert head["ETag"].endswith('-3"')
    assert head["Metadata"] == {"sha256": stored.sha256}
    assert content(storage, stored.key) == LONG
    assert pending(storage) == []


def test_adopted_file_is_gone_and_read_without_being_fetched(storage: S3Storage, song: Path) -> None:
    assert storage.adopt_file(song, sha256=NAME).key == KEY
    assert not song.exists()
    storage.client.delete_object(Bucket="music", Key=storage.bucket.prefix + KEY)
    assert content(storage, KEY) == SONG


def test_file_that_is_not_what_its_adopter_says_is_refused(
    storage: S3Storage, song: Path, long: Path
) -> None:
    for path, sha256 in ((song, "0" * 64), (long, NAME)):
        with pytest.raises(ObjectDamaged):
            storage.adopt_file(path, sha256=sha256)
        assert path.exists()
    assert list(storage.stored_keys()) == []
    assert pending(storage) == []


def test_missing_and_deleted_objects(storage: S3Storage, song: Path) -> None:
    assert storage.exists(KEY) is False
    with pytest.raises(ObjectMissing), storage.as_file(KEY):
        pass
    storage.delete(KEY)
    storage.put_file(song)
    assert content(storage, KEY) == SONG
    storage.delete(KEY)
    with pytest.raises(ObjectMissing), storage.as_file(KEY):
        pass


def test_signed_address_opens_the_object_for_a_player(storage: S3Storage, song: Path) -> None:
    storage.put_file(song)
    body, headers = fetch(storage.signed_url(NAME, content_type="audio/mp4", ttl_s=60) or "")
    assert (body, headers["Content-Type"]) == (SONG, "audio/mp4")
    assert "Content-Disposition" not in headers
    url = storage.signed_url(NAME, content_type="audio/flac", ttl_s=60, file_name="Über „B“.flac")
    _, headers = fetch(url or "")
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C3%9Cber%20%E2%80%9EB%E2%80%9C.flac"
    )
    assert "X-Amz-Expires=60" in (url or "")


def test_address_signed_for_head_tells_the_length(storage: S3Storage, song: Path) -> None:
    storage.put_file(song)
    url = storage.signed_url(NAME, content_type="audio/flac", ttl_s=60, file_name="a.flac", method="HEAD")
    request = urllib.request.Request(url or "", method="HEAD")  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert (answer.status, answer.headers["Content-Length"]) == (200, "1400000")
        assert answer.headers["Content-Type"] == "audio/flac"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="a.flac"'
    with pytest.raises(HTTPError, match="403"):
        fetch(url or "")


def test_objects_outside_the_prefix_are_none_of_ours(storage: S3Storage, song: Path) -> None:
    storage.client.put_object(Bucket="music", Key=f"{storage.bucket.prefix}notes/a.txt", Body=b"mine")
    storage.client.put_object(Bucket="music", Key=f"{storage.bucket.prefix}objects/a.txt", Body=b"mine")
    assert list(storage.stored_keys()) == []


@pytest.mark.django_db
def test_object_that_is_put_again_is_young_again(storage: S3Storage, song: Path) -> None:
    storage.refresh_after = timedelta(0)
    storage.put_file(song)
    soon = datetime.now(UTC) + EVER
    [first] = storage.stored_keys()
    wait_for_next_second(first.modified_at)
    storage.put_file(song)
    [second] = storage.stored_keys()
    assert second.modified_at > first.modified_at
    assert storage.delete_unused(KEY, before=second.modified_at) is False
    assert content(storage, KEY) == SONG
    assert storage.delete_unused(KEY, before=soon) is True
    assert storage.exists(KEY) is False
    assert storage.delete_unused(KEY, before=soon) is False


@pytest.mark.django_db
def test_young_object_is_not_copied_for_nothing(storage: S3Storage, song: Path) -> None:
    storage.put_file(song)
    [first] = storage.stored_keys()
    wait_for_next_second(first.modified_at)
    storage.put_file(song)
    assert list(storage.stored_keys()) == [first]
    assert storage.delete_unused(KEY, before=first.modified_at + timedelta(minutes=59)) is False
    assert storage.exists(KEY)


def wait_for_next_second(moment: datetime) -> None:
    """Services tell times in whole seconds."""
    while datetime.now(UTC) < moment + timedelta(seconds=1):
        time.sleep(0.05)


def test_abandoned_parts_are_removed(storage: S3Storage, song: Path) -> None:
    storage.put_file(song)
    for key in (KEY, key_of("1" * 64)):
        upload = storage.client.create_multipart_upload(Bucket="music", Key=storage.bucket.prefix + key)
        storage.client.upload_part(
            Bucket="music",
            Key=storage.bucket.prefix + key,
            UploadId=upload["UploadId"],
            PartNumber=1,
            Body=b"half",
        )
    storage.remove_drafts(before_s=(datetime.now(UTC) - EVER).timestamp())
    assert len(pending(storage)) == 2
    storage.remove_drafts(before_s=(datetime.now(UTC) + EVER).timestamp())
    assert pending(storage) == []
    assert content(storage, KEY) == SONG


def test_what_the_service_refuses(storage: S3Storage, song: Path, s3_url: str) -> None:
    nowhere = S3Storage(Bucket.parse(s3_url.replace("music", "nowhere")), CREDENTIALS, storage.copies)
    stranger = S3Storage(storage.bucket, Credentials(ACCESS_KEY, "wrong"), storage.copies)
    with pytest.raises(StorageUnavailable):
        stranger.put_file(song)
    with pytest.raises(StorageUnavailable):
        list(stranger.stored_keys())
    assert nowhere.exists(KEY) is False


def test_bucket_of_the_settings(settings: Any, s3_url: str, tmp_path: Path) -> None:
    keys = {"s3_access_key": ACCESS_KEY, "s3_secret_key": SECRET_KEY}
    settings.SEGUE = type(settings.SEGUE)(data_dir=tmp_path, storage_url=s3_url, **keys)
    bucket = new_bucket()
    assert bucket
    assert bucket is new_bucket()
    assert bucket.exists(KEY) is False
    assert bucket.copies.kept == tmp_path / "copies" / "kept"


def test_full_disk_refuses_a_copy(storage: S3Storage, song: Path) -> None:
    storage.put_file(song)
    storage.copies.floor_bytes = storage.copies.free_bytes() * 2
    with pytest.raises(NoSpace), storage.as_file(KEY):
        pass
    assert list(storage.copies.used.iterdir()) == []


def test_sizes_of_parts() -> None:
    mebibyte = 1024**2
    assert part_bytes_for(1) == part_bytes_for(10_000 * 8 * mebibyte) == MIN_PART_BYTES == 8 * mebibyte
    assert part_bytes_for(10_000 * 8 * mebibyte + 1) == 9 * mebibyte


@pytest.fixture(autouse=True)
def closed(storage: S3Storage) -> Iterator[None]:
    yield
    storage.close()
