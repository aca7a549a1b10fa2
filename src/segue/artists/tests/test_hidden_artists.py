"""An artist of whom nothing is public is known to its own team alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists import queries, services
from segue.artists.models import Artist, Label, LabelOffer
from segue.artists.tests.conftest import NAMES
from segue.artists.tests.factories import add_member, make_artist, make_label
from segue.artists.types import Role
from segue.kernel.audit.models import AuditEntry
from segue.media.models import Image
from segue.media.tests.factories import make_image

pytestmark = pytest.mark.django_db
ARTISTS = "/api/v1/artists"
JSON = "application/json"
NOBODY = "01a2041d-23e0-74a2-959d-28f5c15c277a"
Browsers = dict[str, Client]


@pytest.fixture
def hidden(people: dict[str, User]) -> Artist:
    artist = make_artist(people["ines"], "Unheard")
    for name in ("mia", "ulf", "ana"):
        add_member(artist, people[name], NAMES[name])
    return artist


@pytest.fixture
def label(hidden: Artist) -> Label:
    """Of `lena`; it runs the hidden artist."""
    label = make_label(make_user("lena"))
    Artist.objects.filter(pk=hidden.pk).update(label=label)
    return label


def browser_of(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def names(browser: Client, path: str) -> list[str]:
    return [artist["name"] for artist in browser.get(path).json()["items"]]


@pytest.mark.parametrize("name", ["ines", "mia", "ulf", "ana"])
def test_its_team_sees_it(name: str, hidden: Artist, browsers: Browsers) -> None:
    for ref in (hidden.slug, hidden.pk):
        assert browsers[name].get(f"{ARTISTS}/{ref}").json()["name"] == "Unheard"
    assert names(browsers[name], f"{ARTISTS}?mine=true") == ["Unheard"]
    assert names(browsers[name], ARTISTS) == []


def test_its_label_sees_it(hidden: Artist, label: Label) -> None:
    lena = browser_of("lena")
    assert lena.get(f"{ARTISTS}/{hidden.slug}").status_code == 200
    assert names(lena, f"/api/v1/labels/{label.slug}/artists") == ["Unheard"]


@pytest.mark.parametrize("name", ["", "mallory"])
def test_others_are_answered_as_if_there_were_none(
    name: str, hidden: Artist, label: Label, browsers: Browsers
) -> None:
    browser = browsers[name]
    asked = [
        ("GET", ""),
        ("PATCH", ""),
        ("PUT", "/slug"),
        ("PUT", "/image"),
        ("DELETE", "/image"),
        ("POST", "/gallery"),
        ("GET", "/history"),
        ("POST", f"/history/{NOBODY}/undo"),
        ("GET", "/team"),
        ("POST", "/team/invitations"),
        ("DELETE", "/team/membership"),
    ]
    bodies = {"/slug": {"slug": "mine"}, "/team/invitations": {"email": "a@example.org", "role": "owner"}}
    bodies["/team/invitations"]["role"] = "analyst"

    def answer(method: str, ref: str, path: str) -> tuple[int, Any]:
        body = bodies.get(path, {"name": "Mine"} if method == "PATCH" else "")
        found = browser.generic(
            method,
            f"{ARTISTS}/{ref}{path}",
            _json(body),
            content_type="application/octet-stream" if path in ("/image", "/gallery") else JSON,
        )
        return found.status_code, found.json().get("code")

    for method, path in asked:
        told = {answer(method, ref, path) for ref in (str(hidden.pk), hidden.slug, NOBODY, "nobody")}
        assert len(told) == 1, (method, path, told)
        assert told & {(404, "artists.not_found"), (401, "http.sign_in_required")}
    assert names(browser, ARTISTS) == []
    assert names(browser, f"/api/v1/labels/{label.slug}/artists") == []
    assert browser.get(f"/api/v1/releases?artist={hidden.slug}").json()["code"] == "artists.not_found"
    assert Artist.objects.get(pk=hidden.pk).name == "Unheard"


def _json(body: Any) -> bytes:
    return json.dumps(body).encode() if body else b""


def test_it_is_known_from_its_moment_on_by_the_clock_of_the_database(hidden: Artist) -> None:
    path = f"{ARTISTS}/{hidden.slug}"
    for moment, status in (
        (Now() + timedelta(seconds=30), 404),
        (Now() - timedelta(seconds=1), 200),
        (None, 404),
    ):
        Artist.objects.filter(pk=hidden.pk).update(listed_from=moment)
        assert Client().get(path).status_code == status
        assert names(Client(), ARTISTS) == (["Unheard"] if status == 200 else [])


def test_the_catalog_says_from_when_on(hidden: Artist) -> None:
    moment = Artist.objects.values_list("created_at", flat=True).get(pk=hidden.pk)
    services.set_listed_from(hidden.pk, moment)
    assert Client().get(f"{ARTISTS}/{hidden.slug}").status_code == 200
    services.set_listed_from(hidden.pk, None)
    assert Client().get(f"{ARTISTS}/{hidden.slug}").status_code == 404


def test_a_label_that_it_asks_learns_of_it(hidden: Artist, browsers: Browsers) -> None:
    label = make_label(make_user("lena"))
    add_member(label, make_user("ugo"), Role.UPLOADER)
    place = f"/api/v1/labels/{label.slug}/artists/{hidden.pk}"
    lena, ugo = browser_of("lena"), browser_of("ugo")
    refused = lena.put(place, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (404, "artists.not_found")
    assert not LabelOffer.objects.exists()
    assert browsers["ines"].put(place, content_type=JSON).status_code == 200
    assert lena.get(f"{ARTISTS}/{hidden.slug}").status_code == 200
    assert ugo.get(f"{ARTISTS}/{hidden.slug}").status_code == 404
    assert lena.put(place, content_type=JSON).json()["label"]["name"] == "Low Tide Records"
    assert ugo.get(f"{ARTISTS}/{hidden.slug}").status_code == 200


def test_its_pictures_are_its_team_s(hidden: Artist, people: dict[str, User]) -> None:
    image, other = make_image("face"), make_image("stage")
    Artist.objects.filter(pk=hidden.pk).update(image=image)
    hidden.gallery.create(image=other, position=0)
    objects = [_object(image), _object(other)]
    seen = {
        name: [queries.is_picture_shown(people[name], sha256) for sha256 in objects]
        for name in ("ana", "mallory")
    }
    assert seen == {"ana": [True, True], "mallory": [False, False]}
    services.set_listed_from(hidden.pk, hidden.created_at)
    assert [queries.is_picture_shown(people["mallory"], sha256) for sha256 in objects] == [True, True]


def _object(image: Image) -> str:
    return str(image.variants.values_list("sha256", flat=True)[0])


def test_operators_may_verify_whom_nobody_knows_yet(hidden: Artist) -> None:
    services.verify(make_user("otto", is_operator=True), hidden.slug, reason="Called them")
    assert AuditEntry.objects.filter(subject_id=hidden.pk, action="artists.artist_verified").count() == 1
