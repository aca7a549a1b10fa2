"""A folder of tagged files becomes releases; again, only what changed in it does anything."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from segue.artists.models import Artist
from segue.catalog import importing, moments
from segue.catalog.importing import Progress
from segue.catalog.models import Credit, Genre, Lyrics, Release, Track
from segue.catalog.tests.libraries import ALL, digest, discography, sha256
from segue.media import queries as media_queries
from segue.media.models import Asset, DuplicatePair, LibraryFile, LibraryFolder, RawTags
from segue.media.services import Report
from segue.media.tests.factories import cover_image, flac_file

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"


def test_each_album_becomes_a_release_in_its_own_order(bring: Callable[..., Report]) -> None:
    steps: list[Progress] = []
    report = bring(on_progress=steps.append)
    assert (report.new, report.refused) == (
        5,
        [("empty.wav", "This file is empty. Export it again and upload the new file.")],
    )
    assert discography() == ALL
    assert (Release.objects.listed().count(), Artist.objects.exclude(listed_from=None).count()) == (3, 2)
    assert {asset.state for asset in Asset.objects.all()} == {"on_demand"}
    assert list(Asset.objects.values_list("duration_ms", "codec", "master_key").distinct()) == [
        (500, "flac", "")
    ]
    assert [step for step in steps if step.step == importing.SCAN][-1] == Progress("Scanned", 6, 6)


def test_people_genres_words_and_unknown_fields_come_along(bring: Callable[..., Report]) -> None:
    bring()
    low = Release.objects.get(title="Low Tide")
    assert (low.released_on, low.label_name, [genre.name for genre in low.genres.all()]) == (
        "2021-05-07",
        "Quiet",
        ["Ambient"],
    )
    people = Credit.objects.filter(track__title="Ebb").values_list("role", "name")
    assert list(people) == [("main", "Paper Heron feat. Ollo"), ("composer", "Ines Valadão")]
    assert Track.objects.get(title="Ebb").credit == "Paper Heron feat. Ollo"
    words = Lyrics.objects.get()
    assert (words.track.title, words.kind) == ("Slack", "lines")
    assert words.lines == [{"start_ms": 1000, "text": "Slow"}, {"start_ms": 2500, "text": "water"}]
    raw = RawTags.objects.get(asset__file_name="0.flac")
    assert (raw.format, raw.fields["custom field"], raw.fields["composer"]) == (
        "vorbis",
        ["kept"],
        ["Ines Valadão"],
    )


def test_again_it_writes_nothing_at_all(bring: Callable[..., Report], music: Path) -> None:
    (music / "tides" / "CD1" / "cover.png").write_bytes(cover_image())
    bring()
    moments.announce_due()
    before = digest()
    report = bring()
    assert (report.new, report.changed, report.unchanged, report.missing) == (0, 0, 6, 0)
    assert digest() == before


def test_a_new_file_joins_its_release_at_its_place(bring: Callable[..., Report], music: Path) -> None:
    bring()
    tags = {
        "albumartist": "Paper Heron",
        "album": "Low Tide",
        "title": "Neap",
        "tracknumber": "3",
        "discnumber": "1",
    }
    flac_file(music / "tides" / "CD1" / "c.flac", pitch_hz=440, frame_count=22_050, tags=tags)
    report = bring()
    assert (report.new, report.unchanged) == (1, 6)
    titles = [title for _, _, title in discography()["Paper Heron", "Low Tide"]]
    assert (titles, Release.objects.count()) == (["Slack", "Ebb", "Neap", "Far"], 3)


def test_a_moved_file_keeps_its_track(bring: Callable[..., Report], music: Path) -> None:
    bring()
    before = dict(Track.objects.values_list("title", "pk"))
    (music / "elsewhere").mkdir()
    (music / "high.flac").rename(music / "elsewhere" / "flood.flac")
    report = bring()
    assert (report.new, report.moved, report.missing) == (0, 1, 0)
    assert dict(Track.objects.values_list("title", "pk")) == before
    assert bytes(LibraryFile.objects.get(asset__file_name="high.flac").path) == b"elsewhere/flood.flac"


def test_a_missing_file_keeps_its_track_and_comes_back(bring: Callable[..., Report], music: Path) -> None:
    bring()
    (music / "high.flac").rename(music.parent / "aside.flac")
    assert bring().missing == 1
    assert [bytes(row.path) for row in LibraryFile.objects.exclude(missing_at=None)] == [b"high.flac"]
    assert bring().missing == 0
    (music.parent / "aside.flac").rename(music / "high.flac")
    report = bring()
    assert (report.back, report.new, discography()) == (1, 0, ALL)
    assert not LibraryFile.objects.exclude(missing_at=None).exists()


def test_an_empty_folder_is_a_disk_that_is_not_there(bring: Callable[..., Report], music: Path) -> None:
    bring()
    shutil.rmtree(music)
    music.mkdir()
    report = bring()
    assert (report.missing, report.troubles) == (
        0,
        ["There is no music in the folder any more. Is its disk there?"],
    )
    assert not LibraryFile.objects.exclude(missing_at=None).exists()


def test_a_file_that_was_only_touched_is_as_it_was(bring: Callable[..., Report], music: Path) -> None:
    bring()
    asset = Asset.objects.get(file_name="high.flac")
    os.utime(music / "high.flac", ns=(1, 1))
    report = bring()
    assert (report.changed, report.new) == (0, 0)
    assert LibraryFile.objects.get(asset=asset).modified_ns == 1
    before = digest()
    bring()
    assert digest() == before


def test_the_same_file_twice_is_two_tracks_and_a_pair_to_decide(
    bring: Callable[..., Report], music: Path
) -> None:
    shutil.copy(music / "high.flac", music / "tides" / "again.flac")
    bring()
    pair = DuplicatePair.objects.get()
    assert (pair.kind, pair.earlier.sha256, pair.similarity) == ("same_file", pair.later.sha256, 1.0)
    assert Track.objects.filter(title="Flood").count() == 2
    assert media_queries.count_same_files(LibraryFolder.objects.get()) == 1


def test_copied_files_are_in_storage_and_readable_from_there(
    bring: Callable[..., Report], music: Path
) -> None:
    bring(is_copied=True)
    keys = set(Asset.objects.values_list("master_key", flat=True))
    assert keys == {f"objects/{sha[:2]}/{sha[2:4]}/{sha}" for sha in map(sha256, music.rglob("[!.]*.[fF]*"))}
    before = digest()
    bring(is_copied=True)
    assert digest() == before


def test_names_of_any_bytes_are_files_like_others(bring: Callable[..., Report], music: Path) -> None:
    flood = music / "high.flac"
    for name in (b"\xff\xfe.flac", "夜の海.flac".encode(), "Море.flac".encode()):
        shutil.copy(flood, music / os.fsdecode(name))
    flood.unlink()
    bring(publish=False)
    paths = {bytes(row.path) for row in LibraryFile.objects.filter(asset__isnull=False)}
    assert {b"\xff\xfe.flac", "夜の海.flac".encode(), "Море.flac".encode()} < paths
    assert Asset.objects.filter(file_name="\ufffd\ufffd.flac").exists()
    before = digest()
    bring(publish=False)
    assert digest() == before


def test_links_and_loops_are_left_out(bring: Callable[..., Report], music: Path) -> None:
    (music / "tides" / "loop").symlink_to(music)
    (music / "link.flac").symlink_to(music / "high.flac")
    assert bring().new == 5


def test_an_import_that_is_stopped_anywhere_goes_on(
    bring: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in (importing.SCAN, importing.READ, importing.COVERS):

        def stop(progress: Progress, at: str = step) -> None:
            if progress.step == at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bring(on_progress=stop)
        assert Track.objects.count() in (0, 5)
    bring()
    assert discography() == ALL
    assert not Asset.objects.filter(sha256="").exists()


def test_an_image_beside_the_files_is_the_cover_but_not_among_several_albums(
    bring: Callable[..., Report], music: Path
) -> None:
    (music / "tides" / "Folder.PNG").write_bytes(cover_image("red"))
    (music / "cover.png").write_bytes(cover_image("green"))
    bring()
    red = hashlib.sha256(cover_image("red")).hexdigest()
    covers = dict(Release.objects.values_list("title", "cover__source_sha256"))
    assert covers == {"High Tide": None, "Low Tide": red, "untagged take": None}


def test_a_bad_image_is_told_and_stops_nothing(bring: Callable[..., Report], music: Path) -> None:
    (music / "tides" / "cover.jpg").write_bytes(b"no image")
    report = bring()
    reason = "This picture can't be read. Use a JPEG, PNG or WebP file."
    assert report.troubles == [f"No cover for Low Tide: {reason}"]


def test_several_artists_without_an_album_artist_are_a_compilation(
    bring: Callable[..., Report], music: Path
) -> None:
    folder = music.parent / "various"
    folder.mkdir()
    for number, artist in enumerate(("Ana", "Bo", "Célia"), start=1):
        tags = {"artist": artist, "album": "Shore", "title": f"T{number}", "tracknumber": str(number)}
        flac_file(folder / f"{number}.flac", pitch_hz=200 + number, frame_count=11_025, tags=tags)
    bring(folder=folder)
    release = Release.objects.get()
    assert (release.artist.name, release.kind) == ("Various Artists", "compilation")
    assert list(release.tracks.values_list("credit", flat=True)) == ["Ana", "Bo", "Célia"]


@pytest.mark.parametrize(("name", "accepted"), [("C_music/wizznic-data", 9), ("D_odd_audio/tinytag", None)])
def test_real_music_twice(name: str, accepted: int | None, bring: Callable[..., Report]) -> None:
    """Full-length pieces of many formats, and odd and broken files of the libraries that read them."""
    if not (DATA / name).is_dir():
        pytest.skip(f"needs the test data {name} beside the checkout")
    report = bring(folder=DATA / name)
    tracks = Track.objects.count()
    assert tracks == report.new
    assert accepted in (None, tracks)
    assert LibraryFile.objects.count() == tracks + len(report.refused)
    assert Genre.objects.count() > 0
    moments.announce_due(limit=1000)
    before = digest()
    again = bring(folder=DATA / name)
    assert (again.new, again.changed, again.unchanged) == (0, 0, LibraryFile.objects.count())
    assert digest() == before
