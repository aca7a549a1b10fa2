"""Editing releases and tracks: every field, a hundred tracks at once, and several people at the same time."""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member, make_artist
from segue.artists.types import Role
from segue.catalog import services
from segue.catalog.models import Edit, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_release
from segue.kernel.history import EditConflict

pytestmark = pytest.mark.django_db
RELEASES = "/api/v1/releases"
MB_ID = "1b022e01-4da6-387b-8658-8678046e4cef"
OF_RELEASE = {
    "title": "High Tide",
    "credit": "Paper Heron & Friends",
    "released_on": "1997-05",
    "label_name": "Shore",
    "catalog_number": "SH 001",
    "upc": "036000291452",
    "language": "pt-BR",
    "license": "CC-BY-4.0",
    "copyright_line": "1997 Paper Heron",
    "phonographic_line": "1997 Shore",
    "description": "Made at sea.\n\nIn one night.",
    "disc_titles": {"1": "Day", "2": "Night"},
    "musicbrainz_release_id": MB_ID,
    "musicbrainz_group_id": MB_ID,
    "publish_when_ready": False,
}
OF_TRACK = {
    "title": "Ebb",
    "version_title": "live",
    "credit": "Paper Heron feat. Gull",
    "work": "Tides, op. 3",
    "isrc": "GBAYE0601498",
    "language": "zxx",
    "explicit": "clean",
    "license": "CC0-1.0",
    "copyright_line": "1997 Paper Heron",
    "phonographic_line": "1997 Shore",
    "bpm": 120.5,
    "key": "F#m",
    "number": 7,
    "musicbrainz_recording_id": MB_ID,
    "musicbrainz_track_id": MB_ID,
    "musicbrainz_work_id": MB_ID,
}


def send(client: Client, method: str, path: str, body: object) -> Any:
    return client.generic(method, path, json.dumps(body), content_type="application/json")


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_release(ines, heron)


@pytest.fixture
def tracks(ines: User, release: Release) -> list[Track]:
    return [add_track(ines, release, f"take {number}.flac") for number in (1, 2, 3)]


def versions(release: Release) -> tuple[int, int]:
    """The version and the number of acts on record."""
    acts = Edit.objects.filter(release=release).values("act").distinct().count()
    return Release.objects.get(pk=release.pk).version, acts


def test_all_fields_of_a_release_in_one_act(browser: Client, release: Release) -> None:
    path = f"{RELEASES}/{release.pk}"
    shown = send(browser, "PATCH", path, {**OF_RELEASE, "kind": "live", "version": 1}).json()
    assert {name: shown[name] for name in OF_RELEASE} == OF_RELEASE
    assert (shown["kind"], shown["chosen_kind"], shown["version"], shown["visibility"]) == (
        "live",
        "live",
        2,
        "public",
    )
    assert versions(release) == (2, 1)
    emptied = send(
        browser, "PATCH", path, {"kind": "", "upc": "", "musicbrainz_group_id": None, "title": None}
    ).json()
    assert (emptied["chosen_kind"], emptied["upc"], emptied["title"]) == ("", "", "High Tide")
    assert (emptied["musicbrainz_group_id"], emptied["musicbrainz_release_id"]) == (None, MB_ID)


