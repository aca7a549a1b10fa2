"""Requests that no page of ours sends, and names that meet at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from segue.accounts.tests.factories import make_user
from segue.artists.tests.factories import make_artist
from segue.catalog.tests.factories import make_published
from segue.media.tests.factories import use_folder
from tests.matrix.doors import fetch


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["artists/%00", "releases/%00", "tracks/%00", "releases?artist=%00", "artists/a%00b"],
)
def test_a_zero_in_an_address_is_not_found(path: str) -> None:
    assert Client().get(f"/api/v1/{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/api/v1/jobs?kind=%00", 422), ("/admin/jobs/job/?state__exact=%00", 404)]
)
def test_a_zero_in_an_operators_filter_is_refused(path: str, status: int) -> None:
    client = Client()
    client.force_login(make_user("opal", is_operator=True))
    assert client.get(path).status_code == status


@pytest.mark.django_db
def test_a_name_that_looks_like_an_id_can_be_reached() -> None:
    ines = make_user("ines")
    artist = make_artist(ines, "deadbeefdeadbeefdeadbeefdeadbeef")
    assert artist.slug == "artist-deadbeefdeadbeefdeadbeefdeadbeef"
    client = Client()
    client.force_login(ines)
    assert client.get(f"/api/v1/artists/{artist.slug}").json()["id"] == str(artist.pk)


@pytest.mark.django_db(transaction=True)
def test_equal_names_at_once_get_addresses_of_their_own() -> None:
    ines = make_user("ines")
    start = Barrier(4)

    def make(_: int) -> str:
        try:
            start.wait(10)
            return make_artist(ines, "Same").slug
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(make, range(4))) == ["same", "same-2", "same-3", "same-4"]


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", ["", "an-earlier-visitor", "v.an-earlier-visitor"])
def test_a_browser_whose_session_has_ended_hears_what_is_public(
    visitor: str, settings: Any, tmp_path: Path
) -> None:
    """It goes on to send the session's key, beside the one that it has as a visitor."""
    use_folder(settings, tmp_path)
    ines = make_user("ines")
    track = make_published(ines, make_artist(ines)).tracks.get()
    client = Client()
    client.cookies["sessionid"] = "stalestalestalestalestalestale12"
    if visitor:
        client.cookies[settings.VISITOR_COOKIE_NAME] = visitor
    url = client.get(f"/api/v1/tracks/{track.pk}/stream").json()["renditions"][0]["url"]
    assert client.cookies["sessionid"].value == "stalestalestalestalestalestale12"
    assert client.cookies[settings.VISITOR_COOKIE_NAME].value.startswith("v.")
    assert fetch(url, client) == 200
    del client.cookies[settings.VISITOR_COOKIE_NAME]
    assert fetch(url, client) == 403
