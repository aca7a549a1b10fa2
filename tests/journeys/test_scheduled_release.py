"""A release comes out within a second of its moment, everywhere and once, whatever is killed before."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import psycopg
import pytest

from segue.runtime.network import private_port
from tests.journeys.running import Api, RunningSegue, wait_for

PASSWORD = "three quiet harbours"
AHEAD = timedelta(seconds=60)
PARTS = ("granian", "segue.config.celery worker", "reconcile")
TOLD_WITHIN_S = 1.0


PAUSE_S = 0.05


@pytest.fixture(scope="module")
def segue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSegue]:
    """Which may be asked as often as the test likes."""
    settings = {"SEGUE_API_REQUESTS_PER_MINUTE": "0"}
    running = RunningSegue(tmp_path_factory.mktemp("segue") / "data", private_port(), settings)
    try:
        running.start()
        yield running
    finally:
        running.destroy()


class Watcher:
    """Asks one thing again and again, from before the moment on; each answer stands between two readings of the
    database's clock."""

    def __init__(self, segue: RunningSegue, name: str, is_there: Callable[[], bool]) -> None:
        self.name, self.is_there = name, is_there
        self.url = segue.database_url()
        self.missed_at: datetime | None = None
        self.found_at: datetime | None = None
        """The last time that it surely wasn't there yet, and the first that it surely was."""
        self.pause = threading.Event()
        self.thread = threading.Thread(target=self._watch, name=name, daemon=True)

    def _watch(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as database:
            while self.found_at is None:
                before = _clock(database)
                is_there = self._ask()
                if is_there:
                    self.found_at = _clock(database)
                elif is_there is False:
                    self.missed_at = before
                self.pause.wait(PAUSE_S)

    def _ask(self) -> bool | None:
        """None without an answer: the web server is being killed, or starts again."""
        try:
            return self.is_there()
        except HTTPError as refusal:
            return False if refusal.code == HTTPStatus.NOT_FOUND else None
        except (OSError, HTTPException):
            return None


def _clock(database: psycopg.Connection[Any]) -> datetime:
    row = database.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


@pytest.mark.timeout(600)
def test_a_scheduled_release_comes_out_on_time_once_though_everything_was_killed(
    segue: RunningSegue, song: Path
) -> None:
    api = _artist(segue)
    release_id, track_id, artist_id = _finished_release(segue, api, song)
    with psycopg.connect(segue.database_url(), autocommit=True) as database:
        at = _clock(database) + AHEAD
    shown = api.call("PUT", f"/api/v1/releases/{release_id}/publication", {"at": at.isoformat()})
    assert shown["state"] == "scheduled"

    watchers = [
        Watcher(segue, name, is_there)
        for name, is_there in _surfaces(segue, release_id, track_id, artist_id).items()
    ]
    for watcher in watchers:
        watcher.thread.start()
    for part in PARTS:
        _kill(segue, part)
    for watcher in watchers:
        watcher.thread.join(120)

    for watcher in watchers:
        assert watcher.found_at is not None, f"{watcher.name} never showed it"
        assert watcher.found_at >= at, f"{watcher.name} showed it too early"
        missed_at = watcher.missed_at
        assert missed_at is not None, f"{watcher.name} was never asked before"
        assert missed_at < at + timedelta(seconds=TOLD_WITHIN_S), f"{watcher.name} showed it too late"
    _check_announced_once(segue, release_id, at)


def _artist(segue: RunningSegue) -> Api:
    who = ("--email", "ines@example.org", "--username", "ines", "--password-stdin")
    segue.command("user", "create", *who, stdin=PASSWORD)
    api = Api(segue.origin)
    api.sign_in("ines", PASSWORD)
    return api


def _finished_release(segue: RunningSegue, api: Api, song: Path) -> tuple[str, str, str]:
    """Its id, its track's and its artist's; all of it can be heard."""
    artist_id = api.call("POST", "/api/v1/artists", {"name": "Marram"})["id"]
    wanted = {"artist_id": artist_id, "title": "Slack Water", "publish_when_ready": False}
    release_id = api.call("POST", "/api/v1/releases", wanted)["id"]
    announced = {"file_name": song.name, "bytes": song.stat().st_size}
    track = api.call("POST", f"/api/v1/releases/{release_id}/tracks", announced)
    api.send_file(track["upload"], song.read_bytes())
    wait_for(
        lambda: api.call("GET", f"/api/v1/tracks/{track['id']}")["is_playable"],
        timeout_s=120,
        what="the sound",
    )
    return release_id, track["id"], artist_id


def _surfaces(
    segue: RunningSegue, release_id: str, track_id: str, artist_id: str
) -> dict[str, Callable[[], bool]]:
    """Each as a visitor of its own; `media`: the first bytes of the sound."""
    origin = segue.origin

    def visitor(path: str, is_there: Callable[[Any], bool]) -> Callable[[], bool]:
        eyes: list[Api] = []

        def look() -> bool:
            eyes[:] = eyes or [Api(origin)]
            return is_there(eyes[0].call("GET", f"/api/v1/{path}"))

        return look

    def is_heard() -> bool:
        listener = Api(origin)
        stream = listener.call("GET", f"/api/v1/tracks/{track_id}/stream")
        return listener.first_bytes(stream["renditions"][0]["url"], 100) == 100

    return {
        "the list of all": visitor("releases", lambda page: _names(page, release_id)),
        "the artist's list": visitor(f"releases?artist={artist_id}", lambda page: _names(page, release_id)),
        "the artist's page": visitor(f"artists/{artist_id}", lambda page: bool(page["id"] == artist_id)),
        "the list of artists": visitor("artists", lambda page: _names(page, artist_id)),
        "the release's page": visitor(f"releases/{release_id}", lambda page: page["state"] == "published"),
        "the sound": is_heard,
    }


def _names(page: dict[str, Any], identity: str) -> bool:
    return identity in json.dumps(page["items"])


def _kill(segue: RunningSegue, part: str) -> None:
    """With all its processes; the supervisor starts it again."""
    victims = segue.processes(part)
    assert victims, part
    known = {victim.pid for victim in victims}
    for victim in victims:
        victim.kill()
    wait_for(
        lambda: {process.pid for process in segue.processes(part)} - known,
        timeout_s=60,
        what=f"another {part}",
    )


def _check_announced_once(segue: RunningSegue, release_id: str, at: datetime) -> None:
    with psycopg.connect(segue.database_url(), autocommit=True) as database:

        def rows(query: str) -> list[Any]:
            return database.execute(query, [release_id]).fetchall()

        release = "SELECT publish_at, announced_at, slug FROM catalog_release WHERE id::text = %s"
        told = """SELECT done_at, attempts FROM events_delivery
            WHERE event_name = 'catalog.release_published' AND payload->>'release_id' = %s"""
        wait_for(lambda: [row for row in rows(told) if row[0]], timeout_s=30, what="the announcement")
        [(publish_at, announced_at, slug)] = rows(release)
        assert (publish_at, slug) == (at, "slack-water")
        assert at <= announced_at <= at + timedelta(seconds=TOLD_WITHIN_S)
        assert len(rows(told)) == 1
