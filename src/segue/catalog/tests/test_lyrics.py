"""Lyrics over HTTP: by language, with times for the player, for whoever may hear the track."""

import json
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog.models import Edit, Lyrics, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_release

pytestmark = pytest.mark.django_db
LRC = "[ti:Low Tide]\n[00:01.00]<00:01.00>Slack <00:01.50>water\n[00:03.00]Reeds\n"


@pytest.fixture
def track(ines: User, heron: Artist) -> Track:
    return Track.objects.get(release=make_published(ines, heron))


def put(client: Client, track: Track, language: str, text: str, **rest: Any) -> tuple[int, Any]:
    path, body = f"/api/v1/tracks/{track.pk}/lyrics/{language}", json.dumps({"text": text, **rest})
    answer = client.put(path, body, content_type="application/json")
    return answer.status_code, answer.json()


def listed(client: Client, track: Track) -> Any:
    return client.get(f"/api/v1/tracks/{track.pk}/lyrics").json()


def test_words_with_times_are_ready_for_the_player(browser: Client, track: Track) -> None:
    status, answer = put(browser, track, "EN-gb", LRC)
    assert (status, answer["language"], answer["kind"]) == (200, "en-GB", "words")
    assert answer["version"] == Release.objects.get().version
    words = [{"start_ms": 1000, "text": "Slack "}, {"start_ms": 1500, "text": "water"}]
    assert listed(Client(), track) == [
        {
            "language": "en-GB",
            "kind": "words",
            "lines": [
                {"start_ms": 1000, "text": "Slack water", "words": words},
                {"start_ms": 3000, "text": "Reeds", "words": []},
            ],
            "text": None,
            "version": None,
        }
    ]
    assert listed(browser, track)[0]["text"] == LRC.strip()
    assert browser.get(f"/api/v1/tracks/{track.pk}").json()["lyrics_languages"] == ["en-GB"]


def test_the_lrc_file_brings_the_same_lines_again(browser: Client, track: Track) -> None:
    put(browser, track, "en", LRC)
    file = Client().get(f"/api/v1/tracks/{track.pk}/lyrics/en.lrc")
    assert (file.status_code, file["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert file.content.decode() == "[00:01.00]<00:01.00>Slack <00:01.50>water\n[00:03.00]Reeds\n"
    before = listed(Client(), track)[0]["lines"]
    put(browser, track, "de", file.content.decode())
    assert [entry["lines"] for entry in listed(Client(), track)] == [before, before]


def test_without_a_known_language_it_is_undetermined(browser: Client, track: Track) -> None:
    assert put(browser, track, "und", "La la")[1]["language"] == "und"
    assert Lyrics.objects.get().language == ""
    assert Client().get(f"/api/v1/tracks/{track.pk}/lyrics/und.lrc").content == b"La la\n"


@pytest.mark.parametrize(
    ("language", "text", "status", "code"),
    [
        ("en", "[00:61.00]x", 422, "catalog.lyrics_unreadable"),
        ("en", "", 422, "catalog.lyrics_unreadable"),
        ("en", "a" * 100_001, 422, "http.invalid"),
        ("no_such", "La", 422, "catalog.language_unknown"),
        ("x" * 36, "La", 422, "http.invalid"),
    ],
)
def test_what_is_refused_leaves_the_old_words(
    language: str, text: str, status: int, code: str, browser: Client, track: Track
) -> None:
    put(browser, track, "en", "Old words")
    before = list(Lyrics.objects.values()), Edit.objects.count()
    answer = put(browser, track, language, text)
    assert (answer[0], answer[1]["code"]) == (status, code)
    assert (list(Lyrics.objects.values()), Edit.objects.count()) == before


def test_twenty_languages_are_enough(browser: Client, track: Track) -> None:
    for number in range(20):
        assert put(browser, track, f"q{chr(97 + number)}", "La")[0] == 200
    status, problem = put(browser, track, "en", "La")
    assert (status, problem["code"], Lyrics.objects.count()) == (409, "catalog.too_many_lyrics", 20)
    assert put(browser, track, "qa", "Lo")[0] == 200


def test_a_conflict_shows_both_texts(browser: Client, track: Track) -> None:
    seen = Release.objects.get().version
    put(browser, track, "en", "Hers", version=seen)
    status, problem = put(browser, track, "en", "His", version=seen)
    assert status == 409
    (conflict,) = problem["conflicts"]
    assert (conflict["field"], conflict["yours"], conflict["theirs"]) == ("en", "His", "Hers")
    assert put(browser, track, "pt", "A dela", version=seen)[0] == 200


def test_removed_words_come_back_by_undo(browser: Client, track: Track) -> None:
    put(browser, track, "en", LRC)
    path = f"/api/v1/tracks/{track.pk}/lyrics/en"
    before = Lyrics.objects.values("language", "kind", "text", "lines").get()
    assert browser.delete(path).status_code == 204
    assert (Lyrics.objects.count(), browser.delete(path).status_code) == (0, 404)
    edit = Edit.objects.filter(subject_kind="lyrics").latest("version")
    assert (edit.before, edit.after) == ({"en": LRC.strip()}, {"en": None})
    undo = f"/api/v1/releases/{track.release_id}/history/{edit.act}/undo"
    assert browser.post(undo, content_type="application/json").status_code == 200
    assert Lyrics.objects.values("language", "kind", "text", "lines").get() == before


def test_words_of_a_draft_are_its_teams(ines: User, heron: Artist, browser: Client, mallory: User) -> None:
    track = add_track(ines, make_release(ines, heron))
    put(browser, track, "en", "Secret words")
    stranger = Client()
    stranger.force_login(mallory)
    for path in (f"/api/v1/tracks/{track.pk}/lyrics", f"/api/v1/tracks/{track.pk}/lyrics/en.lrc"):
        assert [client.get(path).status_code for client in (browser, Client(), stranger)] == [200, 404, 404]
    assert put(stranger, track, "en", "Mine")[0] == 404
    assert Lyrics.objects.get().text == "Secret words"
