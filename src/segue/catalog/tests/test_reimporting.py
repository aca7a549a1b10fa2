"""A folder that is imported again: what changed in it, what came, and what may not."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import services
from segue.catalog.genres import Style, give_style, names_of
from segue.catalog.lyrics import remove_lyrics
from segue.catalog.models import Lyrics, Release, Track
from segue.catalog.tests.libraries import ALL, digest, discography, sha256
from segue.kernel.history import Act
from segue.media import services as media_services
from segue.media.models import Asset, LibraryFile
from segue.media.services import Report
from segue.media.tests.factories import flac_file


def retag(*paths: Path, **tags: str) -> None:
    for path in paths:
        audio = FLAC(path)
        audio.update(tags)
        audio.save()


def add_neap(music: Path, **tags: str) -> None:
    own = {"albumartist": "Paper Heron", "album": "Low Tide", "title": "Neap", "tracknumber": "3"} | tags
    flac_file(music / "tides" / "CD1" / "c.flac", pitch_hz=440, frame_count=22_050, tags=own)


def test_new_tags_replace_what_the_old_ones_said_but_not_what_people_chose(
    bring: Callable[..., Report], music: Path
) -> None:
    bring()
    Track.objects.filter(title="Ebb").update(title="Chosen")
    for name, title in (("a.flac", "Ebbing"), ("b.flac", "Slack water")):
        audio = FLAC(music / "tides" / "CD1" / name)
        audio["title"] = title
        audio.save()
    report = bring()
    assert (report.changed, report.new, report.unchanged) == (2, 0, 4)
    assert discography()["Paper Heron", "Low Tide"] == [
        (1, 1, "Slack water"),
        (1, 2, "Chosen"),
        (2, 1, "Far"),
    ]


def test_other_genres_in_a_file_are_the_tracks_unless_somebody_chose_some(
    bring: Callable[..., Report], music: Path
) -> None:
    def give(*genres: str) -> list[str]:
        for name in ("a.flac", "b.flac"):
            audio = FLAC(music / "tides" / "CD1" / name)
            audio["genre"] = list(genres)
            audio.save()
        bring()
        return sorted(
            ", ".join(names_of(track)["genres"]) for track in Track.objects.filter(title__in=("Ebb", "Slack"))
        )

    bring()
    assert give("Dub techno", "Not in any tree") == ["Dub Techno, Not in any tree"] * 2
    release = Release.objects.get(title="Low Tide")
    give_style(Act(release, None), Track.objects.get(title="Ebb"), Style(["Jazz"]))
    assert give("Ambient") == ["Ambient", "Jazz"]


def test_drafts_do_not_join_what_is_public(bring: Callable[..., Report], music: Path, mallory: User) -> None:
    bring()
    add_neap(music)
    bring(publish=False)
    assert [title for _, _, title in seen_by(mallory, "Low Tide")] == ["Slack", "Ebb", "Far"]
    draft = Track.objects.get(title="Neap").release
    assert (draft.title, draft.publish_at, draft.tracks.count()) == ("Low Tide", None, 1)
    add_more = music / "tides" / "CD1" / "d.flac"
    shutil.copy(music / "tides" / "CD1" / "c.flac", add_more)
    retag(add_more, title="Spring", tracknumber="4")
    bring(publish=False)
    assert list(draft.tracks.values_list("title", flat=True)) == ["Neap", "Spring"]


def seen_by(viewer: User, title: str) -> list[tuple[int, int, str]]:
    tracks = Track.objects.visible_to(viewer).filter(release__title=title).order_by("release", "position")
    return list(tracks.values_list("disc_number", "number", "title"))


def test_other_numbers_in_the_files_are_the_order_unless_somebody_chose_one(
    bring: Callable[..., Report], music: Path, ines: User
) -> None:
    def renumber(slack: str, ebb: str) -> list[tuple[int, int, str]]:
        retag(music / "tides" / "CD1" / "b.flac", tracknumber=slack)
        retag(music / "tides" / "CD1" / "a.flac", tracknumber=ebb)
        bring()
        return discography()["Paper Heron", "Low Tide"]

    bring()
    assert renumber("2", "1") == [(1, 1, "Ebb"), (1, 2, "Slack"), (2, 1, "Far")]
    services.change_track(ines, str(Track.objects.get(title="Far").pk), number=3)
    assert renumber("1", "2") == [(1, 2, "Ebb"), (1, 1, "Slack"), (2, 3, "Far")]


@pytest.mark.parametrize("is_at_once", [True, False])
def test_an_album_whose_artist_is_another_now_stays_one_release(
    is_at_once: bool, bring: Callable[..., Report], music: Path
) -> None:
    bring()
    retag(*(music / "tides").rglob("*.flac"), albumartist="Grey Heron")
    if not is_at_once:
        bring()
    add_neap(music, albumartist="Grey Heron")
    bring()
    titles = [title for _, _, title in discography()["Paper Heron", "Low Tide"]]
    assert (titles, Release.objects.count()) == (["Slack", "Ebb", "Neap", "Far"], 3)


def test_an_album_of_the_same_name_by_another_artist_is_another_release(
    bring: Callable[..., Report], music: Path
) -> None:
    bring()
    add_neap(music, albumartist="Grey Heron")
    bring()
    assert discography() == ALL | {("Grey Heron", "Low Tide"): [(1, 3, "Neap")]}


def test_words_that_come_with_a_changed_file_are_read_unless_somebody_took_some(
    bring: Callable[..., Report], music: Path, ines: User
) -> None:
    bring()
    slack = Track.objects.get(title="Slack")
    remove_lyrics(ines, str(slack.pk), "und")
    disc = music / "tides" / "CD1"
    (disc / "a.lrc").write_text("[00:01.00]Beside")
    retag(disc / "a.flac", title="Ebbing")
    retag(disc / "b.flac", title="Slacker", lyrics="Inside")
    retag(music / "tides" / "CD2" / "0.flac", title="Further", lyrics="Far out")
    bring()
    assert dict(Lyrics.objects.values_list("track__title", "text")) == {
        "Ebbing": "[00:01.00]Beside",
        "Further": "Far out",
    }


def test_a_track_in_the_bin_follows_its_file_too(
    bring: Callable[..., Report], music: Path, ines: User
) -> None:
    bring()
    ebb = Track.objects.get(title="Ebb")
    services.delete_track(ines, str(ebb.pk))
    retag(*(music / "tides").rglob("*.flac"), album="Spring Tide")
    retag(music / "tides" / "CD1" / "a.flac", title="Ebbing")
    assert bring().changed == 3
    assert services.restore_track(ines, str(ebb.pk)).title == "Ebbing"
    assert [title for _, _, title in discography()["Paper Heron", "Spring Tide"]] == [
        "Slack",
        "Ebbing",
        "Far",
    ]


@pytest.mark.parametrize("is_copied", [True, False])
def test_blocked_files_become_no_tracks_until_the_block_is_lifted(
    is_copied: bool, bring: Callable[..., Report], music: Path, mallory: User
) -> None:
    blocks = [
        media_services.block_file(mallory, sha256(music / name), reason="Its author objects.")
        for name in ("high.flac", "untagged  take.FLAC", "tides/CD1/a.flac")
    ]
    report = bring(is_copied=is_copied)
    reason = "This server's moderators have blocked this recording: Its author objects."
    assert (report.new, sorted(report.refused)[1:]) == (
        2,
        [("high.flac", reason), ("tides/CD1/a.flac", reason), ("untagged  take.FLAC", reason)],
    )
    low = ("Paper Heron", "Low Tide")
    assert discography() == {low: [(1, 1, "Slack"), (2, 1, "Far")]}
    assert (Asset.objects.count(), Artist.objects.exclude(listed_from=None).count()) == (2, 1)
    assert list(LibraryFile.objects.filter(refusal=reason).values_list("asset", flat=True)) == [None] * 3

    os.utime(music / "high.flac", ns=(1, 1))
    bring()
    before = digest()
    assert bring().unchanged == 6
    assert digest() == before

    for block in blocks:
        media_services.unblock(mallory, block.pk, reason="It was settled.")
    assert (bring().new, discography(), Artist.objects.exclude(listed_from=None).count()) == (3, ALL, 2)


def test_a_block_of_what_is_here_leaves_it_to_the_moderators(
    bring: Callable[..., Report], music: Path, mallory: User
) -> None:
    bring()
    media_services.block_file(mallory, sha256(music / "high.flac"), reason="Its author objects.")
    assert bring(is_copied=True).refused == []
    assert discography() == ALL
