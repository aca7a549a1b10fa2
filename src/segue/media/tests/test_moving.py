"""Media move from a folder to a bucket and back while every one of them can be read, and nothing is lost."""

import hashlib
import random
import threading
import urllib.request
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from segue.kernel.storage import LocalStorage, ObjectMissing, Storage, key_of, media_storage
from segue.kernel.storage.s3 import S3Storage
from segue.kernel.storage.tiered import TieredStorage
from segue.media import moving
from segue.media.moving import Outcome, copy_all, delete_copied
from segue.media.tests.buckets import using_bucket

COUNT = 25


@pytest.fixture
def bucket(settings: Any, s3_url: str, tmp_path: Path) -> Iterator[S3Storage]:
    with using_bucket(settings, s3_url, tmp_path / "data") as storage:
        yield storage


@pytest.fixture
def folder(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "media")


def fill(storage: Storage, scratch: Path, *, seed: int, count: int = COUNT) -> dict[str, bytes]:
    """Objects of all sizes, by SHA-256."""
    chance = random.Random(seed)
    contents = {}
    for _ in range(count):
        content = chance.randbytes(chance.randrange(1, 300_000))
        scratch.write_bytes(content)
        contents[storage.put_file(scratch).sha256] = content
    return contents


def read(storage: Storage, sha256: str) -> bytes:
    """As delivery does; a file that went between the look and the opening is by then elsewhere."""
    if path := storage.local_path(sha256):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return read(storage, sha256)
    url = storage.signed_url(sha256, content_type="audio/mp4", ttl_s=60)
    with urllib.request.urlopen(url or "") as answer:  # noqa: S310
        return bytes(answer.read())


class Listener:
    """Reads every object again and again, until told to stop; keeps what went wrong."""

    def __init__(self, storage: Storage, contents: dict[str, bytes]) -> None:
        self.storage = storage
        self.contents = contents
        self.read_count = 0
        self.problems: list[str] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> "Listener":
        self._thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._is_over.is_set():
            for sha256, content in self.contents.items():
                try:
                    if read(self.storage, sha256) != content:
                        self.problems.append(f"{sha256} is another")
                except Exception as error:  # noqa: BLE001 (whatever it is, the music stopped)
                    self.problems.append(f"{sha256}: {error!r}")
                self.read_count += 1


@pytest.mark.parametrize("to", ["bucket", "folder"])
def test_music_plays_on_while_it_moves(
    bucket: S3Storage, folder: LocalStorage, tmp_path: Path, to: str
) -> None:
    old, new = (folder, bucket) if to == "bucket" else (bucket, folder)
    contents = fill(old, tmp_path / "file", seed=1)
    both = TieredStorage(new, old)
    told = []
    with Listener(both, contents) as listener:
        progress = copy_all(old, new, report=lambda progress: told.append(progress.done_count))
        late = fill(both, tmp_path / "file", seed=2, count=3)
        deleted = delete_copied(old, new, report=lambda progress: None)
    assert listener.problems == []
    assert listener.read_count >= COUNT
    assert progress.outcomes == {Outcome.COPIED: COUNT}
    assert progress.copied_bytes == progress.bytes == sum(map(len, contents.values()))
    assert told == list(range(1, COUNT + 1))
    assert deleted.outcomes == {Outcome.DELETED: COUNT}
    assert list(old.stored_keys()) == []
    assert {key.key for key in new.stored_keys()} == {key_of(sha256) for sha256 in contents | late}
    for sha256, content in (contents | late).items():
        assert read(both, sha256) == read(new, sha256) == content


def test_move_that_broke_off_goes_on(folder: LocalStorage, tmp_path: Path) -> None:
    contents = fill(folder, tmp_path / "file", seed=3)
    new = LocalStorage(tmp_path / "new")

    class Stopped(Exception):
        pass

    def stop(progress: moving.Progress) -> None:
        if progress.done_count == 7:
            raise Stopped

    with pytest.raises(Stopped):
        copy_all(folder, new, report=stop)
    copied = len(list(new.stored_keys()))
    assert 7 <= copied < COUNT
    progress = copy_all(folder, new, report=lambda progress: None)
    assert progress.outcomes == {Outcome.THERE: copied, Outcome.COPIED: COUNT - copied}
    assert copy_all(folder, new, report=lambda progress: None).outcomes == {Outcome.THERE: COUNT}
    for sha256, content in contents.items():
        assert read(new, sha256) == content


def test_damaged_object_is_told_and_stays_where_it_is(folder: LocalStorage, tmp_path: Path) -> None:
    contents = fill(folder, tmp_path / "file", seed=4)
    new = LocalStorage(tmp_path / "new")
    bad = next(iter(contents))
    folder.local_path(bad).write_bytes(b"flipped")
    progress = copy_all(folder, new, report=lambda progress: None)
    assert (progress.damaged, progress.outcomes[Outcome.DAMAGED]) == ([key_of(bad)], 1)
    assert new.exists(key_of(bad)) is False
    other = list(contents)[1]
    new.local_path(other).write_bytes(b"flipped on the new disk")
    deleted = delete_copied(folder, new, report=lambda progress: None)
    assert sorted(deleted.damaged) == sorted([key_of(bad), key_of(other)])
    assert {key.key for key in folder.stored_keys()} == {key_of(bad), key_of(other)}


def test_object_that_goes_meanwhile_is_no_failure(folder: LocalStorage, tmp_path: Path) -> None:
    fill(folder, tmp_path / "file", seed=5, count=1)

    class Vanishing(LocalStorage):
        def as_file(self, key: str) -> Any:
            raise ObjectMissing(key)

    progress = copy_all(Vanishing(folder.root), LocalStorage(tmp_path / "new"), report=lambda progress: None)
    assert progress.outcomes == {Outcome.GONE: 1}


def test_command_moves_and_deletes(settings: Any, tmp_path: Path) -> None:
    old = LocalStorage(tmp_path / "old")
    contents = fill(old, tmp_path / "file", seed=6)
    urls = {"storage_url": (tmp_path / "new").as_uri(), "storage_old_url": old.root.as_uri()}
    settings.SEGUE = settings.SEGUE.model_copy(update=urls)
    assert all(read(media_storage(), sha256) == content for sha256, content in contents.items())
    told = StringIO()
    call_command("move_media", stdout=told)
    call_command("move_media", "--delete-old", stdout=told)
    said = [line for line in told.getvalue().splitlines() if "GB" not in line]
    assert said == [
        "All 25 files are in the new place; 25 were copied now.",
        "Remove STORAGE_OLD_URL from Segue's settings and restart it.",
        "All 25 files are in the new place; 0 were copied now.",
        "Deleted 25 files from the old place.",
        "Remove STORAGE_OLD_URL from Segue's settings and restart it.",
    ]
    assert list(old.stored_keys()) == []
    assert all(read(media_storage(), sha256) == content for sha256, content in contents.items())
    assert all(hashlib.sha256(content).hexdigest() == sha256 for sha256, content in contents.items())


def test_command_without_an_old_place(settings: Any) -> None:
    with pytest.raises(CommandError, match="STORAGE_OLD_URL is not set"):
        call_command("move_media")
