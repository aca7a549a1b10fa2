"""Objects are whole or absent, named by what they hold, and kept once."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from segue.kernel.ids import new_id
from segue.kernel.storage import (
    LocalStorage,
    NoSpace,
    ObjectDamaged,
    ObjectMissing,
    local,
    location,
    media_storage,
    open_storage,
    sha256_of,
    spool_folder,
)
from segue.kernel.storage.location import UnknownStorage

SONG = b"la" * 700_000  # two chunks
NAME = hashlib.sha256(SONG).hexdigest()
KEY = f"objects/{NAME[:2]}/{NAME[2:4]}/{NAME}"


class Killed(BaseException):
    """Stands for SIGKILL, as far as Python can."""


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "media")


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.flac"
    path.write_bytes(SONG)
    return path


def files(storage: LocalStorage) -> list[Path]:
    return [path for path in storage.root.rglob("*") if path.is_file()]


def test_object_is_named_by_its_content(storage: LocalStorage, song: Path) -> None:
    stored = storage.put_file(song)
    assert (stored.key, stored.sha256, stored.bytes) == (KEY, NAME, 1_400_000)
    assert storage.exists(KEY)
    with storage.as_file(KEY) as path:
        assert path.read_bytes() == SONG
        assert path == storage.local_path(NAME)
    assert song.read_bytes() == SONG
    assert files(storage) == [storage.root / KEY]


def test_equal_content_is_kept_once_and_is_young_again(
    storage: LocalStorage, song: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.flac"
    copy.write_bytes(SONG)
    first = storage.put_file(song)
    os.utime(storage.root / KEY, (1000, 1000))
    written = (storage.root / KEY).stat()
    assert storage.put_file(copy) == first
    assert (storage.root / KEY).stat().st_ino == written.st_ino
    assert (storage.root / KEY).stat().st_mtime > 1000
    assert files(storage) == [storage.root / KEY]


def test_later_change_of_the_source_leaves_the_object_alone(storage: LocalStorage, song: Path) -> None:
    """As when somebody edits the tags of a file that they imported."""
    storage.put_file(song)
    with song.open("r+b") as file:
        file.write(b"other tags")
    song.chmod(0o400)
    with storage.as_file(KEY) as path:
        assert path.read_bytes() == SONG
    song.unlink()
    assert storage.exists(KEY)


def test_missing_object(storage: LocalStorage) -> None:
    assert storage.exists(KEY) is False
    with pytest.raises(ObjectMissing), storage.as_file(KEY):
        pass
    storage.delete(KEY)


def test_deleted_object_is_gone(storage: LocalStorage, song: Path) -> None:
    storage.put_file(song)
    storage.delete(KEY)
    assert files(storage) == []


def test_missing_source_leaves_nothing(storage: LocalStorage, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        storage.put_file(tmp_path / "none")
    assert files(storage) == []


def failing(monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException) -> None:
    """Raise `error` at one of the places where writing touches the disk."""
    owner, name = {
        "folder": (Path, "mkdir"),
        "fsync": (os, "fsync"),
        "rename": (Path, "rename"),
    }[place]

    def fail(*args: Any, **kwargs: Any) -> None:
        raise error

    monkeypatch.setattr(owner, name, fail)


@pytest.mark.parametrize("place", ["folder", "fsync", "rename"])
@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "full"), NoSpace),
        (OSError(errno.EDQUOT, "quota"), NoSpace),
        (OSError(errno.EIO, "bad disk"), OSError),
        (Killed(), Killed),
    ],
)
def test_failure_at_any_place_leaves_nothing(
    storage: LocalStorage,
    song: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    error: BaseException,
    raised: type[BaseException],
) -> None:
    with monkeypatch.context() as broken:
        failing(broken, place, error)
        with pytest.raises(raised):
            storage.put_file(song)
    assert files(storage) == []
    assert song.read_bytes() == SONG
    assert storage.put_file(song).key == KEY


def test_full_disk_in_the_middle_of_the_bytes(
    storage: LocalStorage, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full takes the opening and refuses the bytes."""

    def copy_to_full(source: Path, draft: Path) -> str:
        draft.symlink_to("/dev/full")
        with source.open("rb") as reader, draft.open("wb") as writer:
            writer.write(reader.read())
        return NAME

    monkeypatch.setattr(local, "_copy", copy_to_full)
    with pytest.raises(NoSpace):
        storage.put_file(song)
    assert [path for path in storage.root.rglob("*") if not path.is_dir()] == []


