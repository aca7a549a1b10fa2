"""A folder of tagged files becomes releases that can be heard; again, it becomes nothing new."""

import hashlib
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.catalog import covers
from segue.catalog.importing import import_folder
from segue.catalog.management.commands import import_folder as command
from segue.catalog.models import Release, Track
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import Job
from segue.kernel.testing import deliver_all_events
from segue.media import queries as media_queries
from segue.media import services as media_services
from segue.media.models import Asset, AssetState
from segue.media.tests.factories import cover_image, finish, flac_file


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two albums by one artist, a single by another, and things that are no music."""
    folder = tmp_path_factory.mktemp("music")
    (folder / "tides").mkdir()
    heron = {"artist": "Ines", "albumartist": "Paper Heron"}
    low = heron | {"album": "Low Tide"}
    flac_file(folder / "tides/b.flac", pitch_hz=220, tags=low | {"title": "Slack", "tracknumber": "1"})
    flac_file(folder / "tides/a.flac", pitch_hz=247, tags=low | {"title": "Ebb", "tracknumber": "2/3"})
    flac_file(
        folder / "tides/0.flac",
        pitch_hz=262,
        tags=low | {"title": "Far", "tracknumber": "1", "discnumber": "2"},
    )
    flac_file(folder / "high.flac", pitch_hz=294, tags=heron | {"album": "High  Tide", "title": "Flood"})
    flac_file(folder / "untagged  take.FLAC", pitch_hz=330)
    (folder / "empty.wav").write_bytes(b"")
    (folder / "._b.flac").write_bytes(b"resource fork")
    (folder / "notes.txt").write_text("no music")
    return folder


@pytest.fixture
def music(pressed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(pressed, tmp_path / "music")


def ignore(line: str) -> None:
    """Progress is for people."""


def discography() -> dict[tuple[str, str], list[str]]:
    """Titles of tracks in order, by artist and release."""
    return {
        (release.artist.name, release.title): list(release.tracks.values_list("title", flat=True))
        for release in Release.objects.select_related("artist")
    }


def test_each_album_becomes_a_release_in_its_own_order(ines: User, music: Path) -> None:
    lines: list[str] = []
    tracks = import_folder(ines, music, publish=True, on_progress=lines.append)
    assert [track.asset.file_name for track in tracks] == [
        "high.flac",
        "b.flac",
        "a.flac",
        "0.flac",
        "untagged  take.FLAC",
    ]
    assert lines == [
        "Paper Heron: High Tide",
        "Paper Heron: Low Tide",
        "Unknown artist: empty",
        "Left out empty.wav: This file is empty. Export it again and upload the new file",
        "Unknown artist: untagged take",
    ]
    for job in Job.objects.all():
        runner.run_to_end(job.pk)
    deliver_all_events()
    assert discography() == {
        ("Paper Heron", "High Tide"): ["Flood"],
        ("Paper Heron", "Low Tide"): ["Slack", "Ebb", "Far"],
        ("Unknown artist", "untagged take"): ["untagged take"],
    }
    assert (Release.objects.out().count(), Release.objects.count()) == (3, 3)
    assert set(Asset.objects.values_list("state", flat=True)) == {AssetState.READY}


def test_again_imports_nothing_twice(ines: User, music: Path) -> None:
    import_folder(ines, music, publish=False, on_progress=ignore)
    before = (discography(), Track.objects.count(), Artist.objects.count(), Job.objects.count())
    assert import_folder(ines, music, publish=False, on_progress=ignore) == []
    assert (discography(), Track.objects.count(), Artist.objects.count(), Job.objects.count()) == before
    new = music / "tides" / "cd 2" / "a.flac"
    new.parent.mkdir()
    flac_file(new, pitch_hz=440, tags={"albumartist": "Paper Heron", "album": "Low Tide", "title": "New"})
    (track,) = import_folder(ines, music, publish=False, on_progress=ignore)
    assert (track.release.title, track.position) == ("Low Tide", 4)


def test_an_import_that_was_stopped_goes_on(ines: User, music: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_folder(ines, music, publish=False, on_progress=ignore)
    Job.objects.all().delete()
    Asset.objects.update(state=AssetState.WAITING, sha256="")
    assert len(import_folder(ines, music, publish=False, on_progress=ignore)) == 5
    assert (Track.objects.count(), Job.objects.count()) == (5, 5)


def test_a_release_waits_for_all_its_files_however_fast_the_first_is(
    ines: User, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = media_services.receive_file

    def receive_and_finish(actor: Any, asset_id: Any, body: Any) -> Asset:
        asset = receive(actor, asset_id, body)
        finish(asset)
        deliver_all_events()
        published.append(Release.objects.out().filter(title="Low Tide").exists())
        return asset

    published: list[bool] = []
    monkeypatch.setattr(media_services, "receive_file", receive_and_finish)
    import_folder(ines, music / "tides", publish=True, on_progress=ignore)
    assert published == [False, False, True]


def test_a_file_that_changes_while_it_is_read_is_left_out(
    ines: User, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = media_services.receive_file
    monkeypatch.setattr(
        media_services,
        "receive_file",
        lambda actor, pk, body: receive(actor, pk, io.BytesIO(body.read()[1:])),
    )
    lines: list[str] = []
    assert import_folder(ines, music / "tides", publish=True, on_progress=lines.append) == []
    assert lines[1:] == [
        f"Left out {name}: Not all of the file arrived. Upload it again"
        for name in ("b.flac", "a.flac", "0.flac")
    ]


def test_the_command_waits_until_all_is_ready(music: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    make_user("ada", is_operator=True)
    count = media_queries.count_progress

    def work_meanwhile(asset_ids: list[Any]) -> tuple[int, int, int]:
        if waiting := Job.objects.filter(state="queued").first():
            runner.run_to_end(waiting.pk)
        return count(asset_ids)

    monkeypatch.setattr(media_queries, "count_progress", work_meanwhile)
    monkeypatch.setattr(command, "POLL_S", 0.001)
    output = io.StringIO()
    call_command("import_folder", str(music), "--publish", stdout=output)
    lines = output.getvalue().splitlines()
    assert lines[-2:] == ["Prepared 5 of 5", "Imported 5 tracks."]
    deliver_all_events()
    assert Release.objects.out().count() == 3
    assert {artist.name for artist in Artist.objects.all()} == {"Paper Heron", "Unknown artist"}


@pytest.mark.django_db
def test_what_the_command_cannot_do_it_says(music: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("import_folder", str(music / "high.flac"))
    with pytest.raises(CommandError, match="There is no operator yet"):
        call_command("import_folder", str(music))
    with pytest.raises(CommandError, match="There is no user named nobody"):
        call_command("import_folder", str(music), "--user", "nobody")
    assert Release.objects.count() == 0


def covers_by_title() -> dict[str, str | None]:
    """SHA-256 of the image that each release's cover was made of."""
    return dict(Release.objects.values_list("title", "cover__source_sha256"))


