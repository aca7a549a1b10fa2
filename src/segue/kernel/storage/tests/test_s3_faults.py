"""A service that is slow, refuses, breaks off or changes bytes costs time, and never an object."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from segue.kernel.ids import new_id
from segue.kernel.storage import ObjectDamaged, StorageUnavailable, key_of
from segue.kernel.storage.copies import Copies
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_client import Bucket, Credentials
from segue.kernel.storage.tests.fault_proxy import Fault, FaultProxy, Request, running
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY, S3Server

MEBIBYTE = 1024**2
LONG = random.Random(3).randbytes(9 * MEBIBYTE)  # two parts
LONG_KEY = key_of(hashlib.sha256(LONG).hexdigest())
CREDENTIALS = Credentials(ACCESS_KEY, SECRET_KEY)


@pytest.fixture
def proxy(s3_server: S3Server) -> Iterator[FaultProxy]:
    with running(FaultProxy(s3_server.port)) as proxy:
        yield proxy


@pytest.fixture
def prefix() -> str:
    return new_id().hex


@pytest.fixture
def storage(proxy: FaultProxy, s3_server: S3Server, prefix: str, tmp_path: Path) -> Iterator[S3Storage]:
    url = s3_server.url(prefix=prefix, endpoint=proxy.endpoint)
    storage = S3Storage(Bucket.parse(url), CREDENTIALS, Copies(tmp_path / "copies", limit_bytes=0))
    yield storage
    storage.close()


@pytest.fixture
def honest(s3_server: S3Server, prefix: str, tmp_path: Path) -> Iterator[S3Storage]:
    """The same place without the proxy."""
    bucket = Bucket.parse(s3_server.url(prefix=prefix))
    storage = S3Storage(bucket, CREDENTIALS, Copies(tmp_path / "others", limit_bytes=0))
    yield storage
    storage.close()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.flac"
    path.write_bytes(LONG)
    return path


def content(storage: S3Storage, key: str) -> bytes:
    with storage.as_file(key) as path:
        return path.read_bytes()


def is_complete(request: Request) -> bool:
    return request.method == "POST" and "uploadId" in parse_qs(urlsplit(request.target).query)


def is_part(request: Request, number: int) -> bool:
    return parse_qs(urlsplit(request.target).query).get("partNumber") == [str(number)]


def aborts(proxy: FaultProxy) -> int:
    return sum(method == "DELETE" for method, _, _ in proxy.met)


def test_every_tenth_request_fails_in_some_way(proxy: FaultProxy, storage: S3Storage, tmp_path: Path) -> None:
    kinds = [Fault.REFUSED, Fault.SLOW, Fault.RESET, Fault.CUT, Fault.ANSWER_LOST]
    chance = random.Random(20)
    proxy.plan = lambda request: chance.choice(kinds) if chance.random() < 0.1 else Fault.NONE
    contents = [chance.randbytes(size) for size in [200_000] * 30 + [9 * MEBIBYTE] * 3]
    path = tmp_path / "song"
    for body in contents:
        path.write_bytes(body)
        assert storage.put_file(path).sha256 == hashlib.sha256(body).hexdigest()
    stored = {key.key: content(storage, key.key) for key in storage.stored_keys()}
    assert stored == {key_of(hashlib.sha256(body).hexdigest()): body for body in contents}
    assert len(proxy.met) - proxy.count(Fault.NONE) >= 5


def test_lost_answer_of_complete_thirty_times(
    proxy: FaultProxy, storage: S3Storage, honest: S3Storage, tmp_path: Path
) -> None:
    proxy.plan = lambda request: Fault.ANSWER_LOST if is_complete(request) else Fault.NONE
    path = tmp_path / "song"
    for number in range(30):
        path.write_bytes(number.to_bytes(4, "big") + LONG)
        stored = storage.put_file(path)
        assert content(honest, stored.key) == path.read_bytes()
        honest.delete(stored.key)
    assert proxy.count(Fault.ANSWER_LOST) == 30
    assert aborts(proxy) == 0


def test_complete_that_never_arrives_is_not_taken_for_done_nor_given_up(
    proxy: FaultProxy, storage: S3Storage, honest: S3Storage, long: Path
) -> None:
    proxy.plan = lambda request: Fault.RESET if is_complete(request) else Fault.NONE
    with pytest.raises(StorageUnavailable):
        storage.put_file(long)
    assert honest.exists(LONG_KEY) is False
    assert aborts(proxy) == 0
    proxy.plan = lambda request: Fault.NONE
    assert storage.put_file(long).key == LONG_KEY
    assert content(honest, LONG_KEY) == LONG


@pytest.mark.parametrize("part", [1, 2])
def test_part_that_keeps_failing_leaves_no_object(
    proxy: FaultProxy, storage: S3Storage, honest: S3Storage, long: Path, part: int
) -> None:
    proxy.plan = lambda request: Fault.REFUSED if is_part(request, part) else Fault.NONE
    with pytest.raises(StorageUnavailable):
        storage.put_file(long)
    assert honest.exists(LONG_KEY) is False
    assert "Uploads" not in honest.client.list_multipart_uploads(Bucket="music", Prefix=honest.bucket.prefix)


@pytest.mark.parametrize("size", [200_000, 9 * MEBIBYTE])
def test_bytes_that_change_on_their_way_are_refused(
    proxy: FaultProxy, storage: S3Storage, honest: S3Storage, tmp_path: Path, size: int
) -> None:
    path = tmp_path / "song"
    path.write_bytes(LONG[:size])
    proxy.plan = lambda request: Fault.ALTERED if request.method == "PUT" else Fault.NONE
    with pytest.raises(ObjectDamaged):
        storage.put_file(path)
    assert list(honest.stored_keys()) == []


def test_bytes_that_change_on_their_way_back_are_noticed(
    proxy: FaultProxy, storage: S3Storage, honest: S3Storage, long: Path
) -> None:
    honest.put_file(long)
    proxy.plan = lambda request: Fault.ANSWER_ALTERED if request.method == "GET" else Fault.NONE
    with pytest.raises(ObjectDamaged), storage.as_file(LONG_KEY):
        pass
    assert list(storage.copies.used.iterdir()) == []


def test_download_goes_on_where_it_broke_off(
    proxy: FaultProxy, storage: S3Storage, honest: S3Storage, long: Path
) -> None:
    honest.put_file(long)
    cuts = iter([Fault.CUT] * 3)
    proxy.plan = lambda request: next(cuts, Fault.NONE) if request.method == "GET" else Fault.NONE
    assert content(storage, LONG_KEY) == LONG
    assert proxy.count(Fault.CUT) == 3


def test_outage_is_told_as_such(proxy: FaultProxy, storage: S3Storage, long: Path) -> None:
    proxy.plan = lambda request: Fault.REFUSED
    with pytest.raises(StorageUnavailable):
        storage.put_file(long)
    with pytest.raises(StorageUnavailable):
        storage.exists(LONG_KEY)
    assert len(proxy.met) == 10  # five tries of each
