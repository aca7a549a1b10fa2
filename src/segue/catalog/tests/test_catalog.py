"""Releases and tracks over HTTP: what goes in, what comes out, in how many queries."""

import json
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
from segue.catalog import publishing, queries
from segue.catalog.errors import ReleaseIsFull
from segue.catalog.models import Release, Track
from segue.catalog.services import tracks as track_services
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.kernel.jobs.models import Job
from segue.media.models import Asset
from segue.media.tests.factories import start_processing

pytestmark = pytest.mark.django_db
RELEASES = "/api/v1/releases"


def send(client: Client, method: str, path: str, **fields: object) -> Any:
    return client.generic(method, path, json.dumps(fields), content_type="application/json")


def test_a_new_release_is_a_draft_that_publishes_itself(browser: Client, heron: Artist) -> None:
    answer = send(browser, "POST", RELEASES, artist_id=str(heron.pk))
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["title"], shown["state"], shown["publish_when_ready"]) == (
        "Untitled release",
        "draft",
        True,
    )
    assert (shown["slug"], shown["tracks"], shown["cover"], shown["can_edit"]) == (
        shown["id"],
        [],
        None,
        True,
    )
    assert shown["artist"] == {"id": str(heron.pk), "name": "Paper Heron", "slug": "paper-heron"}


