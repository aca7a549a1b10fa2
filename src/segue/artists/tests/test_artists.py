"""Artists over HTTP, and who is on their teams."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists import services
from segue.artists.errors import ArtistNameEmpty
from segue.artists.models import Artist, Membership
from segue.artists.tests.factories import add_member, make_artist, make_label, make_listed_artist
from segue.artists.types import Ability, Role

pytestmark = pytest.mark.django_db
ARTISTS = "/api/v1/artists"


@pytest.fixture
def ines() -> User:
    return make_user("ines")


@pytest.fixture
def browser(ines: User) -> Client:
    client = Client()
    client.force_login(ines)
    return client


def create(client: Client, **fields: object) -> Any:
    return client.post(ARTISTS, fields, content_type="application/json")


def test_whoever_makes_an_artist_owns_it(browser: Client, ines: User) -> None:
    answer = create(browser, name="  Paper \t Heron ")
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["name"], shown["slug"], shown["can_edit"]) == ("Paper Heron", "paper-heron", True)
    membership = Membership.objects.get()
    assert (str(membership.team.artist.pk), membership.user_id, membership.role) == (
        shown["id"],
        ines.pk,
        "owner",
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, "http.invalid"),
        ({"name": "   "}, "artists.name_empty"),
        ({"name": "\0\n"}, "artists.name_empty"),
        ({"name": "a" * 201}, "http.invalid"),
        ({"name": 7}, "http.invalid"),
        ({}, "http.invalid"),
        ({"name": "Heron", "slug": "me"}, "http.invalid"),
        ({"name": "Heron", "id": "01a2041d-23e0-74a2-959d-28f5c15c277a"}, "http.invalid"),
    ],
)
def test_what_is_no_artist_is_refused(fields: dict[str, object], code: str, browser: Client) -> None:
    answer = create(browser, **fields)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (Artist.objects.count(), Membership.objects.count()) == (0, 0)


def test_half_a_character_is_refused(browser: Client) -> None:
    answer = browser.post(ARTISTS, r'{"name": "\ud800"}', content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")


def test_characters_that_a_database_cannot_hold_become_spaces(ines: User) -> None:
    artist = services.create_artist(ines, name="Paper\0Heron\x1b")
    artist.refresh_from_db()
    assert artist.name == "Paper Heron"
    with pytest.raises(ArtistNameEmpty):
        services.create_artist(ines, name="\x00\x07")


def test_equal_names_get_addresses_of_their_own(ines: User) -> None:
    slugs = [make_artist(ines, "Paper Heron").slug for _ in range(3)]
    assert slugs == ["paper-heron", "paper-heron-2", "paper-heron-3"]
    assert make_artist(ines, "!!!").slug == "artist"
    assert make_artist(ines, "雨宿り").slug == "雨宿り"


def test_id_and_slug_lead_to_the_same_artist(browser: Client, ines: User) -> None:
    artist = make_artist(ines)
    by_slug = browser.get(f"{ARTISTS}/paper-heron").json()
    assert by_slug == browser.get(f"{ARTISTS}/{artist.pk}").json()
    assert by_slug == {
        "id": str(artist.pk),
        "name": "Paper Heron",
        "sort_name": "Paper Heron",
        "slug": "paper-heron",
        "kind": "",
        "image": None,
        "verified_at": None,
        "label": None,
        "abilities": list(Ability),
        "can_edit": True,
        "version": 1,
        "biography": "",
        "links": [],
        "musicbrainz_artist_id": None,
        "aliases": [],
        "members": [],
        "gallery": [],
    }
    missing = browser.get(f"{ARTISTS}/nobody")
    assert (missing.status_code, missing.json()["code"]) == (404, "artists.not_found")


@pytest.mark.parametrize(
    ("role", "status"), [(Role.OWNER, 200), (Role.MANAGER, 200), (Role.UPLOADER, 403), (Role.ANALYST, 403)]
)
def test_owners_and_managers_rename_an_artist_whose_address_stays(
    ines: User, role: Role, status: int
) -> None:
    artist, member, client = make_artist(ines), make_user("emil"), Client()
    add_member(artist, member, role)
    client.force_login(member)
    answer = client.patch(
        f"{ARTISTS}/{artist.pk}", {"name": " Paper  Crane "}, content_type="application/json"
    )
    artist.refresh_from_db()
    assert answer.status_code == status
    if status == 200:
        assert (artist.name, artist.slug) == ("Paper Crane", "paper-heron")
        assert answer.json()["name"] == "Paper Crane"
    else:
        assert (artist.name, answer.json()["code"]) == ("Paper Heron", "artists.role_not_enough")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "artists.name_empty"),
        ({"name": "Crane", "slug": "crane"}, "http.invalid"),
        ({"name": "Crane", "team_id": "01a2041d-23e0-74a2-959d-28f5c15c277a"}, "http.invalid"),
    ],
)
def test_a_change_of_an_artist_that_makes_no_sense_is_refused(
    browser: Client, ines: User, fields: dict[str, object], code: str
) -> None:
    artist = make_artist(ines)
    answer = browser.patch(f"{ARTISTS}/{artist.pk}", fields, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    artist.refresh_from_db()
    assert (artist.name, artist.slug) == ("Paper Heron", "paper-heron")


def test_each_viewer_is_told_what_they_may_do(ines: User) -> None:
    artist, analyst, uploader = make_listed_artist(ines), make_user("ana"), make_user("ulf")
    add_member(artist, analyst, Role.ANALYST)
    add_member(artist, uploader, Role.UPLOADER)
    client, found = Client(), {}
    for viewer in (None, make_user("mallory"), analyst, uploader):
        if viewer:
            client.force_login(viewer)
        shown = client.get(f"{ARTISTS}/{artist.pk}").json()
        found[viewer.username if viewer else ""] = (shown["abilities"], shown["can_edit"])
    assert found == {
        "": ([], False),
        "mallory": ([], False),
        "ana": (["see_unpublished", "see_analytics"], False),
        "ulf": (["see_unpublished", "upload"], True),
    }


def test_lists_are_newest_first_and_mine_on_request(browser: Client, ines: User) -> None:
    make_listed_artist(ines, "First")
    make_listed_artist(make_user("emil"), "Second")
    items = browser.get(ARTISTS).json()["items"]
    assert [(item["name"], item["can_edit"]) for item in items] == [("Second", False), ("First", True)]
    assert [item["name"] for item in browser.get(f"{ARTISTS}?mine=true").json()["items"]] == ["First"]
    assert Client().get(f"{ARTISTS}?mine=true").json()["items"] == []


def test_mine_are_also_those_of_the_label_that_one_is_on(browser: Client, ines: User) -> None:
    emil = make_user("emil")
    theirs, label = make_artist(emil, "Theirs"), make_label(ines)
    Artist.objects.filter(pk=theirs.pk).update(label=label)
    (shown,) = browser.get(f"{ARTISTS}?mine=true").json()["items"]
    assert (shown["name"], shown["label"]["name"], shown["can_edit"]) == ("Theirs", "Low Tide Records", True)


def test_pages_follow_each_other_without_gaps(browser: Client, ines: User) -> None:
    names = [make_listed_artist(ines, f"Artist {number}").name for number in range(5)]
    found: list[str] = []
    cursor: str | None = ""
    for _ in range(3):
        page = browser.get(f"{ARTISTS}?limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
        found += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert found == names[::-1]
    assert cursor is None


def test_the_number_of_queries_does_not_grow_with_the_list(browser: Client, ines: User) -> None:
    counts = []
    for wanted in (1, 2, 20):  # a session's first request has more to do
        while Artist.objects.count() < wanted:
            make_listed_artist(ines)
        with CaptureQueriesContext(connection) as captured:
            assert len(browser.get(ARTISTS).json()["items"]) == wanted
        counts.append(len(captured))
    assert counts[1] == counts[2]