def test_an_image_beside_the_files_is_the_cover(ines: User, music: Path) -> None:
    (music / "tides" / "Folder.PNG").write_bytes(cover_image("red"))
    (music / "tides" / "back.png").write_bytes(cover_image("blue"))
    (music / "cover.png").write_bytes(cover_image("green"))  # beside files of two releases
    import_folder(ines, music, publish=False, on_progress=ignore)
    red = hashlib.sha256(cover_image("red")).hexdigest()
    assert covers_by_title() == {"High Tide": None, "Low Tide": red, "untagged take": None}

    release = Release.objects.get(title="Low Tide")
    covers.remove_cover(ines, str(release.pk))
    flac_file(
        music / "tides" / "d.flac", pitch_hz=500, tags={"albumartist": "Paper Heron", "album": "Low Tide"}
    )
    import_folder(ines, music, publish=False, on_progress=ignore)
    assert covers_by_title()["Low Tide"] is None  # the team's choice


def test_a_bad_image_beside_the_files_is_left_out_with_its_reason(ines: User, music: Path) -> None:
    (music / "tides" / "cover.jpg").write_bytes(b"no image")
    lines: list[str] = []
    tracks = import_folder(ines, music / "tides", publish=False, on_progress=lines.append)
    reason = "This cover image can't be read. Use a JPEG, PNG or WebP file."
    assert lines == ["Paper Heron: Low Tide", f"Left out cover.jpg: {reason}"]
    assert (len(tracks), covers_by_title()) == (3, {"Low Tide": None})
