"""What an artist's page says, who changed it, and taking changes back."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist, ArtistEdit
from segue.artists.tests.conftest import Push
from segue.artists.tests.factories import make_artist, make_listed_artist

pytestmark = pytest.mark.django_db
JSON = "application/json"
MBID = "1b022e01-4da6-387b-8658-8678046e4cef"
FIELDS: dict[str, Any] = {
    "sort_name": "Heron, Paper",
    "kind": "group",
    "biography": "Two people.\n\n\n\nAnd a boat.",
    "links": [
        {"label": " Home ", "url": "https://Heron.Example"},
        {"label": "Old", "url": "http://a.example/x"},
    ],
    "musicbrainz_artist_id": f"https://musicbrainz.org/artist/{MBID}",
    "aliases": [{"name": "紙の鷺", "language": "ja-latn"}, {"name": "P. H."}, {"name": "紙の鷺"}],
}
Browsers = dict[str, Client]


def page(artist: Artist) -> str:
    return f"/api/v1/artists/{artist.pk}"


def patch(browser: Client, artist: Artist, **fields: Any) -> Any:
    return browser.patch(page(artist), fields, content_type=JSON)


def undo(browser: Client, artist: Artist, act: str) -> Any:
    return browser.post(f"{page(artist)}/history/{act}/undo", content_type=JSON)


def acts(browser: Client, artist: Artist) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = browser.get(f"{page(artist)}/history").json()["items"]
    return items


def as_kept(artist: Artist) -> tuple[Any, ...]:
    artist = Artist.objects.get(pk=artist.pk)
    return artist.version, artist.name, artist.biography, artist.aliases.count(), artist.edits.count()


def test_a_page_says_what_its_team_wrote(
    heron: Artist, browsers: Browsers, pushed: list[Push], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        shown = patch(browsers["mia"], heron, version=1, **FIELDS).json()
    assert {name: shown[name] for name in (*FIELDS, "version")} == {
        "sort_name": "Heron, Paper",
        "kind": "group",
        "biography": "Two people.\n\nAnd a boat.",
        "links": [
            {"label": "Home", "url": "https://heron.example/"},
            {"label": "Old", "url": "http://a.example/x"},
        ],
        "musicbrainz_artist_id": MBID,
        "aliases": [{"name": "紙の鷺", "language": ""}, {"name": "P. H.", "language": ""}],
        "version": 2,
    }
    assert Client().get(page(heron)).json()["biography"] == "Two people.\n\nAnd a boat."
    assert [content["topic"] for _, content in pushed] == ["artists.team_changed"]


def test_what_is_left_out_stays_and_null_takes_an_id_away(heron: Artist, browsers: Browsers) -> None:
    patch(browsers["ines"], heron, **FIELDS)
    shown = patch(browsers["ines"], heron, musicbrainz_artist_id=None, biography=None, aliases=[]).json()
    assert (shown["musicbrainz_artist_id"], shown["aliases"], shown["kind"]) == (None, [], "group")
    assert shown["biography"] == "Two people.\n\nAnd a boat."
    assert patch(browsers["ines"], heron).json()["version"] == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"links": [{"label": "Home", "url": "javascript:alert(1)"}]},
            "This isn't an address that begins with",
        ),
        ({"links": [{"label": "Home", "url": "https://me:pw@a.example"}]}, "holds a name or a password"),
        ({"links": [{"label": " ", "url": "https://a.example"}]}, "This can't be empty."),
        ({"links": [{"label": "Home", "url": "https://a.example"}] * 21}, "at most 20"),
        ({"biography": "a" * 10_001}, "Write at most 10000 characters."),
        ({"kind": "duck"}, "Input should be"),
        ({"musicbrainz_artist_id": "me"}, "A MusicBrainz id looks like"),
        ({"aliases": [{"name": "\u200b"}]}, "This can't be empty."),
        ({"aliases": [{"name": "X", "language": "klingonisch"}]}, "Write a language tag"),
        (
            {"members": [{"name": "Ann", "since": 2001, "until": 1999}]},
            "The last year can't come before the first.",
        ),
        ({"members": [{"name": "Ann", "since": 99}]}, "greater than or equal to 1000"),
        ({"version": 0}, "greater than or equal to 1"),
        ({"slug": "me"}, "not permitted"),
        ({"verified_at": "2026-01-01T00:00:00Z"}, "not permitted"),
    ],
)
def test_what_a_page_cannot_say_is_refused_in_words(
    heron: Artist, browsers: Browsers, fields: dict[str, Any], words: str
) -> None:
    answer = patch(browsers["ines"], heron, **{"name": "Crane", "biography": "New"} | fields)
    assert (answer.status_code, answer.json()["code"]) == (422, "http.invalid")
    assert words in answer.json()["detail"]
    assert as_kept(heron) == (1, "Paper Heron", "", 0, 0)


def test_members_lead_to_pages_that_one_may_see(
    heron: Artist, browsers: Browsers, people: dict[str, User]
) -> None:
    listed = make_listed_artist(people["mallory"], "Mallory")
    own = make_artist(people["ines"], "Ines Alone")
    members = [
        {"name": "Mal", "artist_id": str(listed.pk), "part": "oboe, voice", "since": 1999},
        {"name": "Ines", "artist_id": str(own.pk), "until": 2004},
        {"name": "Somebody"},
    ]
    shown = patch(browsers["ines"], heron, members=members).json()["members"]
    assert [(member["name"], member["slug"]) for member in shown] == [
        ("Mal", "mallory"),
        ("Ines", "ines-alone"),
        ("Somebody", None),
    ]
    assert (shown[0]["part"], shown[0]["since"], shown[0]["until"]) == ("oboe, voice", 1999, None)
    seen = Client().get(page(heron)).json()["members"]
    assert [(member["artist_id"], member["slug"]) for member in seen] == [
        (str(listed.pk), "mallory"),
        (None, None),
        (None, None),
    ]
    kept = patch(browsers["mia"], heron, members=[{"name": "Ines"}]).json()["members"]
    assert kept[0]["slug"] is None
    assert heron.members.get().artist_id == own.pk


def test_pages_that_one_may_not_know_of_do_not_exist(
    heron: Artist, browsers: Browsers, people: dict[str, User]
) -> None:
    hidden = make_artist(people["mallory"], "Hidden")
    for identity in (str(hidden.pk), MBID):
        answer = patch(browsers["ines"], heron, name="Crane", members=[{"name": "X", "artist_id": identity}])
        assert (answer.status_code, answer.json()["code"]) == (404, "artists.not_found")
    assert as_kept(heron) == (1, "Paper Heron", "", 0, 0)


def test_no_update_is_lost(heron: Artist, browsers: Browsers) -> None:
    patch(browsers["ines"], heron, version=1, name="Hers", aliases=[{"name": "One"}])
    answer = patch(browsers["mia"], heron, version=1, name="His", biography="Mine", aliases=[{"name": "Two"}])
    assert answer.status_code == 409
    found = answer.json()
    assert (found["code"], found["version"]) == ("history.edit_conflict", 2)
    about = {"subject_kind": "artist", "subject_id": str(heron.pk)}
    assert found["conflicts"] == [
        about | {"field": "name", "yours": "His", "theirs": "Hers"},
        about
        | {
            "field": "aliases",
            "yours": [{"name": "Two", "language": ""}],
            "theirs": [{"name": "One", "language": ""}],
        },
    ]
    assert as_kept(heron) == (2, "Hers", "", 1, 2)
    assert patch(browsers["mia"], heron, version=1, biography="Mine").json()["name"] == "Hers"


def test_the_history_says_who_changed_what(
    heron: Artist, browsers: Browsers, people: dict[str, User]
) -> None:
    patch(browsers["ines"], heron, name="Crane", biography="B")
    patch(browsers["mia"], heron, aliases=[{"name": "One"}])
    newest, oldest = acts(browsers["ana"], heron)
    assert (newest["version"], newest["actor"]["username"], newest["is_undone"]) == (3, "mia", False)
    assert oldest["actor"] == {"id": str(people["ines"].pk), "username": "ines", "name": people["ines"].name}
    assert oldest["edits"] == [
        {
            "subject_kind": "artist",
            "subject_id": str(heron.pk),
            "before": {"name": "Paper Heron", "biography": ""},
            "after": {"name": "Crane", "biography": "B"},
        }
    ]
    first = browsers["ana"].get(f"{page(heron)}/history?limit=1").json()
    rest = browsers["ana"].get(f"{page(heron)}/history?limit=1&cursor={first['next_cursor']}").json()
    assert [first["items"], rest["items"], rest["next_cursor"]] == [[newest], [oldest], None]


def test_a_history_is_its_team_s(heron: Artist, browsers: Browsers) -> None:
    patch(browsers["ines"], heron, name="Crane")
    (act,) = acts(browsers["ines"], heron)
    assert Client().get(f"{page(heron)}/history").status_code == 401
    stranger = browsers["mallory"].get(f"{page(heron)}/history")
    assert (stranger.status_code, stranger.json()["code"]) == (403, "artists.not_on_the_team")
    for name, code in (("mallory", "artists.not_on_the_team"), ("ulf", "artists.role_not_enough")):
        answer = undo(browsers[name], heron, act["act"])
        assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert as_kept(heron)[:2] == (2, "Crane")


def test_an_act_is_taken_back_and_brought_back(heron: Artist, browsers: Browsers) -> None:
    ines = browsers["ines"]
    patch(
        ines,
        heron,
        name="Crane",
        aliases=[{"name": "One"}],
        members=[{"name": "Ann", "since": 1990}],
        links=[],
    )
    (act,) = acts(ines, heron)
    shown = undo(browsers["mia"], heron, act["act"]).json()
    assert (shown["name"], shown["aliases"], shown["members"], shown["version"]) == ("Paper Heron", [], [], 3)
    undoing, undone = acts(ines, heron)
    assert (undoing["undoes"], undoing["is_undone"], undone["is_undone"]) == (act["act"], False, True)
    again = undo(ines, heron, act["act"])
    assert (again.status_code, again.json()["code"]) == (409, "history.nothing_to_undo")
    shown = undo(ines, heron, undoing["act"]).json()
    assert (shown["name"], shown["version"]) == ("Crane", 4)
    assert (shown["aliases"][0]["name"], shown["members"][0]["since"]) == ("One", 1990)
    assert [found["is_undone"] for found in acts(ines, heron)] == [False, True, False]


def test_what_somebody_changed_since_is_not_taken_back(heron: Artist, browsers: Browsers) -> None:
    ines = browsers["ines"]
    patch(ines, heron, name="Crane", biography="B")
    patch(browsers["mia"], heron, name="Swan")
    newer, older = acts(ines, heron)
    answer = undo(ines, heron, older["act"])
    assert (answer.status_code, answer.json()["code"]) == (409, "history.edit_conflict")
    assert answer.json()["conflicts"] == [
        {
            "subject_kind": "artist",
            "subject_id": str(heron.pk),
            "field": "name",
            "yours": "Paper Heron",
            "theirs": "Swan",
        }
    ]
    assert as_kept(heron) == (3, "Swan", "B", 0, 2)
    undo(ines, heron, newer["act"])
    assert undo(ines, heron, older["act"]).json()["name"] == "Paper Heron"


def test_an_act_of_another_artist_is_none_of_this(
    heron: Artist, browsers: Browsers, people: dict[str, User]
) -> None:
    other = make_artist(people["ines"], "Other")
    patch(browsers["ines"], other, name="Mine")
    (act,) = acts(browsers["ines"], other)
    for wrong in (act["act"], MBID):
        answer = undo(browsers["ines"], heron, wrong)
        assert (answer.status_code, answer.json()["code"]) == (409, "history.nothing_to_undo")
    assert ArtistEdit.objects.count() == 1