def test_an_announced_file_becomes_a_waiting_track(browser: Client, ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    path = f"{RELEASES}/{release.pk}/tracks"
    tracks = [
        send(browser, "POST", path, file_name=name, bytes=7).json() for name in ("01 Ebb.WAV", "b/../ .flac")
    ]
    assert [(track["position"], track["title"], track["state"]) for track in tracks] == [
        (1, "01 Ebb", "waiting"),
        (2, "Untitled", "waiting"),
    ]
    assert tracks[0]["upload"]["bytes"] == 7
    assert (tracks[0]["is_playable"], tracks[0]["duration_ms"]) == (False, None)
    assert browser.get(f"{RELEASES}/{release.pk}").json()["tracks"] == tracks


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"file_name": "a.exe", "bytes": 7}, 422, "media.unsupported_file"),
        ({"file_name": "a.wav", "bytes": 0}, 422, "media.file_empty"),
        ({"file_name": "a.wav", "bytes": 2**53}, 413, "media.file_too_large"),
        ({"file_name": "a.wav", "bytes": 2**53 + 1}, 422, "http.invalid"),
        ({"file_name": "a.wav", "bytes": -1}, 422, "http.invalid"),
        ({"file_name": "a" * 252 + ".wav", "bytes": 7}, 422, "http.invalid"),
        ({"file_name": "a.wav", "bytes": 7, "owner_id": "x"}, 422, "http.invalid"),
    ],
)
def test_files_that_can_not_be_used_are_refused_before_any_byte(
    fields: dict[str, object], status: int, code: str, browser: Client, ines: User, heron: Artist
) -> None:
    release = make_release(ines, heron)
    answer = send(browser, "POST", f"{RELEASES}/{release.pk}/tracks", **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (Track.objects.count(), Asset.objects.count()) == (0, 0)


def test_a_release_has_an_end(ines: User, heron: Artist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_services, "MAX_TRACKS", 2)
    release = make_release(ines, heron)
    add_track(ines, release)
    add_track(ines, release)
    with pytest.raises(ReleaseIsFull):
        add_track(ines, release)
    assert (Track.objects.count(), Asset.objects.count()) == (2, 2)


def test_only_the_fields_that_were_sent_change(browser: Client, ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    path = f"{RELEASES}/{release.pk}"
    assert send(browser, "PATCH", path, publish_when_ready=False).json()["title"] == "Low Tide"
    shown = send(browser, "PATCH", path, title=" High\tTide ").json()
    assert (shown["title"], shown["publish_when_ready"]) == ("High Tide", False)
    for fields in (
        {"title": ""},
        {"title": " \0 "},
        {"title": "a" * 301},
        {"state": "published"},
        {"slug": "x"},
    ):
        assert send(browser, "PATCH", path, **fields).status_code == 422
    assert browser.get(path).json() == shown


def test_renaming_a_track(browser: Client, ines: User, heron: Artist) -> None:
    track = add_track(ines, make_release(ines, heron))
    path = f"/api/v1/tracks/{track.pk}"
    assert send(browser, "PATCH", path, title="Ebb").json()["title"] == "Ebb"
    refusal = send(browser, "PATCH", path, title="\n")
    assert (refusal.status_code, refusal.json()["code"]) == (422, "http.invalid")
    assert browser.get(path).json()["title"] == "Ebb"


def test_a_draft_goes_with_its_tracks_files_and_jobs(browser: Client, ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    start_processing(add_track(ines, release).asset)
    path = f"{RELEASES}/{release.pk}?for_good=true"
    make_ready(add_track(ines, make_release(ines, heron, publish_when_ready=False)))
    assert browser.delete(path).status_code == 204
    assert (Release.objects.count(), Track.objects.count(), Asset.objects.count()) == (1, 1, 1)
    assert Job.objects.count() == 0


def test_a_public_release_is_not_deleted(browser: Client, ines: User, heron: Artist) -> None:
    release = make_published(ines, heron)
    answer = browser.delete(f"{RELEASES}/{release.pk}")
    assert (answer.status_code, answer.json()["code"]) == (409, "catalog.release_is_published")
    assert Client().get(f"{RELEASES}/{release.pk}").status_code == 200


def test_nobody_puts_music_under_the_name_of_someone_else(mallory: User, heron: Artist) -> None:
    client = Client()
    client.force_login(mallory)
    answer = send(client, "POST", RELEASES, artist_id=str(heron.pk))
    assert (answer.status_code, answer.json()["code"]) == (404, "artists.not_found")
    assert Release.objects.count() == 0


def test_the_kind_follows_the_number_of_tracks(browser: Client, ines: User, heron: Artist) -> None:
    kinds = {}
    for count in (1, 2, 6, 7):
        release = make_published(ines, heron, tracks=count)
        shown = browser.get(f"{RELEASES}/{release.pk}").json()
        kinds[shown["track_count"]] = (shown["kind"], shown["duration_ms"])
    assert kinds == {1: ("single", 8000), 2: ("ep", 16000), 6: ("ep", 48000), 7: ("album", 56000)}


def test_a_track_that_is_added_to_a_public_release_shows_once_it_can_be_heard(
    browser: Client, ines: User, heron: Artist
) -> None:
    release = make_published(ines, heron)
    track = add_track(ines, release)
    assert Client().get(f"{RELEASES}/{release.pk}").json()["track_count"] == 1
    assert browser.get(f"{RELEASES}/{release.pk}").json()["track_count"] == 2
    assert Client().get(f"/api/v1/tracks/{track.pk}").status_code == 404
    make_ready(track)
    assert Client().get(f"{RELEASES}/{release.pk}").json()["track_count"] == 2
    assert Client().get(f"/api/v1/tracks/{track.pk}").json()["upload"] is None


@pytest.mark.parametrize("viewer", ["visitor", "team"])
def test_the_number_of_queries_does_not_grow(
    viewer: str, browser: Client, ines: User, heron: Artist, django_assert_max_num_queries: Any
) -> None:
    client = browser if viewer == "team" else Client()
    counts: dict[str, list[int]] = {}
    for wanted in (2, 20):
        while Release.objects.count() < wanted:
            make_published(ines, heron)
        release = make_published(ines, make_artist(ines, f"Of {wanted}"), tracks=wanted)
        track = queries.get_release(ines, str(release.pk)).tracks.all()[0]
        for name, path in {
            "list": f"{RELEASES}?limit={wanted}",
            "artist": f"{RELEASES}?artist=paper-heron",
            "detail": f"{RELEASES}/{release.pk}",
            "track": f"/api/v1/tracks/{track.pk}",
            "stream": f"/api/v1/tracks/{track.pk}/stream",
        }.items():
            client.get(path)  # a new visitor gets a cookie with the first answer
            with django_assert_max_num_queries(17) as captured:
                assert client.get(path).status_code == 200
            counts.setdefault(name, []).append(len(captured))
    assert {name: (few == many) for name, (few, many) in counts.items()} == dict.fromkeys(counts, True)


def test_the_newest_publication_comes_first(browser: Client, ines: User, heron: Artist) -> None:
    waiting = make_release(ines, heron, title="Begun first", publish_when_ready=False)
    make_ready(add_track(ines, waiting))
    make_published(ines, heron, title="Published first")
    publishing.publish_release(ines, str(waiting.pk))
    titles = [item["title"] for item in browser.get(RELEASES).json()["items"]]
    assert titles == ["Begun first", "Published first"]


def test_pages_of_releases(browser: Client, ines: User, heron: Artist) -> None:
    titles = [make_published(ines, heron, title=f"Tide {number}").title for number in range(3)]
    first = browser.get(f"{RELEASES}?limit=2").json()
    second = browser.get(f"{RELEASES}?limit=2&cursor={first['next_cursor']}").json()
    assert [item["title"] for item in first["items"] + second["items"]] == titles[::-1]
    assert second["next_cursor"] is None
    assert browser.get(f"{RELEASES}?limit=101").status_code == 422
    assert browser.get(f"{RELEASES}?artist=nobody").json()["code"] == "artists.not_found"
