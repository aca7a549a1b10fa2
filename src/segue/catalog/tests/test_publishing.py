"""A release becomes public once, when its team wants it and all of it can be heard."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_manager, make_artist
from segue.catalog import publishing, queries, services
from segue.catalog.errors import ReleaseIsPublished, ReleaseNotFound, ReleaseNotReady
from segue.catalog.models import Edit, Release, Track
from segue.catalog.tests.conftest import Push
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release, make_withdrawn
from segue.kernel.events import registry
from segue.kernel.events.models import Delivery
from segue.kernel.testing import deliver_all_events
from segue.media.models import Asset
from segue.media.tests import factories as media_factories
from segue.media.tests.factories import wait_for_a_lock

real_commits = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Wire names of what the catalog told other apps."""
    names: list[str] = []
    for name in ("catalog.release_published", "catalog.release_withdrawn"):
        listener = {"test": lambda event: names.append(event.name)}
        monkeypatch.setitem(registry._HANDLERS, name, listener)
    return names


def is_public(release: Release) -> bool:
    return Release.objects.out().filter(pk=release.pk).exists()


def announced(said: list[str]) -> list[str]:
    deliver_all_events()
    return said


def test_the_last_ready_track_publishes_the_release_once(ines: User, heron: Artist, said: list[str]) -> None:
    release = make_release(ines, heron)
    first, last = add_track(ines, release), add_track(ines, release)
    make_ready(first)
    assert (is_public(release), announced(said)) == (False, [])
    make_ready(last)
    assert (is_public(release), announced(said)) == (True, ["catalog.release_published"])
    publishing.publish_when_ready(release.pk)
    assert announced(said) == ["catalog.release_published"]
    assert Release.objects.out().count() == 1


@real_commits
def test_two_last_tracks_at_the_same_time_publish_once(said: list[str]) -> None:
    ines = make_user("ines")
    release = make_release(ines, make_artist(ines))
    for track in (add_track(ines, release), add_track(ines, release)):
        media_factories.finish(track.asset)
    start = Barrier(2)

    def publish() -> None:
        start.wait(10)
        publishing.publish_when_ready(release.pk)

    both(publish, publish)
    assert Release.objects.out().count() == 1
    assert Delivery.objects.filter(event_name="catalog.release_published").count() == 1


@real_commits
def test_two_last_events_on_two_connections_publish_once(said: list[str]) -> None:
    ines = make_user("ines")
    release = make_release(ines, make_artist(ines))
    for track in (add_track(ines, release), add_track(ines, release)):
        media_factories.finish(track.asset)
    both(deliver_all_events, deliver_all_events)
    assert Release.objects.out().count() == 1
    assert Delivery.objects.filter(event_name="catalog.release_published").count() == 1
    assert not Delivery.objects.exclude(last_error="").exists()


def both(*actions: Callable[[], object]) -> None:
    def run(action: Callable[[], object]) -> None:
        try:
            action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        for ended in [pool.submit(run, action) for action in actions]:
            ended.result(20)


@real_commits
def test_deleting_waits_for_a_publication_and_then_refuses(said: list[str]) -> None:
    ines = make_user("ines")
    release = make_release(ines, make_artist(ines), publish_when_ready=False)
    make_ready(add_track(ines, release))
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        publishing.publish_release(ines, str(release.pk))
        deletion = pool.submit(closing, lambda: services.delete_release(ines, str(release.pk)))
        wait_for_a_lock()
    with pytest.raises(ReleaseIsPublished):
        deletion.result(10)
    assert (Release.objects.count(), Track.objects.count(), Asset.objects.count()) == (1, 1, 1)


@real_commits
def test_tags_wait_for_a_name_that_is_being_chosen_and_leave_it(said: list[str]) -> None:
    ines = make_user("ines")
    release = make_release(ines, make_artist(ines), publish_when_ready=False)
    track = add_track(ines, release)
    Asset.objects.filter(pk=track.asset_id).update(tags={"title": "From The File", "album": ""})
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        services.change_track(ines, str(track.pk), title="Chosen")
        naming = pool.submit(closing, lambda: services.apply_tags(track.asset_id))
        wait_for_a_lock()
    naming.result(10)
    track.refresh_from_db()
    assert (track.title, track.has_chosen_title) == ("Chosen", True)


