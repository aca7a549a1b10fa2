"""A library's files are read where they are, as they were measured, and never touched."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from segue.accounts.models import User
from segue.media import services
from segue.media.masters import is_in_place, master_of
from segue.media.models import Asset, LibraryFile
from segue.media.processing.errors import ProcessingError
from segue.media.tests.factories import make_library_asset

pytestmark = pytest.mark.django_db
CONTENT = b"not much of a song"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "Музыка" / "アルバム"
    folder.mkdir(parents=True)
    (folder / "song.flac").write_bytes(CONTENT)
    return tmp_path / "Музыка"


@pytest.fixture
def asset(ines: User, shelf: Path) -> Asset:
    return make_library_asset(ines, shelf, "アルバム/song.flac")


def refusal(asset: Asset, meanwhile: Callable[[], object] = lambda: None) -> tuple[str, str, str]:
    with pytest.raises(ProcessingError) as refused, master_of(asset):
        meanwhile()
    return refused.value.code, refused.value.kind, refused.value.message


def test_it_is_read_where_it_is(asset: Asset) -> None:
    with master_of(asset) as path:
        assert (path.read_bytes(), path.name) == (CONTENT, "song.flac")
    assert is_in_place(asset)


def test_once_copied_it_is_read_from_storage(asset: Asset) -> None:
    asset.master_key = "objects/ab/cd/" + "abcd" * 16
    assert not is_in_place(asset)


def test_names_that_are_no_utf8_are_found(ines: User, shelf: Path) -> None:
    name = os.fsdecode(b"caf\xe9.mp3")
    (shelf / name).write_bytes(CONTENT)
    with master_of(make_library_asset(ines, shelf, name)) as path:
        assert path.read_bytes() == CONTENT


def test_a_file_that_is_gone_is_told_with_its_place(asset: Asset, shelf: Path) -> None:
    (shelf / "アルバム" / "song.flac").unlink()
    message = f"The file is no longer at {shelf}/アルバム/song.flac. Put it back and try again, or remove the track."
    assert refusal(asset) == ("media.library_file_missing", "permanent", message)


def test_a_changed_file_is_not_served_under_old_measures(asset: Asset, shelf: Path) -> None:
    song = shelf / "アルバム" / "song.flac"
    song.write_bytes(CONTENT + b"!")
    assert refusal(asset)[:2] == ("media.library_file_changed", "permanent")
    song.write_bytes(CONTENT)
    os.utime(song, ns=(1, 1))
    assert refusal(asset)[0] == "media.library_file_changed"


def test_a_file_that_changes_while_it_is_read_is_refused(asset: Asset, shelf: Path) -> None:
    song = shelf / "アルバム" / "song.flac"
    assert refusal(asset, lambda: song.write_bytes(CONTENT * 2))[0] == "media.library_file_changed"


@pytest.mark.parametrize("place", ["song.flac", "."])
def test_no_link_is_followed_below_the_folder(place: str, asset: Asset, shelf: Path, tmp_path: Path) -> None:
    """Neither the file nor a folder on the way, though what it leads to looks the same."""
    taken = shelf / "アルバム" / place
    aside = tmp_path / "aside"
    taken.rename(aside)
    taken.symlink_to(aside)
    (shelf / "other.flac").write_bytes(b"")
    assert refusal(asset)[0] == "media.library_file_missing"


def test_nothing_above_the_folder_is_reached(ines: User, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(CONTENT)
    outside = make_library_asset(ines, shelf, "アルバム/../../secret")
    assert refusal(outside)[0] == "media.library_file_missing"


def test_a_pipe_is_no_file_and_keeps_nobody_waiting(asset: Asset, shelf: Path) -> None:
    song = shelf / "アルバム" / "song.flac"
    song.unlink()
    os.mkfifo(song)
    assert refusal(asset)[0] == "media.library_file_missing"


@pytest.mark.parametrize("is_there", [True, False], ids=["empty", "absent"])
def test_a_disk_that_isnt_mounted_is_waited_for(
    is_there: bool, asset: Asset, shelf: Path, tmp_path: Path
) -> None:
    shelf.rename(tmp_path / "unmounted")
    if is_there:
        shelf.mkdir()
    message = (
        f"The folder {shelf} can't be reached from here. Mount it at the same place on every machine that runs a "
        "worker; the sound is made then."
    )
    assert refusal(asset) == ("media.library_unreachable", "resource", message)


def test_removing_a_track_leaves_the_file_alone(asset: Asset, shelf: Path) -> None:
    services.remove_asset(asset.pk)
    assert not Asset.objects.exists()
    assert LibraryFile.objects.get().asset_id is None
    assert (shelf / "アルバム" / "song.flac").read_bytes() == CONTENT