def test_bytes_are_on_disk_before_the_name_and_the_name_before_the_answer(
    storage: LocalStorage, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def noting(what: Callable[[Any], str], real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            done.append(what(args[0]))
            return real(*args)

        return call

    storage.put_file(song)
    storage.delete(KEY)
    monkeypatch.setattr(os, "fsync", noting(lambda fd: str(Path(f"/proc/self/fd/{fd}").readlink()), os.fsync))
    monkeypatch.setattr(Path, "rename", noting(lambda path: "rename", Path.rename))
    storage.put_file(song)
    drafts, renamed, folder = done
    assert Path(drafts).parent == storage.root / "drafts"
    assert (renamed, folder) == ("rename", str((storage.root / KEY).parent))


def test_free_bytes_of_a_folder_that_is_not_there_yet(storage: LocalStorage) -> None:
    assert storage.free_bytes() > 0


def test_addresses_of_storages(tmp_path: Path) -> None:
    spaced = tmp_path / "my media"
    storage = open_storage(spaced.as_uri())
    assert isinstance(storage, LocalStorage)
    assert storage.root == spaced
    assert media_storage() is media_storage()
    with pytest.raises(UnknownStorage, match="'ftp'"):
        open_storage("ftp://example.org/media")


def test_only_drafts_of_writers_long_gone_are_removed(storage: LocalStorage, song: Path) -> None:
    kept = storage.put_file(song)
    old, new = storage.root / "drafts" / "old", storage.root / "drafts" / "new"
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    os.utime(old, (1000, 1000))
    storage.remove_drafts(before_s=2000)
    assert (old.exists(), new.exists(), storage.exists(kept.key)) == (False, True, True)


@pytest.mark.parametrize("sha256", [None, NAME])
def test_adopted_file_is_renamed(storage: LocalStorage, song: Path, sha256: str | None) -> None:
    inode = song.stat().st_ino
    os.utime(song, (1000, 1000))
    stored = storage.adopt_file(song, sha256=sha256)
    assert (stored.key, stored.sha256, stored.bytes) == (KEY, NAME, 1_400_000)
    assert not song.exists()
    assert (storage.root / KEY).stat().st_ino == inode
    assert (storage.root / KEY).stat().st_mtime > 1000, "its age counts from now"
    assert files(storage) == [storage.root / KEY]


def test_adopted_file_that_is_there_already(storage: LocalStorage, song: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.flac"
    copy.write_bytes(SONG)
    first = storage.put_file(song)
    assert storage.adopt_file(copy) == first
    assert not copy.exists()
    assert files(storage) == [storage.root / KEY]


def test_file_from_another_disk_is_copied(storage: LocalStorage, song: Path, tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm") / f"segue-{new_id().hex}"
    if not os.access("/dev/shm", os.W_OK) or Path("/dev/shm").stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk to write to")
    elsewhere.write_bytes(SONG)
    try:
        assert storage.adopt_file(elsewhere).key == KEY
        assert not elsewhere.exists()
        assert (storage.root / KEY).read_bytes() == SONG
    finally:
        elsewhere.unlink(missing_ok=True)


def test_nothing_is_taken_below_the_floor(storage: LocalStorage, song: Path) -> None:
    full = LocalStorage(storage.root, floor_bytes=storage.free_bytes() * 2)
    for take in (full.put_file, full.adopt_file):
        with pytest.raises(NoSpace):
            take(song)
        assert song.read_bytes() == SONG
    assert files(storage) == []
    storage.put_file(song)
    with full.as_file(KEY) as path:
        assert path.read_bytes() == SONG


def test_only_what_was_not_put_since_is_deleted_as_unused(storage: LocalStorage, song: Path) -> None:
    storage.put_file(song)
    put_at = datetime.fromtimestamp((storage.root / KEY).stat().st_mtime, UTC)
    assert storage.delete_unused(KEY, before=put_at) is False
    assert storage.exists(KEY)
    assert storage.delete_unused(KEY, before=put_at + timedelta(seconds=1)) is True
    assert files(storage) == []
    assert storage.delete_unused(KEY, before=put_at + timedelta(seconds=1)) is False


def test_damage_is_found(storage: LocalStorage, song: Path) -> None:
    with pytest.raises(ObjectMissing):
        storage.verify(KEY)
    storage.put_file(song)
    storage.verify(KEY)
    (storage.root / KEY).write_bytes(b"flipped")
    with pytest.raises(ObjectDamaged):
        storage.verify(KEY)


def test_keys_of_objects() -> None:
    assert sha256_of(KEY) == NAME
    assert sha256_of(f"objects/00/00/{NAME}") is None
    assert sha256_of(f"drafts/{NAME}") is None
    assert sha256_of(f"{KEY}/..") is None


def test_what_comes_in_lies_on_the_disk_of_the_media_if_they_have_their_own(
    settings: Any, tmp_path: Path
) -> None:
    data, beside = tmp_path / "data", tmp_path / "media"
    segue = settings.SEGUE.model_copy(update={"data_dir": data, "storage_url": beside.as_uri()})
    assert location.spool_root(segue) == data
    other = Path("/dev/shm") / f"segue-{new_id().hex}"
    if Path("/dev/shm").exists() and Path("/dev/shm").stat().st_dev != tmp_path.stat().st_dev:
        away = segue.model_copy(update={"storage_url": other.as_uri()})
        assert location.spool_root(away) == other
    chosen = segue.model_copy(update={"scratch_dir": tmp_path / "scratch"})
    assert location.spool_root(chosen) == tmp_path / "scratch"
    settings.SEGUE = chosen
    assert spool_folder("incoming") == tmp_path / "scratch" / "incoming"
    assert spool_folder("incoming").is_dir()


def test_writers_exclude_collectors_and_not_each_other(storage: LocalStorage, song: Path) -> None:
    storage.put_file(song)
    others = LocalStorage(storage.root)
    with (
        storage._lock(fcntl.LOCK_SH),
        others._lock(fcntl.LOCK_SH | fcntl.LOCK_NB),
        pytest.raises(BlockingIOError),
        others._lock(fcntl.LOCK_EX | fcntl.LOCK_NB),
    ):
        pass