def closing(action: Callable[[], object]) -> object:
    try:
        return action()
    finally:
        connection.close()


def test_a_release_that_waits_for_its_team_stays_a_draft(
    ines: User, heron: Artist, browser: Client, said: list[str]
) -> None:
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release))
    assert (is_public(release), announced(said)) == (False, [])
    answer = browser.put(f"/api/v1/releases/{release.pk}/publication")
    assert (answer.status_code, answer.json()["state"], answer.json()["slug"]) == (
        200,
        "published",
        "low-tide",
    )
    assert announced(said) == ["catalog.release_published"]
    again = browser.put(f"/api/v1/releases/{release.pk}/publication")
    assert again.status_code == 200
    assert again.json()["published_at"] == answer.json()["published_at"]
    assert announced(said) == ["catalog.release_published"]


def test_a_withdrawn_release_stays_a_draft_until_it_is_published_by_hand(
    ines: User, heron: Artist, browser: Client, said: list[str]
) -> None:
    release = make_published(ines, heron)
    assert Client().get("/api/v1/releases/low-tide").status_code == 200
    answer = browser.delete(f"/api/v1/releases/{release.pk}/publication")
    shown = answer.json()
    assert (answer.status_code, shown["state"], shown["publish_when_ready"]) == (200, "withdrawn", False)
    assert (shown["published_at"], shown["slug"]) == (None, "low-tide")
    assert Client().get("/api/v1/releases/low-tide").status_code == 404
    assert Client().get("/api/v1/releases").json()["items"] == []

    make_ready(add_track(ines, release))
    assert not is_public(release)
    assert announced(said) == ["catalog.release_published", "catalog.release_withdrawn"]
    assert browser.delete(f"/api/v1/releases/{release.pk}/publication").status_code == 200
    assert announced(said) == ["catalog.release_published", "catalog.release_withdrawn"]


def test_what_can_not_be_heard_yet_can_not_be_published(
    ines: User, heron: Artist, browser: Client, said: list[str]
) -> None:
    release = make_release(ines, heron)
    path = f"/api/v1/releases/{release.pk}/publication"
    empty = browser.put(path).json()
    assert (empty["status"], empty["code"]) == (409, "catalog.release_not_ready")
    assert empty["detail"] == "Add a track first."
    make_ready(add_track(ines, make_release(ines, heron, publish_when_ready=False)))
    for number in range(1, 6):
        add_track(ines, release, f"Part {number}.wav")
    refusal = browser.put(path).json()
    assert (refusal["status"], refusal["code"]) == (409, "catalog.release_not_ready")
    assert refusal["detail"] == (
        "“Part 1” hasn't arrived yet. Wait for it, send it again, or remove it."
        " “Part 2” hasn't arrived yet. Wait for it, send it again, or remove it."
        " “Part 3” hasn't arrived yet. Wait for it, send it again, or remove it. And 2 more."
    )
    release.refresh_from_db()
    assert (is_public(release), release.slug, announced(said)) == (False, None, [])


def test_the_address_is_given_once(ines: User, heron: Artist) -> None:
    release = make_published(ines, heron)
    services.change_release(ines, str(release.pk), title="High Tide")
    publishing.withdraw_release(ines, str(release.pk))
    assert publishing.publish_release(ines, str(release.pk)).slug == "low-tide"
    assert make_published(ines, heron, title="Low Tide").slug == "low-tide-2"


def test_removing_the_failed_track_publishes_the_rest(
    ines: User, heron: Artist, browser: Client, said: list[str]
) -> None:
    release = make_release(ines, heron)
    good, bad = add_track(ines, release), add_track(ines, release)
    make_ready(good)
    media_factories.fail(bad.asset)
    assert not is_public(release)
    assert browser.delete(f"/api/v1/tracks/{bad.pk}").status_code == 204
    deliver_all_events()
    assert (is_public(release), announced(said)) == (True, ["catalog.release_published"])
    assert browser.delete(f"/api/v1/tracks/{bad.pk}").status_code == 404


