"""Genres and moods: the tree, names beside it, and what operators make of them."""

import json
import threading
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.catalog.genre_names import genre_key
from segue.catalog.genre_tree import plant, tree
from segue.catalog.genres import named_genres, split_names
from segue.catalog.models import Edit, Genre, GenreAlias, GenreKind, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_release
from segue.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planted(db: None) -> None:
    """Tests that empty all tables take away what the migration brought."""
    if Genre.objects.count() < len(tree()):
        plant(Genre.objects, GenreAlias.objects)


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_published(ines, heron)


@pytest.fixture
def operator(db: None) -> Client:
    client = Client()
    client.force_login(make_user("operator", is_operator=True))
    return client


def send(client: Client, method: str, path: str, **body: Any) -> tuple[int, Any]:
    answer = client.generic(method, f"/api/v1/{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json() if answer.content else None


def listed(client: Client) -> dict[str, Any]:
    return {f"{entry['kind']} {entry['name']}": entry for entry in client.get("/api/v1/genres").json()}


def genre(name: str, kind: GenreKind = GenreKind.GENRE) -> Genre:
    return Genre.objects.get(kind=kind, name=name)


def test_the_tree_is_whole_and_planting_it_again_changes_nothing() -> None:
    kinds = [entry.kind for entry in tree()]
    assert (kinds.count("genre"), kinds.count("mood")) == (209, 49)
    assert sum(entry.parent is None for entry in tree()) == 26
    before = list(Genre.objects.order_by("pk").values()), list(GenreAlias.objects.order_by("pk").values())
    plant(Genre.objects, GenreAlias.objects)
    again = list(Genre.objects.order_by("pk").values()), list(GenreAlias.objects.order_by("pk").values())
    assert again == before
    assert genre("Deep House").parent == genre("Electronic")


def test_no_spelling_means_two_genres() -> None:
    meant: dict[tuple[str, str], set[str]] = {}
    for entry in tree():
        for name in entry.names:
            meant.setdefault((entry.kind, genre_key(name)), set()).add(entry.names[0])
    assert [names for names in meant.values() if len(names) > 1] == []


def test_names_and_spellings_of_the_tree_are_found_and_others_kept_beside_it(
    browser: Client, release: Release
) -> None:
    status, answer = send(
        browser,
        "PUT",
        f"releases/{release.pk}/genres",
        genres=["hiphop", "Tidal  Wave Core", "HIP-HOP", "Drum & Bass"],
        moods=["chill"],
    )
    assert status == 200
    assert answer["genres"] == [
        {"name": "Hip Hop", "slug": "hip-hop"},
        {"name": "Tidal Wave Core", "slug": "tidal-wave-core"},
        {"name": "Drum and Bass", "slug": "drum-and-bass"},
    ]
    assert answer["moods"] == [{"name": "Relaxed", "slug": "relaxed"}]
    assert (genre("Tidal Wave Core").is_curated, genre("Tidal Wave Core").parent) == (False, None)
    assert Client().get(f"/api/v1/releases/{release.slug}").json()["genres"] == answer["genres"]
    edit = Edit.objects.get(subject_kind="genres")
    assert edit.after == {"genres": ["Hip Hop", "Tidal Wave Core", "Drum and Bass"], "moods": ["Relaxed"]}


def test_order_is_kept_and_a_track_has_its_own(browser: Client, release: Release) -> None:
    track = Track.objects.get(release=release)
    for names in (["Jazz", "Ambient"], ["Ambient", "Jazz"]):
        status, answer = send(browser, "PUT", f"tracks/{track.pk}/genres", genres=names)
        assert (status, [found["name"] for found in answer["genres"]]) == (200, names)
    shown = browser.get(f"/api/v1/releases/{release.pk}").json()
    assert (shown["genres"], [found["name"] for found in shown["tracks"][0]["genres"]]) == (
        [],
        ["Ambient", "Jazz"],
    )


def test_many_tracks_get_the_same_in_one_act(browser: Client, ines: User, release: Release) -> None:
    tracks = [str(Track.objects.get().pk), *(str(add_track(ines, release).pk) for _ in range(2))]
    seen = Release.objects.get().version
    path = f"releases/{release.pk}/tracks/genres"
    missing = send(browser, "PUT", path, genres=["Jazz"], track_ids=[tracks[0], str(uuid.uuid4())])
    assert (missing[0], Release.objects.get().version) == (404, seen)
    status, answer = send(browser, "PUT", path, genres=["Jazz"], track_ids=tracks[:2], version=seen)
    assert (status, answer["version"]) == (200, seen + 1)
    assert [[g["name"] for g in track["genres"]] for track in answer["tracks"]] == [["Jazz"], ["Jazz"], []]
    status, problem = send(browser, "PUT", path, genres=["Rock"], track_ids=tracks, version=seen)
    assert (status, [each["subject_id"] for each in problem["conflicts"]]) == (409, tracks[:2])
    act = Edit.objects.filter(subject_kind="genres").latest("version").act
    answer = send(browser, "POST", f"releases/{release.pk}/history/{act}/undo")[1]
    assert [track["genres"] for track in answer["tracks"]] == [[], [], []]


def test_undo_and_conflicts_are_for_each_kind_alone(browser: Client, release: Release) -> None:
    path, seen = f"releases/{release.pk}/genres", Release.objects.get().version
    send(browser, "PUT", path, genres=["Jazz"], version=seen)
    act = Edit.objects.get(subject_kind="genres").act
    status, problem = send(browser, "PUT", path, genres=["Rock"], version=seen)
    assert (status, problem["conflicts"][0]["theirs"]) == (409, ["Jazz"])
    assert send(browser, "PUT", path, genres=["Jazz"], moods=["Sad"], version=seen)[0] == 200
    status, answer = send(browser, "POST", f"releases/{release.pk}/history/{act}/undo")
    assert (status, answer["genres"], [mood["name"] for mood in answer["moods"]]) == (200, [], ["Sad"])


def test_too_many_are_refused(browser: Client, release: Release) -> None:
    count = Genre.objects.count()
    status, problem = send(
        browser, "PUT", f"releases/{release.pk}/genres", genres=[f"Genre {number}" for number in range(21)]
    )
    assert (status, problem["code"], Genre.objects.count()) == (422, "http.invalid", count)


def test_names_in_files(db: None) -> None:
    assert split_names(["(17)", "Hip Hop/Rap; Rock/Pop"]) == ["Rock", "Hip Hop/Rap", "Pop"]
    assert [found.name for found in named_genres(split_names(["Hip Hop/Rap", "rap"]))] == ["Hip Hop"]


def test_counts_are_of_what_is_public(browser: Client, ines: User, heron: Artist, release: Release) -> None:
    draft = make_release(ines, heron, title="Draft")
    send(browser, "PUT", f"releases/{draft.pk}/genres", genres=["Jazz", "Secret Draft Genre"])
    send(browser, "PUT", f"releases/{release.pk}/genres", genres=["Jazz", "Known Genre"])
    send(browser, "PUT", f"tracks/{Track.objects.get(release=release).pk}/genres", genres=["Jazz"])
    waiting = add_track(ines, release)
    send(browser, "PUT", f"tracks/{waiting.pk}/genres", genres=["Unheard Genre"])
    for client in (Client(), browser):
        found = listed(client)
        assert (found["genre Jazz"]["release_count"], found["genre Rock"]["release_count"]) == (1, 0)
        assert (found["genre Known Genre"]["release_count"], found["genre Known Genre"]["is_curated"]) == (
            1,
            False,
        )
        assert "genre Secret Draft Genre" not in found
        assert "genre Unheard Genre" not in found
    send(browser, "DELETE", f"releases/{release.pk}/publication")
    assert "genre Known Genre" not in listed(Client())


def test_operators_place_a_name_with_its_spellings(
    operator: Client, browser: Client, release: Release
) -> None:
    send(browser, "PUT", f"releases/{release.pk}/genres", genres=["tidalcore"])
    unplaced = operator.get("/api/v1/genres/names?curated=false").json()["items"]
    assert [(entry["name"], entry["release_count"], entry["aliases"]) for entry in unplaced] == [
        ("tidalcore", 1, ["tidalcore"])
    ]
    status, placed = send(
        operator,
        "PUT",
        f"genres/{unplaced[0]['id']}",
        name="Tidalcore",
        parent_id=str(genre("Rock").pk),
        aliases=["Tide Core", "Tidal-Core"],
    )
    assert (status, placed["aliases"], placed["slug"]) == (200, ["tidalcore", "tidecore"], "tidalcore")
    assert listed(Client())["genre Tidalcore"]["parent_id"] == str(genre("Rock").pk)
    entry = AuditEntry.objects.get(action="catalog.genre_placed")
    assert (entry.before["parent"], entry.after["parent"]) == (None, "Rock")


def test_a_merged_genre_lives_on_in_the_other(operator: Client, browser: Client, release: Release) -> None:
    send(browser, "PUT", f"releases/{release.pk}/genres", genres=["Tidalcore", "Rock"])
    track = Track.objects.get(release=release)
    send(browser, "PUT", f"tracks/{track.pk}/genres", genres=["Tidalcore"])
    merged = genre("Tidalcore")
    status, _ = send(operator, "POST", f"genres/{merged.pk}/merge", into_id=str(genre("Rock").pk))
    assert (status, Genre.objects.filter(pk=merged.pk).exists()) == (200, False)
    shown = browser.get(f"/api/v1/releases/{release.pk}").json()
    assert [found["name"] for found in shown["genres"]] == ["Rock"]
    assert [found["name"] for found in shown["tracks"][0]["genres"]] == ["Rock"]
    assert [found.name for found in named_genres(["tidal core"])] == ["Rock"]


def test_what_operators_cannot_do_to_a_tree(operator: Client, browser: Client, release: Release) -> None:
    rock, grunge, calm = genre("Rock"), genre("Grunge"), genre("Calm", GenreKind.MOOD)
    send(browser, "PUT", f"releases/{release.pk}/genres", genres=["Grunge"])
    before = list(Genre.objects.order_by("pk").values()), list(GenreAlias.objects.order_by("pk").values())
    entries = AuditEntry.objects.count()
    nobody = "01890000-0000-7000-8000-000000000000"
    for method, path, body, code in (
        ("PUT", f"genres/{rock.pk}", {"name": "Rock", "parent_id": str(grunge.pk)}, "genre_misplaced"),
        ("PUT", f"genres/{rock.pk}", {"name": "Rock", "parent_id": str(calm.pk)}, "genre_misplaced"),
        ("PUT", f"genres/{rock.pk}", {"name": "hip-hop"}, "genre_name_taken"),
        ("PUT", f"genres/{rock.pk}", {"name": "\u200b"}, "genre_name_empty"),
        ("PUT", f"genres/{nobody}", {"name": "Rock"}, "genre_not_found"),
        ("POST", "genres", {"name": "Rock"}, "genre_name_taken"),
        ("POST", f"genres/{rock.pk}/merge", {"into_id": str(grunge.pk)}, "genre_misplaced"),
        ("POST", f"genres/{rock.pk}/merge", {"into_id": str(rock.pk)}, "genre_misplaced"),
        ("DELETE", f"genres/{grunge.pk}", {}, "genre_in_use"),
    ):
        assert send(operator, method, path, **body)[1]["code"] == f"catalog.{code}", (method, path, body)
    after = list(Genre.objects.order_by("pk").values()), list(GenreAlias.objects.order_by("pk").values())
    assert (after, AuditEntry.objects.count()) == (before, entries)


def test_a_drafts_own_words_are_not_even_for_operators(
    operator: Client, browser: Client, ines: User, heron: Artist
) -> None:
    draft = make_release(ines, heron, title="Draft")
    send(browser, "PUT", f"releases/{draft.pk}/genres", genres=["Secret Draft Genre"])
    assert operator.get("/api/v1/genres/names?curated=false").json()["items"] == []
    secret = genre("Secret Draft Genre").pk
    assert send(operator, "PUT", f"genres/{secret}", name="Mine")[0] == 404
    assert genre("Secret Draft Genre").is_curated is False


def test_what_stands_below_a_removed_genre_moves_up(operator: Client) -> None:
    status, above = send(operator, "POST", "genres", name="Loud", parent_id=str(genre("Rock").pk))
    _, below = send(operator, "POST", "genres", name="Louder", parent_id=above["id"])
    assert (status, send(operator, "DELETE", f"genres/{above['id']}")[0]) == (201, 204)
    assert genre("Louder").parent == genre("Rock")
    assert str(genre("Louder").pk) == below["id"]


def test_others_may_not(browser: Client) -> None:
    before = list(Genre.objects.order_by("pk").values())
    rock = genre("Rock").pk
    for method, path in (("PUT", f"genres/{rock}"), ("POST", "genres"), ("DELETE", f"genres/{rock}")):
        assert send(browser, method, path, name="Mine")[0] == 403
        assert send(Client(), method, path, name="Mine")[0] == 401
    assert list(Genre.objects.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True)
def test_a_new_name_that_two_meet_at_once_is_one_genre() -> None:
    start = threading.Barrier(2)

    def meet() -> None:
        start.wait(10)
        named_genres(["Tidalcore", "Jazz"])
        connection.close()

    threads = [threading.Thread(target=meet) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Genre.objects.filter(name="Tidalcore").count() == 1