def test_all_fields_of_a_track_in_one_act(browser: Client, release: Release, tracks: list[Track]) -> None:
    path = f"/api/v1/tracks/{tracks[0].pk}"
    shown = send(browser, "PATCH", path, OF_TRACK).json()
    assert {name: shown[name] for name in OF_TRACK} == OF_TRACK
    assert (shown["position"], shown["disc_number"]) == (1, 1)
    assert versions(release) == (5, 4)
    assert send(browser, "PATCH", path, {"bpm": None, "isrc": ""}).json()["bpm"] is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " \u200b", "This can't be empty."),
        ("title", "a" * 301, "Write at most 300 characters."),
        ("upc", "036000291453", "The last digit doesn't fit"),
        ("language", "english please", "language tag"),
        ("license", "mine", "/licenses"),
        ("released_on", "soon", "1997-05-31"),
        ("disc_titles", {"0": "Zero"}, "Name discs by their numbers"),
        ("musicbrainz_release_id", "x", "A MusicBrainz id looks like"),
        ("kind", "mixtape", "album"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_changes(
    field: str, value: object, words: str, browser: Client, release: Release
) -> None:
    answer = send(browser, "PATCH", f"{RELEASES}/{release.pk}", {"label_name": "Shore", field: value})
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")
    [error] = answer.json()["errors"]
    assert field in error["loc"]
    assert words in error["msg"]
    assert versions(release) == (1, 0)


def test_an_address_of_musicbrainz_is_its_id(browser: Client, release: Release) -> None:
    address = f"https://musicbrainz.org/release/{MB_ID}/discids"
    path = f"{RELEASES}/{release.pk}"
    assert (
        send(browser, "PATCH", path, {"musicbrainz_release_id": address}).json()["musicbrainz_release_id"]
        == MB_ID
    )


def test_a_hundred_tracks_are_one_act(browser: Client, release: Release, tracks: list[Track]) -> None:
    changes = [
        {"id": str(track.pk), "language": "pt", "isrc": "gb-aye-06-0149" + str(i)}
        for i, track in enumerate(tracks)
    ]
    answer = send(browser, "PATCH", f"{RELEASES}/{release.pk}/tracks", {"version": 4, "tracks": changes})
    shown = answer.json()
    assert [(track["language"], track["isrc"]) for track in shown["tracks"]] == [
        ("pt", "GBAYE0601490"),
        ("pt", "GBAYE0601491"),
        ("pt", "GBAYE0601492"),
    ]
    assert (shown["version"], versions(release)) == (5, (5, 4))


def test_all_tracks_or_none(
    browser: Client, ines: User, heron: Artist, release: Release, tracks: list[Track]
) -> None:
    foreign = add_track(ines, make_release(ines, heron))
    path = f"{RELEASES}/{release.pk}/tracks"
    first = {"id": str(tracks[0].pk), "title": "Ebb"}
    for other, status, code in (
        ({"id": str(foreign.pk), "title": "Flow"}, 404, "catalog.track_not_found"),
        ({"id": str(uuid.uuid4()), "title": "Flow"}, 404, "catalog.track_not_found"),
        ({"id": str(tracks[1].pk), "isrc": "x"}, 422, "http.invalid"),
        (first, 422, "http.invalid"),
    ):
        answer = send(browser, "PATCH", path, {"tracks": [first, other]})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert send(browser, "PATCH", path, {"tracks": []}).status_code == 422
    assert versions(release) == (4, 3)
    assert Track.objects.get(pk=tracks[0].pk).title == "take 1"


def test_the_field_of_a_track_among_many_is_named(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    changes = [{"id": str(tracks[0].pk)}, {"id": str(tracks[1].pk), "isrc": "x"}]
    answer = send(browser, "PATCH", f"{RELEASES}/{release.pk}/tracks", {"tracks": changes})
    assert answer.json()["errors"][0]["loc"][-3:] == ["tracks", 1, "isrc"]


def test_who_edits_what_changed_meanwhile_sees_both(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    path = f"{RELEASES}/{release.pk}"
    seen = browser.get(path).json()["version"]
    assert send(browser, "PATCH", path, {"version": seen, "title": "Hers"}).status_code == 200
    refused = send(browser, "PATCH", path, {"version": seen, "title": "His", "label_name": "Shore"})
    assert (refused.status_code, refused.json()["code"]) == (409, "history.edit_conflict")
    assert refused.json()["version"] == seen + 1
    assert refused.json()["conflicts"] == [
        {
            "subject_kind": "release",
            "subject_id": str(release.pk),
            "field": "title",
            "yours": "His",
            "theirs": "Hers",
        }
    ]
    shown = browser.get(path).json()
    assert (shown["title"], shown["label_name"], shown["version"]) == ("Hers", "", seen + 1)
    track = {"id": str(tracks[0].pk), "title": "Ebb"}
    assert send(browser, "PATCH", f"{path}/tracks", {"version": seen, "tracks": [track]}).status_code == 200


def test_the_version_is_for_the_team_alone(browser: Client, ines: User, heron: Artist) -> None:
    path = f"{RELEASES}/{make_published(ines, heron).pk}"
    assert isinstance(browser.get(path).json()["version"], int)
    assert Client().get(path).json()["version"] is None


def test_an_uploader_does_not_decide_on_publication(ines: User, heron: Artist, release: Release) -> None:
    ulf = make_user("ulf")
    add_member(heron, ulf, Role.UPLOADER)
    client = Client()
    client.force_login(ulf)
    path = f"{RELEASES}/{release.pk}"
    refused = send(client, "PATCH", path, {"title": "Mine", "publish_when_ready": False})
    assert (refused.status_code, refused.json()["code"]) == (403, "artists.role_not_enough")
    assert versions(release) == (1, 0)
    assert send(client, "PATCH", path, {"title": "Mine", "publish_when_ready": True}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_no_update_of_two_editors_at_once_is_lost() -> None:
    """Each of two people adds to what they read, until it is taken; in the end all of it stands there."""
    ines, otto = make_user("ines"), make_user("otto")
    heron = make_artist(ines)
    add_member(heron, otto, Role.MANAGER)
    release = make_release(ines, heron, title="x")
    start, rounds = threading.Barrier(2), 6

    def edit(person: User, letter: str) -> int:
        conflicts = 0
        try:
            start.wait(20)
            for _ in range(rounds):
                while True:
                    seen = Release.objects.get(pk=release.pk)
                    wish = seen.title + letter
                    try:
                        services.change_release(
                            person, str(release.pk), base_version=seen.version, title=wish
                        )
                        break
                    except EditConflict:
                        conflicts += 1
        finally:
            connection.close()
        return conflicts

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(edit, ines, "i"), pool.submit(edit, otto, "o")]
        assert all(future.result(60) >= 0 for future in done)
    title = Release.objects.get(pk=release.pk).title
    assert (title[0], title.count("i"), title.count("o"), len(title)) == ("x", 6, 6, 13)
    assert versions(release) == (13, 12)
