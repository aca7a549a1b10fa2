"""Two storages read as one; only the new one is written to."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from segue.kernel.storage import LocalStorage, ObjectMissing, key_of, media_storage
from segue.kernel.storage.tiered import TieredStorage


class Remote(LocalStorage):
    """Without paths, as a bucket; an address says which one it is of."""

    def local_path(self, sha256: str) -> Any:
        return None

    def signed_url(self, sha256: str, **options: Any) -> str | None:
        return f"https://{self.root.name}/{sha256}"


@pytest.fixture
def old(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "new")


def put(storage: Any, content: bytes, tmp_path: Path) -> str:
    source = tmp_path / "source"
    source.write_bytes(content)
    return str(storage.put_file(source).sha256)


def address(storage: TieredStorage, sha256: str) -> str | None:
    return storage.signed_url(sha256, content_type="audio/mp4", ttl_s=60)


def test_reads_find_both_and_writes_go_to_the_new(
    old: LocalStorage, new: LocalStorage, tmp_path: Path
) -> None:
    both = TieredStorage(new, old)
    before, after = put(old, b"before", tmp_path), put(both, b"after", tmp_path)
    assert [stored.key for stored in old.stored_keys()] == [key_of(before)]
    assert {stored.key for stored in both.stored_keys()} == {key_of(before), key_of(after)}
    for sha256, content in ((before, b"before"), (after, b"after")):
        with both.as_file(key_of(sha256)) as path:
            assert path.read_bytes() == content
        both.verify(key_of(sha256))
        assert both.exists(key_of(sha256))
    with pytest.raises(ObjectMissing), both.as_file(key_of("0" * 64)):
        pass
    adopted = tmp_path / "adopted"
    adopted.write_bytes(b"before")
    both.adopt_file(adopted)
    assert new.exists(key_of(before))


def test_player_is_sent_to_the_one_that_has_the_object(
    old: LocalStorage, new: LocalStorage, tmp_path: Path
) -> None:
    sha256, nowhere = put(old, b"song", tmp_path), "0" * 64
    assert TieredStorage(new, old).local_path(sha256) == old.local_path(sha256)
    assert TieredStorage(new, old).local_path(nowhere) == new.local_path(nowhere)
    to_bucket = TieredStorage(Remote(tmp_path / "bucket"), old)
    assert to_bucket.local_path(sha256) == old.local_path(sha256)
    assert to_bucket.local_path(nowhere) is None
    assert address(to_bucket, nowhere) == f"https://bucket/{nowhere}"
    from_bucket = TieredStorage(new, Remote(tmp_path / "bucket"))
    assert from_bucket.local_path(sha256) is None
    assert address(from_bucket, sha256) == f"https://bucket/{sha256}"
    put(new, b"song", tmp_path)
    assert from_bucket.local_path(sha256) == new.local_path(sha256)
    buckets = TieredStorage(Remote(tmp_path / "empty"), Remote(old.root))
    assert address(buckets, sha256) == f"https://old/{sha256}"
    assert address(buckets, nowhere) == f"https://empty/{nowhere}"


def test_what_was_put_again_is_kept_in_both(old: LocalStorage, new: LocalStorage, tmp_path: Path) -> None:
    both = TieredStorage(new, old)
    moment = datetime.now(UTC) - timedelta(hours=1)
    key = key_of(put(old, b"song", tmp_path))
    os.utime(old.root / key, (1000, 1000))
    put(new, b"song", tmp_path)
    assert both.delete_unused(key, before=moment) is False
    assert (old.exists(key), new.exists(key)) == (True, True)
    os.utime(new.root / key, (1000, 1000))
    assert both.delete_unused(key, before=moment) is True
    assert (old.exists(key), new.exists(key)) == (False, False)
    assert both.delete_unused(key, before=moment) is False


def test_deleting_and_cleaning_reach_both(old: LocalStorage, new: LocalStorage, tmp_path: Path) -> None:
    both = TieredStorage(new, old)
    key = key_of(put(old, b"song", tmp_path))
    put(new, b"song", tmp_path)
    for storage in (old, new):
        (storage.root / "drafts" / "half").write_bytes(b"half")
    both.remove_drafts(before_s=datetime.now(UTC).timestamp() + 60)
    both.delete(key)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "source"]
    assert both.free_bytes() == pytest.approx(new.free_bytes(), rel=0.1)


def test_settings_with_an_old_place(settings: Any, tmp_path: Path) -> None:
    urls = {"storage_url": (tmp_path / "new").as_uri(), "storage_old_url": (tmp_path / "old").as_uri()}
    settings.SEGUE = settings.SEGUE.model_copy(update=urls)
    storage = media_storage()
    assert isinstance(storage, TieredStorage)
    sha256 = put(LocalStorage(tmp_path / "old"), b"song", tmp_path)
    assert sha256 == hashlib.sha256(b"song").hexdigest()
    assert storage.local_path(sha256) == tmp_path / "old" / key_of(sha256)
