"""A scheduled release comes out at its moment by the database's clock, and everybody is told of it once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
from segue.catalog import moments, publishing
from segue.catalog.errors import MomentNotUsable, ReleaseIsOut, ReleaseIsTakenDown, ReleaseNotReady
from segue.catalog.models import Edit, Release
from segue.catalog.services import (
    change_release,
    delete_track,
    reinstate_release,
    reinstate_track,
    take_down_release,
    take_down_track,
)
from segue.catalog.tests.conftest import Push
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.catalog.types import PUBLICATION
from segue.kernel import clock
from segue.kernel.events import registry
from segue.kernel.events.models import Delivery
from segue.kernel.history import EditConflict
from segue.kernel.testing import deliver_all_events

JSON = "application/json"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def withdrawals_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nobody listens to them yet."""
    monkeypatch.setitem(registry._HANDLERS, "catalog.release_withdrawn", {"test": lambda event: None})


@pytest.fixture
def finished(ines: User, heron: Artist) -> Release:
    """All of it can be heard, and its team says when."""
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release))
    return release


def told(name: str) -> int:
    return Delivery.objects.filter(event_name=f"catalog.release_{name}").count()


def move(release: Release, by: timedelta) -> datetime:
    """As if time had passed: the moment by the database's clock from now."""
    at = clock.database_now() + by
    Release.objects.filter(pk=release.pk).update(publish_at=at)
    return at


def test_what_is_scheduled_is_out_from_its_moment_on_though_nobody_does_anything(
    ines: User, heron: Artist, finished: Release, browser: Client
) -> None:
    at = clock.database_now() + DAY
    path = f"/api/v1/releases/{finished.pk}"
    answer = browser.put(f"{path}/publication", {"at": at.isoformat()}, content_type=JSON)
    shown = answer.json()
    assert (answer.status_code, shown["state"]) == (200, "scheduled")
    assert shown["published_at"] == f"{at.isoformat(timespec='milliseconds')[:-6]}Z"
    heron.refresh_from_db()
    assert heron.listed_from == at
    assert (Client().get(path).status_code, Client().get("/api/v1/releases").json()["items"]) == (404, [])
    assert not moments.announce_next()

    move(finished, timedelta(seconds=-1))
    assert Client().get(path).json()["state"] == "published"
    assert [each["id"] for each in Client().get("/api/v1/releases").json()["items"]] == [str(finished.pk)]
    assert told("published") == 0


def test_its_moment_is_announced_once_with_its_address(
    finished: Release, ines: User, pushed: list[Push], django_capture_on_commit_callbacks: Any
) -> None:
    publishing.publish_release(ines, str(finished.pk), at=clock.database_now() + DAY)
    at = move(finished, timedelta(seconds=-1))
    pushed.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert (moments.announce_next(), moments.announce_next()) == (True, False)
    with django_capture_on_commit_callbacks(execute=True):
        deliver_all_events()
    finished.refresh_from_db()
    assert (finished.slug, finished.first_published_at, told("published")) == ("low-tide", at, 1)
    assert [content["topic"] for _, content in pushed] == [
        "catalog.release_changed",
        "catalog.release_published",
    ]
    assert {tuple(groups) for groups, _ in pushed} == {(f"user.{ines.pk.hex}",)}


@pytest.mark.django_db(transaction=True)
def test_any_number_of_processes_announce_once() -> None:
    ines = make_user("ines")
    heron = make_artist(ines)
    for title in ("Low Tide", "Slack Water", "Ebb"):
        release = make_release(ines, heron, title=title, publish_when_ready=False)
        make_ready(add_track(ines, release))
        publishing.publish_release(ines, str(release.pk), at=clock.database_now() + DAY)
        move(release, timedelta(seconds=-1))
    start = Barrier(4)

    def announce() -> int:
        try:
            start.wait(10)
            return moments.announce_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = [ended.result(20) for ended in [pool.submit(announce) for _ in range(4)]]
    moments.announce_due()
    assert (sum(counts) <= 3, told("published")) == (True, 3)
    assert set(Release.objects.values_list("slug", flat=True)) == {"ebb", "low-tide", "slack-water"}


def test_the_alarm_is_set_for_the_next_moment(ines: User, heron: Artist, finished: Release) -> None:
    assert moments.next_moment_in_s() is None
    publishing.publish_release(ines, str(finished.pk), at=clock.database_now() + DAY)
    wait_s = moments.next_moment_in_s()
    assert wait_s is not None
    assert 86_300 < wait_s <= 86_400
    move(finished, timedelta(seconds=-5))
    overdue_s = moments.next_moment_in_s()
    assert overdue_s is not None
    assert -60 < overdue_s <= -5
    moments.announce_due()
    assert moments.next_moment_in_s() is None


