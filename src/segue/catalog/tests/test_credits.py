"""Credits: whole lists in order, on releases and tracks; folded or refused, shown by person, and never a leak."""

import json
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member, make_artist
from segue.artists.types import Role
from segue.catalog.models import Credit, Edit, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_release

pytestmark = pytest.mark.django_db


def put(client: Client, path: str, *people: dict[str, Any], **rest: Any) -> tuple[int, Any]:
    body = json.dumps({"credits": people, **rest})
    answer = client.put(f"/api/v1/{path}", body, content_type="application/json")
    return answer.status_code, answer.json()


def get(client: Client, path: str) -> Any:
    return client.get(f"/api/v1/{path}").json()


def person(name: str, *roles: str, **rest: Any) -> dict[str, Any]:
    return {"name": name, "roles": list(roles), **rest}


def shown(*entry: Any) -> dict[str, Any]:
    name, artist, roles, detail = entry
    return {"name": name, "artist": artist, "roles": roles, "detail": detail}


def link(artist: Artist) -> dict[str, str]:
    return {"id": str(artist.pk), "name": artist.name, "slug": artist.slug}


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_published(ines, heron, tracks=3)


@pytest.fixture
def track(release: Release) -> Track:
    return Track.objects.filter(release=release)[0]


def test_people_stand_together_with_their_roles_in_order(browser: Client, release: Release) -> None:
    status, answer = put(
        browser,
        f"releases/{release.pk}/credits",
        person("Ana  Gull", "composer", "performer", detail="oboe"),
        person("Ben Tern", "mixer"),
        person("Ana Gull", "producer"),
        person("Ana Gull", "performer", "performer", detail=" oboe "),
    )
    assert status == 200
    assert answer["credits"] == [
        shown("Ana Gull", None, ["composer", "performer"], "oboe"),
        shown("Ana Gull", None, ["producer"], ""),
        shown("Ben Tern", None, ["mixer"], ""),
    ]
    assert get(browser, f"releases/{release.slug}")["credits"] == answer["credits"]
    again = [{"name": "Ana Gull", "roles": ["composer", "performer"], "detail": "oboe"}]
    edit = Edit.objects.get(subject_kind="credits")
    assert (edit.subject_id, edit.before) == (release.pk, {"credits": []})
    assert edit.after is not None
    assert edit.after["credits"][0] == again[0] | {"artist_id": None}


def test_the_same_list_again_is_no_change(browser: Client, release: Release) -> None:
    path = f"releases/{release.pk}/credits"
    put(browser, path, person("Ana", "composer"), person("Ben", "mixer"))
    before = Release.objects.get(pk=release.pk).version, list(Credit.objects.values())
    assert put(browser, path, person("Ana", "composer"), person("Ben", "mixer"))[0] == 200
    assert (Release.objects.get(pk=release.pk).version, list(Credit.objects.values())) == before


def test_a_tracks_line_has_main_artists_and_then_the_featured(
    browser: Client, track: Track, heron: Artist, mallory: User
) -> None:
    make_published(mallory, other := make_artist(mallory, "Sandpiper"))
    status, answer = put(
        browser,
        f"tracks/{track.pk}/credits",
        person("DJ Reed", "featured", "remixer"),
        person("Sandpiper", "main", artist_id=str(other.pk)),
        person("Paper Heron", "main", "producer", artist_id=str(heron.pk)),
    )
    assert status == 200
    assert answer["line"] == [
        {"name": "Sandpiper", "artist": link(other), "is_featured": False},
        {"name": "Paper Heron", "artist": link(heron), "is_featured": False},
        {"name": "DJ Reed", "artist": None, "is_featured": True},
    ]
    release = get(Client(), f"releases/{track.release_id}")
    assert release["tracks"][0]["line"] == answer["line"]
    assert (release["tracks"][1]["line"], release["line"]) == ([], [])


