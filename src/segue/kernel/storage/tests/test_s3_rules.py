"""Segue's rules of a bucket stand beside those that are none of its own, on a real S3 server."""

import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from segue.kernel.ids import new_id
from segue.kernel.storage.copies import Copies
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_client import Bucket, Credentials
from segue.kernel.storage.s3_rules import allows_origin, prepare_bucket
from segue.kernel.storage.store import StorageUnavailable
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY

HERE, OTHER = "https://music.example.org", "https://other.example.org"
FORUM: Any = {
    "ID": "forum",
    "AllowedOrigins": ["*"],
    "AllowedMethods": ["GET"],
    "AllowedHeaders": ["x-forum"],
    "MaxAgeSeconds": 5,
}
LOGS: Any = {"ID": "logs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}}
NAMELESS: Any = {
    "Status": "Disabled",
    "Filter": {"And": {"Prefix": "old/", "Tags": [{"Key": "kind", "Value": "draft"}]}},
    "Expiration": {"Days": 3},
}


@pytest.fixture
def storage(s3_url: str, tmp_path: Path) -> Iterator[S3Storage]:
    """With a bucket of its own, as rules count for all of one."""
    bucket = replace(Bucket.parse(s3_url), name=f"b{new_id().hex}", prefix="segue/")
    copies = Copies(tmp_path / "copies", limit_bytes=0)
    storage = S3Storage(bucket, Credentials(ACCESS_KEY, SECRET_KEY), copies)
    storage.client.create_bucket(Bucket=bucket.name)
    yield storage
    storage.close()


def page_rules(storage: S3Storage) -> list[Any]:
    return list(storage.client.get_bucket_cors(Bucket=storage.bucket.name)["CORSRules"])


def lifecycle_rules(storage: S3Storage) -> list[Any]:
    return list(storage.client.get_bucket_lifecycle_configuration(Bucket=storage.bucket.name)["Rules"])


def asked(storage: S3Storage, origin: str, method: str) -> dict[str, str]:
    """What a browser is told before it sends a request from a page."""
    url = storage.client.generate_presigned_url(
        "put_object", Params={"Bucket": storage.bucket.name, "Key": "a"}
    )
    headers = {"Origin": origin, "Access-Control-Request-Method": method}
    request = urllib.request.Request(url, method="OPTIONS", headers=headers)  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return dict(answer.headers)


def test_pages_may_send_and_abandoned_parts_expire(storage: S3Storage) -> None:
    assert allows_origin(storage, HERE) is False
    assert prepare_bucket(storage, origin=HERE) == []
    assert (allows_origin(storage, HERE), allows_origin(storage, OTHER)) == (True, False)
    assert asked(storage, HERE, "PUT")["Access-Control-Allow-Origin"] == HERE
    [rule] = lifecycle_rules(storage)
    assert (rule["ID"], rule["Filter"]) == ("segue-abandoned-parts segue/", {"Prefix": "segue/"})
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 9}


def test_rules_of_others_stay(storage: S3Storage) -> None:
    name = storage.bucket.name
    storage.client.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [FORUM]})
    storage.client.put_bucket_lifecycle_configuration(
        Bucket=name, LifecycleConfiguration={"Rules": [LOGS, NAMELESS]}
    )
    for _ in range(2):
        assert prepare_bucket(storage, origin=HERE) == []
        own, *others = page_rules(storage)
        assert (own["ID"], own["AllowedOrigins"], others) == ("segue-browsers segue/", [HERE], [FORUM])
        own, *others = lifecycle_rules(storage)
        assert (own["ID"], others) == ("segue-abandoned-parts segue/", [LOGS, NAMELESS])
    assert asked(storage, OTHER, "GET")["Access-Control-Max-Age"] == "5"
    assert asked(storage, HERE, "GET")["Access-Control-Max-Age"] == "3600"


def test_a_new_address_of_segue_replaces_the_old_one(storage: S3Storage) -> None:
    prepare_bucket(storage, origin=OTHER)
    prepare_bucket(storage, origin=HERE)
    assert (allows_origin(storage, HERE), allows_origin(storage, OTHER)) == (True, False)
    assert len(page_rules(storage)) == len(lifecycle_rules(storage)) == 1


def test_each_segue_in_a_shared_bucket_has_rules_of_its_own(storage: S3Storage) -> None:
    other = S3Storage(replace(storage.bucket, prefix=""), storage.credentials, storage.copies)
    prepare_bucket(storage, origin=HERE)
    prepare_bucket(other, origin=OTHER)
    assert (allows_origin(storage, HERE), allows_origin(storage, OTHER)) == (True, True)
    ids = {rule["ID"] for rule in lifecycle_rules(storage)}
    assert ids == {"segue-abandoned-parts", "segue-abandoned-parts segue/"}
    other.close()


def test_a_service_that_drops_ids_gets_no_second_rule(storage: S3Storage) -> None:
    prepare_bucket(storage, origin=HERE)
    nameless: Any = [{name: value for name, value in page_rules(storage)[0].items() if name != "ID"}]
    storage.client.put_bucket_cors(Bucket=storage.bucket.name, CORSConfiguration={"CORSRules": nameless})
    prepare_bucket(storage, origin=HERE)
    assert [rule["ID"] for rule in page_rules(storage)] == ["segue-browsers segue/"]


def test_a_bucket_that_is_not_there(storage: S3Storage) -> None:
    storage.client.delete_bucket(Bucket=storage.bucket.name)
    for ask in (prepare_bucket, allows_origin):
        with pytest.raises(StorageUnavailable) as caught:
            ask(storage, origin=HERE)
        assert "NoSuchBucket" in str(caught.value.__cause__)
