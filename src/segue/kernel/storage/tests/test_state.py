"""The storage's state in a line: what is wrong, and what to do about it."""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr

from segue.env import Settings
from segue.kernel.ids import new_id
from segue.kernel.storage.location import open_with
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.s3_rules import prepare_bucket
from segue.kernel.storage.state import StorageState, storage_state
from segue.kernel.storage.tests.s3_server import ACCESS_KEY, SECRET_KEY

GB = 1000**3


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def segue(settings: Any, tmp_path: Path) -> Settings:
    changes: dict[str, Any] = {
        "data_dir": tmp_path,
        "storage_url": (tmp_path / "media").as_uri(),
        "s3_access_key": SecretStr(ACCESS_KEY),
        "s3_secret_key": SecretStr(SECRET_KEY),
    }
    changed: Settings = settings.SEGUE.model_copy(update=changes)
    return changed


def leave(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100 * GB, 100 * GB - free, free))


def test_folder(segue: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = str(tmp_path / "media")
    leave(monkeypatch, 10 * GB)
    assert storage_state(segue) == StorageState("ok", "9 GB free", place)
    leave(monkeypatch, 2 * GB)
    assert storage_state(segue) == StorageState(
        "warn", "2.0 GB free, on the database's disk: give media a disk of their own (STORAGE_URL)", place
    )
    leave(monkeypatch, 512 * 1024**2 - 1)
    assert storage_state(segue) == StorageState(
        "fail", "Only 511 MB free: uploads are refused until there is more room", place
    )


def test_folder_on_a_disk_of_its_own(
    segue: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path("/dev/shm")
    if not other.exists() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk")
    leave(monkeypatch, 2 * GB)
    away = segue.model_copy(update={"storage_url": (other / new_id().hex).as_uri()})
    assert storage_state(away).status == "ok"


def test_bucket(segue: Settings, s3_url: str) -> None:
    """In one of its own, for its rules."""
    url = s3_url.replace("//music/", f"//b{new_id().hex}/")
    segue = segue.model_copy(update={"storage_url": url})
    storage = open_with(url, segue)
    assert isinstance(storage, S3Storage)
    missing = storage_state(segue)
    assert (missing.status, missing.text) == (
        "fail",
        "The bucket isn't there: create it, or correct STORAGE_URL",
    )
    storage.client.create_bucket(Bucket=storage.bucket.name)
    assert storage_state(segue).text == "reachable"
    unruly = storage_state(segue, with_rules=True)
    assert (unruly.status, unruly.text) == (
        "warn",
        "browsers may not send files to it: run `segue media prepare-bucket`",
    )
    prepare_bucket(storage, origin=segue.origin)
    ready = storage_state(segue, with_rules=True)
    assert (ready.status, ready.text) == ("ok", "reachable")
    assert ready.place == f"bucket {storage.bucket.name} at {storage.bucket.endpoint}"
    storage.close()


def test_bucket_that_cannot_be_reached(segue: Settings) -> None:
    segue = segue.model_copy(update={"storage_url": "s3://music?endpoint=http://127.0.0.1:1"})
    assert storage_state(segue) == StorageState(
        "fail", "The bucket can't be reached", "bucket music at http://127.0.0.1:1"
    )
    assert "Could not connect" in storage_state(segue, with_rules=True).text


def test_wrong_keys(segue: Settings, s3_url: str) -> None:
    segue = segue.model_copy(update={"storage_url": s3_url, "s3_secret_key": SecretStr("wrong")})
    state = storage_state(segue, with_rules=True)
    assert state.status == "fail"
    assert "403" in state.text
    assert "wrong" not in state.text
