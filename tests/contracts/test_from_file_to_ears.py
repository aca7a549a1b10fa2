"""The whole way through the real doors: announce, send, process, publish, listen; once, whatever breaks on the way."""

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db.models.functions import Now
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.tests.factories import make_artist
from segue.catalog.models import Release
from segue.kernel.events import registry
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import Job
from segue.kernel.testing import deliver_all_events
from segue.media.pipeline import PIPELINE
from segue.media.services import receive_file
from segue.media.tests.factories import cover_image, flac_file
from tests.matrix.doors import fetch

pytestmark = pytest.mark.django_db
TAGS = {"title": "Slack Water", "album": "Low Tide"}


class Killed(BaseException):
    """Ends a step as abruptly as SIGKILL."""


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("song")
    return flac_file(folder / "take 7.flac", tags=TAGS, cover=cover_image())


@pytest.fixture
def browser() -> Client:
    ines = make_user("ines")
    make_artist(ines)
    client = Client()
    client.force_login(ines)
    return client


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the releases that other apps were told of."""
    told: list[str] = []
    listener = {"test": lambda event: told.append(str(event.release_id))}
    monkeypatch.setitem(registry._HANDLERS, "catalog.release_published", listener)
    return told


def upload(browser: Client, content: bytes) -> tuple[str, str]:
    """Ids of the new release and its track."""
    (artist,) = browser.get("/api/v1/artists?mine=true").json()["items"]
    release = post(browser, "releases", artist_id=artist["id"])
    track = post(browser, f"releases/{release['id']}/tracks", file_name="take 7.flac", bytes=len(content))
    receive_file(User.objects.get(), UUID(track["upload"]["id"]), BytesIO(content))
    return release["id"], track["id"]


def post(browser: Client, path: str, **fields: object) -> Any:
    return browser.post(f"/api/v1/{path}", fields, content_type="application/json").json()


def work() -> None:
    """Workers that take up what dead ones left."""
    Job.objects.update(run_after=Now(), lease_until=Now())
    for job in Job.objects.all():
        runner.run_to_end(job.pk)
    deliver_all_events()


def test_a_file_becomes_a_public_release_that_anyone_hears(
    browser: Client, song: Path, published: list[str]
) -> None:
    release_id, track_id = upload(browser, song.read_bytes())
    listener = Client()
    assert listener.get(f"/api/v1/releases/{release_id}").status_code == 404
    work()
    release = listener.get("/api/v1/releases/low-tide").json()
    assert (release["id"], release["title"], release["kind"]) == (release_id, "Low Tide", "single")
    assert (release["tracks"][0]["id"], release["tracks"][0]["title"]) == (track_id, "Slack Water")
    assert fetch(release["cover"]["url_512"], listener) == 200
    stream = listener.get(f"/api/v1/tracks/{track_id}/stream").json()
    assert [rendition["name"] for rendition in stream["renditions"]] == ["flac", "opus-96"]
    assert {fetch(rendition["url"], listener) for rendition in stream["renditions"]} == {200}
    assert published == [release_id]
    work()
    stream = listener.get(f"/api/v1/tracks/{track_id}/stream").json()
    assert [rendition["name"] for rendition in stream["renditions"]] == [
        *("flac", "aac-256", "aac-160", "opus-160", "opus-96")
    ]
    assert {fetch(rendition["url"], listener) for rendition in stream["renditions"]} == {200}
    assert published == [release_id]


@pytest.mark.parametrize("name", ["store", "tags", "prepare", "publish"])
def test_a_worker_that_dies_while_it_records_changes_nothing_in_the_end(
    name: str, browser: Client, song: Path, published: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    release_id, _ = upload(browser, song.read_bytes())
    step = PIPELINE.step(name)
    record = step.record

    def die(job: Job, output: Any) -> None:
        record(job, output)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setitem(vars(step), "record", die)
        with pytest.raises(Killed):
            work()
    deliver_all_events()
    assert (Release.objects.out().count(), published) == (0, [])
    work()
    work()
    assert (Release.objects.out().count(), published) == (1, [release_id])
    assert Release.objects.get().slug == "low-tide"


def test_a_damaged_file_keeps_its_release_a_draft(browser: Client, song: Path, published: list[str]) -> None:
    content = song.read_bytes()
    release_id, track_id = upload(browser, content[: len(content) * 2 // 3])
    work()
    shown = browser.get(f"/api/v1/releases/{release_id}").json()
    assert (shown["state"], shown["tracks"][0]["state"], shown["tracks"][0]["is_playable"]) == (
        *("draft", "failed"),
        False,
    )
    error = shown["tracks"][0]["upload"]["error"]
    assert (error["code"], error["can_retry"]) == ("media.damaged", False)
    assert error["message"].startswith("This file is damaged")
    assert browser.get(f"/api/v1/tracks/{track_id}/stream").status_code == 409
    assert browser.put(f"/api/v1/releases/{release_id}/publication").status_code == 409
    assert Client().get(f"/api/v1/releases/{release_id}").status_code == 404
    assert Client().get(f"/api/v1/tracks/{track_id}/stream").status_code == 404
    assert (Release.objects.out().count(), published) == (0, [])
