"""Every operation of the API, tried by every kind of viewer in every state of a release.

A row that is missing here fails the test: whoever adds an operation says who may call it.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist, Membership
from segue.artists.tests.factories import add_editor, make_artist
from segue.catalog import publishing
from segue.catalog.models import Publication, Release, Track
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel import capability
from segue.kernel.events.models import Delivery
from segue.kernel.http.viewer import viewer_key
from segue.kernel.jobs.models import Job
from segue.kernel.storage import media_storage
from segue.media.models import Asset, Rendition
from segue.media.tests.factories import cover_image, make_image, start_processing
from segue.streaming.delivery import MediaApp
from segue.streaming.queries import may_have
from tests.contracts.operations import UNSAFE, operations

pytestmark = pytest.mark.django_db

STATES = ("waiting", "processing", "draft", "published", "withdrawn")
VIEWERS = ("visitor", "stranger", "editor", "owner")
SECRET = "Unheard 5f1c"
MEDIA_PATH = re.compile(r"/media/[^\"\s?<]+")


@dataclass(frozen=True)
class Row:
    """`body` is sent as JSON, or as it is. Statuses stand in the order of STATES; one alone stands for all."""

    policy: str
    method: str
    path: str
    visitor: str
    stranger: str
    editor: str
    owner: str
    body: Any = None

    def expected(self, viewer: str, state: str) -> int:
        statuses = [int(status) for status in getattr(self, viewer).split()]
        return statuses[STATES.index(state)] if len(statuses) > 1 else statuses[0]


SEEN = "404 404 404 200 404"
FOREIGN = "404 404 404 403 404"  # what everyone can see is known to exist
HEARD = "409 409 200 200 200"
TABLE = {
    "get_health": Row("public", "GET", "health", "200", "200", "200", "200"),
    "get_me": Row("public", "GET", "me", "200", "200", "200", "200"),
    "get_operator_setup": Row("public", "GET", "operator-setup?token=guess", "200", "200", "200", "200"),
    "set_up_operator": Row(
        *("public", "POST", "operator-setup", "403", "403", "403", "403"),
        body={"token": "guess", "email": "eve@example.org", "username": "eve", "password": "slack-water-2x"},
    ),
    "list_artists": Row("public", "GET", "artists", "200", "200", "200", "200"),
    "create_artist": Row("studio", "POST", "artists", "401", "201", "201", "201", body={"name": "New"}),
    "get_artist": Row("public", "GET", "artists/{artist}", "200", "200", "200", "200"),
    "list_releases": Row("public", "GET", "releases?artist={artist}", "200", "200", "200", "200"),
    "create_release": Row(
        *("studio", "POST", "releases", "401", "403", "201", "201"), body={"artist_id": "{artist}"}
    ),
    "get_release": Row("public", "GET", "releases/{release}", SEEN, SEEN, "200", "200"),
    "change_release": Row(
        *("studio", "PATCH", "releases/{release}", "401", FOREIGN, "200", "200"), body={"title": "Mine"}
    ),
    "delete_release": Row(
        *("studio", "DELETE", "releases/{release}", "401", FOREIGN), *(2 * ("204 204 204 409 204",))
    ),
    "set_release_cover": Row(
        *("studio", "PUT", "releases/{release}/cover", "401", FOREIGN, "200", "200"), body=cover_image()
    ),
    "remove_release_cover": Row("studio", "DELETE", "releases/{release}/cover", "401", FOREIGN, "200", "200"),
    "publish_release": Row("studio", "PUT", "releases/{release}/publication", "401", FOREIGN, HEARD, HEARD),
    "withdraw_release": Row(
        "studio", "DELETE", "releases/{release}/publication", "401", FOREIGN, "200", "200"
    ),
    "add_track": Row(
        *("studio", "POST", "releases/{release}/tracks", "401", FOREIGN, "201", "201"),
        body={"file_name": "new.wav", "bytes": 10},
    ),
    "get_track": Row("public", "GET", "tracks/{track}", SEEN, SEEN, "200", "200"),
    "rename_track": Row(
        *("studio", "PATCH", "tracks/{track}", "401", FOREIGN, "200", "200"), body={"title": "Mine"}
    ),
    "delete_track": Row("studio", "DELETE", "tracks/{track}", "401", FOREIGN, "204", "204"),
    # An upload is its sender's own affair, in a team too.
    "get_upload": Row("signed_in", "GET", "uploads/{upload}", "401", "404", "404", "200"),
    "get_upload_limits": Row("signed_in", "GET", "uploads/limits", "401", "200", "200", "200"),
    "retry_upload": Row("studio", "POST", "uploads/{upload}/retry", "401", "404", "404", "409"),
    "begin_multipart": Row("studio", "POST", "uploads/{upload}/multipart", "401", "404", "404", "409"),
    "complete_multipart": Row(
        *("studio", "POST", "uploads/{upload}/multipart/complete", "401", "404", "404"),
        "409 200 200 200 200",
        body={"parts": []},
    ),
    "give_up_multipart": Row("studio", "DELETE", "uploads/{upload}/multipart", "401", "404", "404", "409"),
    "get_stream": Row("public", "GET", "tracks/{track}/stream", SEEN, SEEN, HEARD, HEARD),
    "get_master_playlist": Row(
        "public", "GET", "tracks/{track}/stream/master.m3u8", SEEN, SEEN, HEARD, HEARD
    ),
    "get_dash_manifest": Row("public", "GET", "tracks/{track}/stream/manifest.mpd", SEEN, SEEN, HEARD, HEARD),
    "get_media_playlist": Row(
        "public", "GET", "tracks/{track}/stream/aac-160.m3u8", SEEN, SEEN, HEARD, HEARD
    ),
    "list_jobs": Row("operators", "GET", "jobs", "401", "403", "403", "403"),
    "retry_job": Row("operators", "POST", "jobs/{upload}/retry", "401", "403", "403", "403"),
    "list_parked_events": Row("operators", "GET", "events/parked", "401", "403", "403", "403"),
    "retry_parked_event": Row(
        "operators", "POST", "events/parked/{upload}/retry", "401", "403", "403", "403"
    ),
}


@dataclass(frozen=True)
class World:
    """One release with one track in one state, and a browser for each viewer."""

    ids: dict[str, str]
    browsers: dict[str, Client]

    def ask(self, row: Row, viewer: str) -> Any:
        body = row.body
        if isinstance(body, dict):
            body = {name: self._fill(value) for name, value in body.items()}
        content_type = "application/json" if isinstance(body, dict) else "application/octet-stream"
        send = getattr(self.browsers[viewer], row.method.lower())
        path = "/api/v1/" + str(self._fill(row.path))
        return send(path) if body is None else send(path, body, content_type=content_type)

    def _fill(self, value: object) -> object:
        return value.format(**self.ids) if isinstance(value, str) else value


def build(state: str, *, enforce_csrf_checks: bool = False) -> World:
    owner, editor, stranger = make_user("ines"), make_user("emil"), make_user("mallory")
    artist = make_artist(owner)
    add_editor(artist, editor)
    make_artist(stranger, "Somebody Else")
    release = make_release(owner, artist, title=SECRET, publish_when_ready=False)
    track = add_track(owner, release, f"{SECRET}.flac")
    if state == "processing":
        start_processing(track.asset)
    elif state != "waiting":
        make_ready(track, with_cover=True)
        Release.objects.filter(pk=release.pk).update(cover=make_image(SECRET))
    if state in ("published", "withdrawn"):
        publishing.publish_release(owner, str(release.pk))
    if state == "withdrawn":
        publishing.withdraw_release(owner, str(release.pk))
    browsers = {name: Client(enforce_csrf_checks=enforce_csrf_checks) for name in VIEWERS}
    for name, user in (("owner", owner), ("editor", editor), ("stranger", stranger)):
        browsers[name].force_login(user)
    rows = {"artist": artist, "release": release, "track": track, "upload": track.asset}
    return World({name: str(row.pk) for name, row in rows.items()}, browsers)


def everything() -> list[Any]:
    """All that a refused request must leave as it is."""
    models = (Artist, Membership, Release, Track, Publication, Asset, Rendition, Job, Delivery)
    return [list(model.objects.order_by("pk").values()) for model in models]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside hasn't happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_table_names_every_operation_with_its_policy() -> None:
    declared = {operation.name: (operation.method, operation.policy) for operation in operations()}
    assert {name: (row.method, row.policy) for name, row in TABLE.items()} == declared


@pytest.mark.parametrize("state", STATES)
def test_every_viewer_gets_what_the_table_says_and_changes_nothing_else(state: str) -> None:
    world = build(state)
    before = everything()
    found, wanted, meddled = {}, {}, []
    for name, row in TABLE.items():
        for viewer in VIEWERS:
            with undone():
                answer = world.ask(row, viewer)
                found[name, viewer] = answer.status_code
                if answer.status_code >= 400 and everything() != before:
                    meddled.append((name, viewer))
            wanted[name, viewer] = row.expected(viewer, state)
    assert found == wanted
    assert meddled == []


@pytest.mark.parametrize("state", [state for state in STATES if state != "published"])
def test_no_answer_to_an_outsider_speaks_of_what_is_not_public(state: str) -> None:
    world = build(state)
    rows = [*TABLE.values(), Row("public", "GET", "releases", "200", "200", "200", "200")]
    for row in rows:
        for viewer in ("visitor", "stranger"):
            with undone():
                text = world.ask(row, viewer).content.decode()
            assert SECRET not in text
            assert not {"release", "track", "upload"} & {key for key, pk in world.ids.items() if pk in text}
            assert not MEDIA_PATH.search(text)


@pytest.mark.parametrize("state", ["draft", "published", "withdrawn"])
def test_media_addresses_of_one_viewer_open_nothing_for_another(state: str) -> None:
    world = build(state)
    texts = [world.ask(TABLE[name], "owner").content.decode() for name in ("get_release", "get_stream")]
    paths = sorted(set(MEDIA_PATH.findall(" ".join(texts))))
    assert len(paths) == 20  # three sizes of two covers in three formats, two renditions
    for path in paths:
        assert [fetch(path, world.browsers[viewer]) for viewer in VIEWERS] == [403, 403, 403, 200]


def _values(browser: Client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in browser.cookies.items()}


def fetch(path: str, browser: Client) -> int:
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    granted = capability.parse(path)
    is_allowed = granted is not None and may_have(granted, viewer_key(_values(browser)))

    async def recheck(granted: capability.Capability, viewer_key: str) -> bool:
        return is_allowed

    app = MediaApp(keys=settings.CAPABILITY_KEYS, storage=media_storage(), may_have=recheck)
    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"cookie", cookie.encode())]}
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {}

    async def send(message: Any) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    asyncio.run(app(scope, receive, send))
    return statuses[0]


def test_every_unsafe_operation_refuses_requests_from_other_pages() -> None:
    world = build("draft", enforce_csrf_checks=True)
    # What is for operators would refuse her for that first.
    get_user_model().objects.filter(username="ines").update(is_staff=True)
    before = everything()
    for name, row in TABLE.items():
        if row.method in UNSAFE:
            answer = world.ask(row, "owner")
            assert (name, answer.status_code, answer.json()["code"]) == (name, 403, "http.csrf_failed")
    assert everything() == before


def test_no_answer_of_the_api_may_be_stored() -> None:
    world = build("published")
    for name, row in TABLE.items():
        with undone():
            assert (name, world.ask(row, "owner").headers["Cache-Control"]) == (name, "no-store")
