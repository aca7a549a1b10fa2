"""Who presses Play on an imported track hears it in a moment, and is told plainly why not."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.tests.factories import make_artist
from segue.catalog.models import Release, Track
from segue.catalog.tests.factories import make_published, make_withdrawn
from segue.kernel import hints
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import Job
from segue.kernel.realtime import push
from segue.media import queries as media_queries
from segue.media.models import Asset
from segue.media.tests.factories import flac_file, job_of, make_library_asset, use_folder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(settings, tmp_path / "data")
    monkeypatch.setattr(push, "_push", lambda groups, event: None)
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)


@pytest.fixture
def ines(db: None) -> User:
    return make_user("ines")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    flac_file(folder / "tide.flac")
    return folder


@pytest.fixture
def track(ines: User, shelf: Path) -> Track:
    """Of a public release."""
    return imported(make_published(ines, make_artist(ines, "Paper Heron")), shelf)


def imported(release: Release, shelf: Path) -> Track:
    """Its track, as if it had come from the shelf."""
    track = Track.objects.get(release=release)
    owner = track.asset.owner
    track.asset = make_library_asset(owner, shelf, "tide.flac")
    track.save(update_fields=["asset"])
    return track


def ask(client: Client, track: Track, what: str = "") -> Any:
    return client.get(f"/api/v1/tracks/{track.pk}/stream{what}")


def make(track: Track) -> None:
    runner.run_to_end(job_of(track.asset).pk)


@pytest.mark.parametrize("what", ["", "/master.m3u8", "/manifest.mpd", "/opus-96.m3u8"])
def test_the_first_request_has_it_made_and_one_after_that_plays_it(what: str, track: Track) -> None:
    visitor = Client()
    answer = ask(visitor, track, what)
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert answer.json()["code"] == "streaming.sound_being_made"
    assert answer.json()["detail"] == "This track is being prepared. It begins in a moment"
    assert [ask(Client(), track, what).status_code for _ in range(3)] == [503] * 3
    assert Job.objects.filter(kind=media_queries.INGEST).count() == 1
    make(track)
    assert ask(visitor, track, what).status_code == 200


def test_visitors_of_one_network_are_one_listener_and_people_are_themselves(track: Track, ines: User) -> None:
    ask(Client(), track)
    visitors = job_of(track.asset).owner_id
    Job.objects.all().delete()
    ask(Client(), track)
    assert job_of(track.asset).owner_id == visitors
    Job.objects.all().delete()
    person = Client()
    person.force_login(ines)
    ask(person, track)
    assert job_of(track.asset).owner_id == ines.pk


def test_a_track_stays_listed_while_its_sound_is_made(track: Track) -> None:
    ask(Client(), track)
    runner.run_step(job_of(track.asset).pk)
    shown = Client().get(f"/api/v1/tracks/{track.pk}").json()
    assert (shown["state"], shown["is_playable"]) == ("on_demand", True)


def test_its_team_is_told_why_it_could_not_be_made_and_others_see_it_no_more(
    track: Track, ines: User, shelf: Path
) -> None:
    (shelf / "tide.flac").unlink()
    (shelf / "other.txt").touch()
    ask(Client(), track)
    make(track)
    team = Client()
    team.force_login(ines)
    answer = ask(team, track)
    assert (answer.status_code, answer.json()["code"]) == (409, "streaming.sound_not_made")
    place = f"{shelf}/tide.flac"
    assert answer.json()["detail"] == (
        f"The file is no longer at {place}. Put it back and try again, or remove the track."
    )
    assert ask(Client(), track).status_code == 404


def test_a_disk_that_is_away_is_no_reason_to_ask_every_second(track: Track, shelf: Path) -> None:
    shelf.rename(shelf.with_name("away"))
    ask(Client(), track)
    runner.run_step(job_of(track.asset).pk)
    answer = ask(Client(), track)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer.json()["code"] == "media.sound_delayed"
    assert Asset.objects.get(pk=track.asset_id).state == "on_demand"


def test_who_may_not_hear_it_makes_nothing(ines: User, shelf: Path) -> None:
    track = imported(make_withdrawn(ines, make_artist(ines, "Paper Heron")), shelf)
    assert ask(Client(), track).status_code == 404
    assert not Job.objects.filter(subject_id=track.asset_id).exists()
