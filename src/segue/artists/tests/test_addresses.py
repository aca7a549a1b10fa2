"""Other addresses of artists: old ones lead on, and nobody else gets them."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist, PastArtistSlug
from segue.artists.tests.factories import make_artist, make_listed_artist
from segue.kernel.db.slug import MAX_PAST

pytestmark = pytest.mark.django_db
ARTISTS = "/api/v1/artists"
Browsers = dict[str, Client]


def move(browser: Client, artist: Artist, slug: str, **more: Any) -> Any:
    return browser.put(f"{ARTISTS}/{artist.pk}/slug", {"slug": slug, **more}, content_type="application/json")


def slugs(artist: Artist) -> tuple[str, set[str]]:
    past = set(PastArtistSlug.objects.filter(artist=artist).values_list("slug", flat=True))
    return Artist.objects.get(pk=artist.pk).slug, past


def test_an_old_address_leads_on_to_the_present_one(heron: Artist, browsers: Browsers) -> None:
    assert move(browsers["ines"], heron, "紙の鷺").json()["slug"] == "紙の鷺"
    move(browsers["ines"], heron, "heron")
    for old in ("paper-heron", "紙の鷺"):
        answer = Client().get(f"{ARTISTS}/{old}?a=1&b=%C3%A9")
        assert (answer.status_code, answer["Location"]) == (308, f"{ARTISTS}/heron?a=1&b=%C3%A9")
        assert (answer.json()["code"], answer.json()["address"]) == ("kernel.moved", "heron")
    assert Client().get(answer["Location"]).json()["id"] == str(heron.pk)
    history = browsers["ines"].get(f"{ARTISTS}/paper-heron/history")
    assert (history.status_code, history["Location"]) == (308, f"{ARTISTS}/heron/history")
    releases = Client().get("/api/v1/releases?artist=paper-heron&limit=3")
    assert (releases.status_code, releases["Location"]) == (308, "/api/v1/releases?artist=heron&limit=3")


def test_addresses_in_other_scripts_are_escaped_in_the_location(heron: Artist, browsers: Browsers) -> None:
    move(browsers["ines"], heron, "鷺")
    assert Client().get(f"{ARTISTS}/paper-heron")["Location"] == f"{ARTISTS}/%E9%B7%BA"


def test_a_page_whose_name_is_like_a_part_of_its_path_moves_too(
    browsers: Browsers, people: dict[str, User]
) -> None:
    artist = make_listed_artist(people["ines"], "Artists")
    move(browsers["ines"], artist, "history")
    assert Client().get(f"{ARTISTS}/artists")["Location"] == f"{ARTISTS}/history"


def test_an_artist_takes_an_address_back_and_others_never_get_it(
    heron: Artist, browsers: Browsers, people: dict[str, User]
) -> None:
    move(browsers["ines"], heron, "heron")
    assert make_artist(people["mallory"]).slug == "paper-heron-2"
    answer = move(browsers["mallory"], make_artist(people["mallory"], "Mal"), "paper-heron")
    assert (answer.status_code, answer.json()["code"]) == (409, "kernel.slug_taken")
    assert move(browsers["ines"], heron, "paper-heron").status_code == 200
    assert slugs(heron) == ("paper-heron", {"heron"})


@pytest.mark.parametrize(
    "slug",
    [
        *("Heron", "pa per", "-heron", "heron-", "a/b", "..", "he--ron", "\u200bheron", "a" * 81, "!", "%41"),
        *("01a2041d-23e0-74a2-959d-28f5c15c277a", "01a2041d23e074a2959d28f5c15c277a"),
    ],
)
def test_what_nobody_could_read_is_no_address(slug: str, heron: Artist, browsers: Browsers) -> None:
    answer = move(browsers["ines"], heron, slug)
    assert (answer.status_code, answer.json()["code"]) == (422, "kernel.slug_unreadable")
    assert slugs(heron) == ("paper-heron", set())


def test_an_address_of_somebody_else_is_taken(
    heron: Artist, browsers: Browsers, people: dict[str, User]
) -> None:
    make_listed_artist(people["mallory"], "Crane")
    answer = move(browsers["ines"], heron, "crane")
    assert (answer.status_code, answer.json()["code"]) == (409, "kernel.slug_taken")
    assert slugs(heron) == ("paper-heron", set())


def test_nobody_collects_addresses(heron: Artist, browsers: Browsers) -> None:
    for number in range(MAX_PAST):
        assert move(browsers["ines"], heron, f"heron-{number}").status_code == 200
    answer = move(browsers["ines"], heron, "one-more")
    assert (answer.status_code, answer.json()["code"]) == (409, "kernel.slug_changed_too_often")
    assert slugs(heron)[0] == f"heron-{MAX_PAST - 1}"
    assert move(browsers["ines"], heron, "heron-3").status_code == 200


def test_only_who_may_change_the_page_moves_it(heron: Artist, browsers: Browsers) -> None:
    for name, status in (("", 401), ("mallory", 403), ("ana", 403), ("ulf", 403), ("mia", 200)):
        assert move(browsers[name], heron, "heron").status_code == status
        assert slugs(heron)[0] == ("heron" if status == 200 else "paper-heron")


def test_moving_is_on_record_checked_and_undone(heron: Artist, browsers: Browsers) -> None:
    move(browsers["ines"], heron, "heron", version=1)
    late = move(browsers["mia"], heron, "crane", version=1)
    assert (late.status_code, late.json()["conflicts"][0]["theirs"]) == (409, "heron")
    assert slugs(heron) == ("heron", {"paper-heron"})
    (act,) = browsers["ines"].get(f"{ARTISTS}/{heron.pk}/history").json()["items"]
    assert act["edits"][0]["before"] == {"slug": "paper-heron"}
    browsers["ines"].post(f"{ARTISTS}/{heron.pk}/history/{act['act']}/undo", content_type="application/json")
    assert slugs(heron) == ("paper-heron", {"heron"})
    assert Client().get(f"{ARTISTS}/heron")["Location"] == f"{ARTISTS}/paper-heron"


def test_the_old_address_of_a_hidden_artist_says_nothing(browsers: Browsers, people: dict[str, User]) -> None:
    hidden = make_artist(people["ines"], "Hidden")
    move(browsers["ines"], hidden, "found")
    assert browsers["ines"].get(f"{ARTISTS}/hidden").status_code == 308
    asked = [Client().get(f"{ARTISTS}/{ref}") for ref in ("hidden", "found", "nobody")]
    assert {(answer.status_code, answer.json()["code"]) for answer in asked} == {(404, "artists.not_found")}


def test_a_change_by_an_old_address_reaches_the_artist(heron: Artist, browsers: Browsers) -> None:
    move(browsers["ines"], heron, "heron")
    answer = browsers["ines"].patch(
        f"{ARTISTS}/paper-heron", {"name": "Crane"}, content_type="application/json"
    )
    assert (answer.status_code, answer["Location"]) == (308, f"{ARTISTS}/heron")
    assert Artist.objects.get(pk=heron.pk).name == "Paper Heron"