def test_many_tracks_in_one_act(browser: Client, release: Release) -> None:
    tracks = list(Track.objects.filter(release=release))
    ids = [str(track.pk) for track in tracks[:2]]
    start = Release.objects.get(pk=release.pk).version
    path = f"releases/{release.pk}/tracks/credits"
    status, answer = put(browser, path, person("Ana", "composer"), track_ids=ids, version=start)
    assert status == 200
    assert [len(track["credits"]) for track in answer["tracks"]] == [1, 1, 0]
    assert answer["version"] == start + 1
    assert Edit.objects.filter(subject_kind="credits").values("act").distinct().count() == 1


def test_a_track_of_another_release_is_refused_with_all(
    browser: Client, ines: User, heron: Artist, release: Release
) -> None:
    foreign = add_track(ines, make_release(ines, heron, title="Other"))
    ids = [str(Track.objects.filter(release=release)[0].pk), str(foreign.pk)]
    status, problem = put(
        browser, f"releases/{release.pk}/tracks/credits", person("Ana", "composer"), track_ids=ids
    )
    assert (status, problem["code"], Credit.objects.count()) == (404, "catalog.track_not_found", 0)


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([person(" \u200b ", "mixer")], "catalog.credit_empty"),
        ([person("Ana", "mixer", artist_id="01890000-0000-7000-8000-000000000000")], "artists.not_found"),
        ([person(f"P{number}", "mixer", "producer") for number in range(151)], "catalog.too_many_credits"),
        ([person("Ana", "singing")], "http.invalid"),
        ([person("Ana")], "http.invalid"),
        ([person("A" * 201, "mixer")], "http.invalid"),
        ([person(f"P{number}", "mixer") for number in range(301)], "http.invalid"),
    ],
)
def test_what_cannot_be_credited_is_refused(
    people: list[dict[str, Any]], code: str, browser: Client, release: Release
) -> None:
    put(browser, f"releases/{release.pk}/credits", person("Ana", "composer"))
    before = list(Credit.objects.values())
    status, problem = put(browser, f"releases/{release.pk}/credits", *people)
    assert problem["code"].split(".")[1].removeprefix("artist_") == code.split(".")[1]
    assert status == (404 if code == "artists.not_found" else 422)
    assert list(Credit.objects.values()) == before


def test_two_people_of_one_name_need_telling_apart(
    browser: Client, release: Release, ines: User, heron: Artist
) -> None:
    path = f"releases/{release.pk}/credits"
    ana = person("Ana", "mixer", artist_id=str(heron.pk))
    status, problem = put(browser, path, ana, person("Ana", "mixer"))
    assert (status, problem["code"]) == (422, "catalog.credit_unclear")
    assert problem["detail"] == (
        "“Ana” stands here as mixer for two different people. Say more of each of them."
    )
    status, answer = put(browser, path, ana, person("Ana", "mixer", detail="of Lisbon"))
    assert [(entry["artist"], entry["detail"]) for entry in answer["credits"]] == [
        (link(heron), ""),
        (None, "of Lisbon"),
    ]


def test_a_page_that_nobody_may_see_is_no_link(
    browser: Client, release: Release, ines: User, heron: Artist
) -> None:
    secret = make_artist(ines, "Secret Side Project")
    path = f"releases/{release.pk}/credits"
    put(browser, path, person("I. B.", "producer", artist_id=str(secret.pk)))
    assert get(browser, f"releases/{release.pk}")["credits"][0]["artist"] == link(secret)
    assert get(Client(), f"releases/{release.pk}")["credits"] == [shown("I. B.", None, ["producer"], "")]
    assert Client().get(f"/api/v1/artists/{secret.slug}/credits").status_code == 404


