"""Media addresses from the API to the bytes: for the browser that asked, and in no log."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from segue.accounts.tests.factories import PASSWORD, make_token, make_user
from segue.artists.tests.factories import make_artist
from segue.catalog import publishing
from segue.catalog.models import Release
from segue.catalog.tests.factories import make_published
from segue.kernel import capability
from segue.kernel.http import Scope
from tests.matrix.doors import MEDIA_PATH, fetch

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> Release:
    ines = make_user("ines")
    return make_published(ines, make_artist(ines))


def stream(client: Client, release: Release) -> Any:
    track = release.tracks.get()
    answer = client.get(f"/api/v1/tracks/{track.pk}/stream")
    assert answer.status_code == 200
    return answer


def test_a_visitor_gets_a_cookie_and_hears(release: Release) -> None:
    visitor = Client()
    answer = stream(visitor, release)
    cookie = answer.cookies[settings.VISITOR_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 3600)
    assert (cookie.value[:2], len(cookie.value)) == ("v.", 34)
    assert fetch(answer.json()["renditions"][0]["url"], visitor) == 200
    assert settings.VISITOR_COOKIE_NAME not in stream(visitor, release).cookies
    assert fetch(answer.json()["renditions"][0]["url"], Client()) == 403


def test_someone_signed_in_needs_no_other_cookie_and_loses_it_by_signing_out(release: Release) -> None:
    client = Client()
    sign_in = {"username": "ines", "password": PASSWORD}
    client.post("/_allauth/browser/v1/auth/login", sign_in, content_type="application/json")
    answer = stream(client, release)
    assert settings.VISITOR_COOKIE_NAME not in answer.cookies
    url = answer.json()["renditions"][0]["url"]
    assert fetch(url, client) == 200
    client.delete("/_allauth/browser/v1/auth/session")
    assert fetch(url, client) == 403
    visited = stream(client, release).json()["renditions"][0]["url"]
    assert (visited != url, fetch(visited, client)) == (True, 200)


def test_addresses_end_with_the_session_though_everybody_may_hear_the_song(release: Release) -> None:
    """Also those of who stays signed in: a copy of the old session's key opens nothing."""
    acting, other, visitor = Client(), Client(), Client()
    sign_in = {"username": "ines", "password": PASSWORD}
    for client in (acting, other):
        client.post("/_allauth/browser/v1/auth/login", sign_in, content_type="application/json")
    urls = {
        client: stream(client, release).json()["renditions"][0]["url"] for client in (acting, other, visitor)
    }
    stolen = Client()
    stolen.cookies.load(acting.cookies.output(header="", sep=";"))
    change = {"current_password": PASSWORD, "new_password": "low-tide-at-nine"}
    answer = acting.post(
        "/_allauth/browser/v1/account/password/change", change, content_type="application/json"
    )
    assert answer.status_code == 200
    assert [fetch(url, client) for client, url in urls.items()] == [403, 403, 200]
    assert fetch(urls[acting], stolen) == 403
    assert fetch(stream(acting, release).json()["renditions"][0]["url"], acting) == 200


def test_addresses_for_a_program_end_with_its_token(release: Release) -> None:
    ines = release.artist.team.memberships.get().user
    row, text = make_token(ines, Scope.READ)
    headers = {"Authorization": f"Bearer {text}"}
    answer = Client().get(f"/api/v1/tracks/{release.tracks.get().pk}/stream", headers=headers)
    url, sent = answer.json()["renditions"][0]["url"], (b"authorization", f"Bearer {text}".encode())
    assert (fetch(url, Client(), sent), fetch(url, Client())) == (200, 403)
    row.delete()
    assert fetch(url, Client(), sent) == 403


def test_a_withdrawn_release_takes_its_addresses_back(release: Release) -> None:
    visitor, ines = Client(), Client()
    ines.force_login(release.artist.team.memberships.get().user)
    cover = visitor.get(f"/api/v1/releases/{release.pk}").json()["cover"]["url_256"]
    paths = [*(row["url"] for row in stream(visitor, release).json()["renditions"]), cover]
    assert [fetch(path, visitor) for path in paths] == [200, 200, 200]
    publishing.withdraw_release(release.artist.team.memberships.get().user, str(release.pk))
    assert [fetch(path, visitor) for path in paths] == [403, 403, 403]
    own = [row["url"] for row in stream(ines, release).json()["renditions"]]
    assert [fetch(path, ines) for path in own] == [200, 200]


def test_addresses_expire_when_the_answer_says(release: Release) -> None:
    shown = stream(Client(), release).json()
    for rendition in shown["renditions"]:
        granted = capability.parse(rendition["url"])
        assert granted is not None
        assert shown["expires_at"].startswith(_utc(granted.expires_at_s))


def _utc(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def test_a_stream_says_all_that_a_player_needs(release: Release) -> None:
    shown = stream(Client(), release).json()
    track = release.tracks.get()
    base = f"/api/v1/tracks/{track.pk}/stream"
    assert shown["hls_url"] == f"{base}/master.m3u8"
    assert (shown["duration_ms"], shown["sample_rate"]) == (8000, 44_100)
    assert (shown["loudness_lufs"], shown["true_peak_dbtp"]) == (-14.5, -1.0)
    assert (len(shown["peaks"]), max(shown["peaks"])) == (400, 199)
    assert [(row["name"], row["is_lossless"], row["playlist_url"]) for row in shown["renditions"]] == [
        ("flac", True, f"{base}/flac.m3u8"),
        ("aac-160", False, f"{base}/aac-160.m3u8"),
    ]
    assert Client().get(f"{base}/opus-96.m3u8").json()["code"] == "streaming.rendition_not_found"


def test_the_media_playlist_holds_an_address_that_works(release: Release) -> None:
    visitor = Client()
    answer = visitor.get(f"/api/v1/tracks/{release.tracks.get().pk}/stream/aac-160.m3u8")
    assert answer.headers["Content-Type"] == "application/vnd.apple.mpegurl"
    (path,) = set(MEDIA_PATH.findall(answer.content.decode()))
    assert fetch(path, visitor) == 200
    master = visitor.get(f"/api/v1/tracks/{release.tracks.get().pk}/stream/master.m3u8").content.decode()
    assert "aac-160.m3u8" in master
    assert "flac" not in master
    assert not MEDIA_PATH.search(master)


def test_no_log_line_holds_an_address_or_a_key(release: Release, caplog: pytest.LogCaptureFixture) -> None:
    visitor = Client()
    asks: list[Callable[[], Any]] = [
        lambda: stream(visitor, release),
        lambda: visitor.get(f"/api/v1/releases/{release.pk}"),
        lambda: visitor.get(f"/api/v1/tracks/{release.tracks.get().pk}/stream/aac-160.m3u8"),
    ]
    with caplog.at_level(logging.DEBUG):
        texts = [ask().content.decode() for ask in asks]
        paths = set(MEDIA_PATH.findall(" ".join(texts)))
        assert len(paths) == 11  # two renditions, three sizes of the cover in three formats
        for path in paths:
            fetch(path, visitor)
            fetch(path, Client())
    assert "api/v1/tracks/<ref>/stream" in caplog.text
    secrets = {
        visitor.cookies[settings.VISITOR_COOKIE_NAME].value,
        settings.CAPABILITY_KEYS.newest().secret.decode(),
    }
    signatures = {granted.signature for path in paths if (granted := capability.parse(path))}
    assert [text for text in secrets | signatures if text in caplog.text] == []
    assert not re.search(r"/media/\d", caplog.text)