def test_removing_the_only_track_publishes_nothing(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron)
    track = add_track(ines, release)
    assert browser.delete(f"/api/v1/tracks/{track.pk}").status_code == 204
    deliver_all_events()
    assert not is_public(release)


def test_a_public_release_that_loses_its_last_track_is_a_draft_again(
    ines: User, heron: Artist, browser: Client, said: list[str]
) -> None:
    release = make_published(ines, heron)
    assert browser.delete(f"/api/v1/tracks/{release.tracks.get().pk}").status_code == 204
    deliver_all_events()
    assert (is_public(release), announced(said)) == (
        False,
        ["catalog.release_published", "catalog.release_withdrawn"],
    )


def test_what_lost_its_last_sound_comes_out_by_hand_alone(
    ines: User, heron: Artist, browser: Client, said: list[str]
) -> None:
    release = make_release(ines, heron)
    for _ in "ab":
        track = add_track(ines, release)
        make_ready(track)
        assert browser.delete(f"/api/v1/tracks/{track.pk}").status_code == 204
        deliver_all_events()
    release.refresh_from_db()
    assert (release.publish_at, release.is_published_when_ready) == (None, False)
    assert announced(said) == ["catalog.release_published", "catalog.release_withdrawn"]
    edit = Edit.objects.get(release=release, after__has_key="is_published_when_ready")
    assert (edit.actor, edit.before) == (None, {"is_published_when_ready": True})


def test_events_of_things_that_are_gone_do_nothing(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron)
    track = add_track(ines, release)
    media_factories.finish(track.asset)
    browser.delete(f"/api/v1/tracks/{track.pk}?for_good=true")
    browser.delete(f"/api/v1/releases/{release.pk}?for_good=true")
    deliver_all_events()
    assert (Release.objects.count(), Asset.objects.count(), Release.objects.out().count()) == (0, 0, 0)
    assert not Delivery.objects.exclude(last_error="").exists()


def test_every_change_is_told_to_the_team_alone(
    ines: User,
    mallory: User,
    heron: Artist,
    pushed: list[Push],
    django_capture_on_commit_callbacks: Any,
) -> None:
    editor = make_user("emil")
    add_manager(heron, editor)
    make_artist(mallory, "Somebody Else")
    release = make_release(ines, heron, publish_when_ready=False)
    ref = str(release.pk)
    track = add_track(ines, release)
    changes: list[Callable[[], object]] = [
        lambda: add_track(ines, release),
        lambda: services.change_track(ines, str(track.pk), title="Ebb"),
        lambda: services.apply_tags(track.asset_id),
        lambda: services.change_release(ines, ref, title="Tides"),
        lambda: services.delete_track(ines, str(queries.get_release(ines, ref).tracks.all()[1].pk)),
        lambda: make_ready(track),
        lambda: publishing.publish_release(ines, ref),
        lambda: publishing.withdraw_release(ines, ref),
        lambda: services.delete_release(ines, ref),
    ]
    Asset.objects.filter(pk=track.asset_id).update(tags={"title": "", "album": ""})
    team = {f"user.{ines.pk.hex}", f"user.{editor.pk.hex}"}
    for change in changes:
        pushed.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        deliver_all_events()
        assert [(set(groups), content) for groups, content in pushed if len(groups) > 1] == [
            (team, {"topic": "catalog.release_changed", "id": ref, "data": {}})
        ]


def test_a_refusal_is_the_same_for_what_is_not_there(ines: User, mallory: User, heron: Artist) -> None:
    draft, withdrawn = make_release(ines, heron), make_withdrawn(ines, heron, title="Ebb")
    for ref in (str(draft.pk), str(withdrawn.pk), "ebb", "nothing"):
        for action in (publishing.publish_release, publishing.withdraw_release, services.delete_release):
            with pytest.raises(ReleaseNotFound):
                action(mallory, ref)
    assert Release.objects.count() == 2


def test_not_ready_names_one_track(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    add_track(ines, release, "Ebb.wav")
    with pytest.raises(
        ReleaseNotReady, match=r"^“Ebb” hasn't arrived yet\. Wait for it, send it again, or remove it\.$"
    ):
        publishing.publish_release(ines, str(release.pk))