def test_a_link_that_another_member_made_stays_when_it_is_not_shown(
    browser: Client, release: Release, ines: User, heron: Artist
) -> None:
    colleague = make_user("colleague")
    add_member(heron, colleague, Role.MANAGER)
    secret = make_artist(ines, "Secret Side Project")
    put(browser, f"releases/{release.pk}/credits", person("I. B.", "producer", artist_id=str(secret.pk)))
    other = Client()
    other.force_login(colleague)
    status, answer = put(other, f"releases/{release.pk}/credits", person("I. B.", "producer", "mixer"))
    assert (status, answer["credits"]) == (200, [shown("I. B.", None, ["producer", "mixer"], "")])
    assert set(Credit.objects.values_list("artist_id", flat=True)) == {secret.pk}
    status, _ = put(other, f"releases/{release.pk}/credits", person("X", "mixer", artist_id=str(secret.pk)))
    assert status == 404


def test_who_changed_the_list_meanwhile_is_not_overwritten(browser: Client, release: Release) -> None:
    path, seen = f"releases/{release.pk}/credits", Release.objects.get(pk=release.pk).version
    assert put(browser, path, person("Hers", "mixer"), version=seen)[0] == 200
    status, problem = put(browser, path, person("His", "mixer"), version=seen)
    assert (status, problem["code"]) == (409, "history.edit_conflict")
    (conflict,) = problem["conflicts"]
    assert (conflict["yours"][0]["name"], conflict["theirs"][0]["name"]) == ("His", "Hers")
    assert Credit.objects.get().name == "Hers"


def test_what_an_artist_is_credited_on(
    browser: Client, ines: User, heron: Artist, release: Release, mallory: User
) -> None:
    draft = make_release(ines, heron, title="Not yet")
    track = add_track(ines, draft)
    entry = person("P. Heron", "composer", "mixer", artist_id=str(heron.pk))
    first = Track.objects.filter(release=release)[0]
    for path in (
        f"releases/{release.pk}",
        f"tracks/{first.pk}",
        f"releases/{draft.pk}",
        f"tracks/{track.pk}",
    ):
        assert put(browser, f"{path}/credits", person("Somebody", "main"), entry)[0] == 200
    public = get(Client(), "artists/paper-heron/credits")
    assert [
        (item["release"]["title"], item["track"] and item["track"]["title"]) for item in public["items"]
    ] == [
        ("Low Tide", "take 1"),
        ("Low Tide", None),
    ]
    assert public["items"][0]["roles"] == ["composer", "mixer"]
    assert len(get(browser, "artists/paper-heron/credits")["items"]) == 4
    page = get(browser, "artists/paper-heron/credits?limit=3")
    rest = get(browser, f"artists/paper-heron/credits?limit=3&cursor={page['next_cursor']}")
    assert (len(page["items"]), len(rest["items"]), rest["next_cursor"]) == (3, 1, None)


def test_what_an_artist_appears_on_without_their_own(
    browser: Client, ines: User, heron: Artist, release: Release
) -> None:
    theirs = make_published(ines, make_artist(ines, "Tidal"), title="Ebb")
    entry = person("P. Heron", "mixer", artist_id=str(heron.pk))
    for pk in (release.pk, theirs.pk):
        assert put(browser, f"releases/{pk}/credits", entry)[0] == 200
    found = get(Client(), "artists/paper-heron/credits?own=false")["items"]
    assert [item["release"]["title"] for item in found] == ["Ebb"]
    assert len(get(Client(), "artists/paper-heron/credits")["items"]) == 2


def test_undo_brings_the_people_back(browser: Client, release: Release) -> None:
    path = f"releases/{release.pk}/credits"
    put(browser, path, person("Ana", "composer"))
    put(browser, path, person("Ben", "composer"))
    act = Edit.objects.filter(subject_kind="credits").order_by("version").last()
    assert act is not None
    answer = browser.post(
        f"/api/v1/releases/{release.pk}/history/{act.act}/undo", content_type="application/json"
    )
    assert answer.status_code == 200, answer.json()
    assert answer.json()["credits"][0]["name"] == "Ana"