def test_it_may_be_moved_until_it_is_out(ines: User, heron: Artist, finished: Release) -> None:
    ref, now = str(finished.pk), clock.database_now()
    assert publishing.publish_release(ines, ref, at=now + DAY).publish_at == now + DAY
    assert publishing.publish_release(ines, ref, at=now + 3 * DAY).publish_at == now + 3 * DAY
    heron.refresh_from_db()
    assert (heron.listed_from, told("published")) == (now + 3 * DAY, 0)
    out = publishing.publish_release(ines, ref, at=now - DAY)
    assert out.publish_at is not None
    assert now <= out.publish_at <= clock.database_now()  # what has passed means now
    with pytest.raises(ReleaseIsOut):
        publishing.publish_release(ines, ref, at=clock.database_now() + DAY)
    assert publishing.publish_release(ines, ref).publish_at == out.publish_at
    assert told("published") == 1


def test_unscheduled_it_is_a_draft_again_and_withdrawn_it_is_not(
    ines: User, heron: Artist, finished: Release, browser: Client
) -> None:
    path = f"/api/v1/releases/{finished.pk}/publication"
    publishing.publish_release(ines, str(finished.pk), at=clock.database_now() + DAY)
    shown = browser.delete(path).json()
    assert (shown["state"], shown["published_at"], shown["publish_when_ready"]) == ("draft", None, False)
    heron.refresh_from_db()
    assert (heron.listed_from, told("published"), told("withdrawn")) == (None, 0, 0)
    first = publishing.publish_release(ines, str(finished.pk)).publish_at
    assert browser.delete(path).json()["state"] == "withdrawn"
    heron.refresh_from_db()
    finished.refresh_from_db()
    assert (heron.listed_from, finished.first_published_at) == (None, first)
    publishing.publish_release(ines, str(finished.pk))
    deliveries = Delivery.objects.filter(event_name="catalog.release_published").order_by("pk")
    assert [each.payload["is_first"] for each in deliveries] == [True, False]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (
            "2027-05-31T20:00:00",
            "Say in which time zone that is, such as 2027-05-31T20:00:00+02:00, or Z for UTC.",
        ),
        ("9999-12-31T23:59:59-14:00", "That is more than two years ahead. Choose an earlier day."),
    ],
)
def test_a_moment_that_can_not_be_meant_is_refused_in_words(
    finished: Release, browser: Client, at: str, words: str
) -> None:
    edits = Edit.objects.count()
    answer = browser.put(f"/api/v1/releases/{finished.pk}/publication", {"at": at}, content_type=JSON)
    found = answer.json()
    assert (answer.status_code, found["code"], found["detail"]) == (422, "catalog.moment_not_usable", words)
    finished.refresh_from_db()
    assert (finished.publish_at, Edit.objects.count()) == (None, edits)


@pytest.mark.parametrize("at", [253402300799, 0, "253402300799", True])
def test_a_moment_is_text(finished: Release, browser: Client, at: object) -> None:
    answer = browser.put(f"/api/v1/releases/{finished.pk}/publication", {"at": at}, content_type=JSON)
    assert (answer.status_code, "like 2027-05-31T20:00:00+02:00" in answer.content.decode()) == (422, True)
    finished.refresh_from_db()
    assert finished.publish_at is None


@pytest.mark.parametrize("is_emptied", [True, False])
def test_without_sound_nothing_comes_out_at_its_moment(
    ines: User, finished: Release, is_emptied: bool
) -> None:
    """A file that hasn't come is no sound."""
    ref = str(finished.pk)
    publishing.publish_release(ines, ref, at=clock.database_now() + DAY)
    change_release(ines, ref, publish_when_ready=True)
    heard = finished.tracks.get()
    if not is_emptied:
        add_track(ines, finished, "later.wav")
    delete_track(ines, str(heard.pk))
    deliver_all_events()
    finished.refresh_from_db()
    assert (finished.publish_at, finished.withdrawn_at) == (None, None)
    assert (finished.is_published_when_ready, Release.objects.unannounced().exists()) == (False, False)
    make_ready(add_track(ines, finished, "right.wav"))
    assert not Release.objects.out().exists()


@pytest.mark.parametrize("ahead", [None, DAY])
def test_the_last_track_that_is_taken_down_takes_its_release_with_it_and_back(
    ines: User, heron: Artist, finished: Release, ahead: timedelta | None
) -> None:
    ref, track = str(finished.pk), finished.tracks.get()
    at = publishing.publish_release(ines, ref, at=clock.database_now() + ahead if ahead else None).publish_at
    version = Release.objects.get(pk=ref).version
    assert take_down_track(track.pk)
    finished.refresh_from_db()
    heron.refresh_from_db()
    assert (finished.publish_at, heron.listed_from, finished.version) == (None, None, version + 1)
    assert Client().get("/api/v1/releases").json()["items"] == []
    with pytest.raises(ReleaseNotReady, match="Moderators took down all of its tracks"):
        publishing.publish_release(ines, ref)
    assert reinstate_track(track.pk)
    finished.refresh_from_db()
    heron.refresh_from_db()
    assert (finished.publish_at, finished.withdrawn_at, heron.listed_from) == (at, None, at)
    assert (told("withdrawn"), told("published")) == ((0, 0) if ahead else (1, 2))


def test_what_its_team_withdrew_does_not_come_back_with_a_track(ines: User, heron: Artist) -> None:
    release = make_published(ines, heron, tracks=2)
    first, second = release.tracks.all()
    assert take_down_track(first.pk)
    assert Release.objects.listed().filter(pk=release.pk).exists()
    publishing.withdraw_release(ines, str(release.pk))
    assert take_down_track(second.pk)
    for track in (first, second):
        assert reinstate_track(track.pk)
    assert not Release.objects.out().exists()


def test_two_years_are_not_too_far(ines: User, finished: Release) -> None:
    ref, limit = str(finished.pk), clock.database_now() + publishing.MAX_AHEAD
    with pytest.raises(MomentNotUsable):
        publishing.publish_release(ines, ref, at=limit + timedelta(minutes=1))
    assert publishing.publish_release(ines, ref, at=limit).publish_at == limit


def test_publication_is_on_record_and_two_who_decide_at_once_are_told(ines: User, finished: Release) -> None:
    ref, seen, at = str(finished.pk), finished.version, clock.database_now() + DAY
    publishing.publish_release(ines, ref, at=at, base_version=seen)
    edit = Edit.objects.get(release=finished, subject_kind=PUBLICATION)
    assert (edit.actor, edit.before, edit.after) == (
        ines,
        {"publish_at": None},
        {"publish_at": at.isoformat()},
    )
    with pytest.raises(EditConflict) as refused:
        publishing.publish_release(ines, ref, at=at + DAY, base_version=seen)
    assert refused.value.members["conflicts"] == [
        {
            "subject_kind": PUBLICATION,
            "subject_id": ref,
            "field": "publish_at",
            "yours": (at + DAY).isoformat(),
            "theirs": at.isoformat(),
        }
    ]
    finished.refresh_from_db()
    assert finished.publish_at == at
    with pytest.raises(EditConflict):
        publishing.withdraw_release(ines, ref, base_version=seen)


def test_publication_is_not_undone_from_the_history(ines: User, finished: Release, browser: Client) -> None:
    publishing.publish_release(ines, str(finished.pk))
    act = Edit.objects.get(release=finished, subject_kind=PUBLICATION).act
    answer = browser.post(f"/api/v1/releases/{finished.pk}/history/{act}/undo", content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "catalog.not_undone_here")
    assert Client().get(f"/api/v1/releases/{finished.pk}").status_code == 200


def test_what_moderators_took_down_is_gone_and_comes_back_as_it_was(
    ines: User, heron: Artist, browser: Client
) -> None:
    release = make_published(ines, heron)
    at, path = release.publish_at, f"/api/v1/releases/{release.pk}"
    assert take_down_release(release.pk)
    heron.refresh_from_db()
    assert (Client().get(path).status_code, heron.listed_from, told("withdrawn")) == (404, None, 1)
    assert Client().get("/api/v1/releases").json()["items"] == []
    assert browser.get(path).json()["state"] == "taken_down"
    with pytest.raises(ReleaseIsTakenDown):
        publishing.publish_release(ines, str(release.pk))
    assert reinstate_release(release.pk)
    heron.refresh_from_db()
    assert (Client().get(path).json()["slug"], heron.listed_from) == ("low-tide", at)
    deliveries = Delivery.objects.filter(event_name="catalog.release_published").order_by("pk")
    assert [each.payload["is_first"] for each in deliveries] == [True, False]


def test_what_is_taken_down_before_its_moment_does_not_come_out(ines: User, finished: Release) -> None:
    publishing.publish_release(ines, str(finished.pk), at=clock.database_now() + DAY)
    take_down_release(finished.pk)
    move(finished, timedelta(seconds=-1))
    assert (moments.announce_next(), moments.next_moment_in_s()) == (False, None)
    assert Client().get(f"/api/v1/releases/{finished.pk}").status_code == 404
    reinstate_release(finished.pk)
    assert (told("published"), Client().get(f"/api/v1/releases/{finished.pk}").status_code) == (1, 200)
