"""Deleted music waits in a bin for thirty days; then, or when somebody says so, it goes with its files."""

import json
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists import services as artist_services
from segue.artists.models import Artist
from segue.catalog import history, queries, services
from segue.catalog.bin import purge_next
from segue.catalog.errors import ReleaseIsFull
from segue.catalog.models import Edit, PastMaster, Release, Track
from segue.catalog.ordering import DiscOrder, order_tracks
from segue.catalog.services import tracks as track_services
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.kernel import clock
from segue.kernel.testing import deliver_all_events
from segue.media.models import Asset

pytestmark = pytest.mark.django_db
API = "/api/v1"
LONG_AGO = timedelta(days=30, seconds=1)


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_published(ines, heron, tracks=3)


def tracks_of(release: Release) -> list[Track]:
    return list(Track.objects.filter(release=release))


def post(client: Client, path: str) -> Any:
    return client.post(f"{API}/{path}", json.dumps({}), content_type="application/json")


def age(row: Track | Release, by: timedelta = LONG_AGO) -> None:
    type(row).all_rows.filter(pk=row.pk).update(removed_at=clock.now() - by)


def test_a_deleted_track_is_nowhere_but_in_the_bin(browser: Client, release: Release) -> None:
    track = tracks_of(release)[1]
    assert browser.delete(f"{API}/tracks/{track.pk}").status_code == 204
    deliver_all_events()
    for client in (browser, Client()):
        assert client.get(f"{API}/tracks/{track.pk}").status_code == 404
        assert client.get(f"{API}/tracks/{track.pk}/stream").status_code == 404
        assert client.get(f"{API}/releases/{release.pk}").json()["track_count"] == 2
        assert client.get(f"{API}/releases").json()["items"][0]["track_count"] == 2
    [kept] = browser.get(f"{API}/releases/{release.pk}/bin").json()
    assert (kept["id"], kept["title"], kept["file_name"]) == (str(track.pk), "take 2", "take 2.flac")
    assert browser.delete(f"{API}/tracks/{track.pk}").status_code == 404
    assert Asset.objects.filter(pk=track.asset_id).exists()


def test_a_restored_track_has_its_place_again(browser: Client, release: Release) -> None:
    before = browser.get(f"{API}/releases/{release.pk}").json()
    first, second, _ = tracks_of(release)
    for track in (first, second):
        browser.delete(f"{API}/tracks/{track.pk}")
    for track in (second, first):
        assert post(browser, f"tracks/{track.pk}/restoration").json()["id"] == str(track.pk)
    deliver_all_events()
    after = browser.get(f"{API}/releases/{release.pk}").json()
    assert after["version"] == before["version"] + 4
    assert [(t["id"], t["position"], t["number"]) for t in after["tracks"]] == [
        (t["id"], t["position"], t["number"]) for t in before["tracks"]
    ]
    assert after["album_loudness_lufs"] == before["album_loudness_lufs"]
    assert post(browser, f"tracks/{first.pk}/restoration").status_code == 200
    assert browser.get(f"{API}/releases/{release.pk}").json()["version"] == after["version"]


def ids_of(release: Release) -> list[Any]:
    return list(release.tracks.values_list("pk", flat=True))


def test_undoing_a_deletion_keeps_the_order(ines: User, release: Release) -> None:
    """Whatever the numbers of the tracks say."""
    first, second, third = before = ids_of(release)
    for numbered, deleted in ((first, second), (second, second), (second, third), (third, first)):
        services.change_track(ines, str(numbered), number=9)
        services.delete_track(ines, str(deleted))
        act = Edit.objects.filter(release=release).latest("version").act
        history.undo_act(ines, str(release.pk), act)
        assert ids_of(release) == before


@pytest.mark.parametrize("back", list(permutations(range(3))))
@pytest.mark.parametrize("away", [(0, 1, 3), (2, 0, 1)])
def test_tracks_come_back_in_any_order(
    away: tuple[int, ...], back: tuple[int, ...], ines: User, heron: Artist
) -> None:
    release = make_release(ines, heron, publish_when_ready=False)
    for _ in range(4):
        Asset.objects.filter(pk=add_track(ines, release).asset_id).update(state="processing")
    Track.objects.update(number=1)
    before = ids_of(release)
    for index in away:
        services.delete_track(ines, str(before[index]))
    for turn in back:
        services.restore_track(ines, str(before[away[turn]]))
    assert list(release.tracks.values_list("pk", "position")) == list(zip(before, (1, 2, 3, 4), strict=True))


def test_a_track_comes_back_to_its_disc(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron, publish_when_ready=False)
    a, b, c = (add_track(ines, release) for _ in "abc")
    Asset.objects.update(state="processing")
    order_tracks(ines, str(release.pk), [DiscOrder(1, "", [a.pk]), DiscOrder(2, "", [b.pk, c.pk])])
    services.delete_track(ines, str(b.pk))
    d = services.add_track(ines, str(release.pk), file_name="d.flac", size_bytes=9, disc_number=1)
    services.restore_track(ines, str(b.pk))
    assert ids_of(release) == [a.pk, d.pk, b.pk, c.pk]


def test_what_comes_back_finds_a_place_on_a_full_release(
    ines: User, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ids_of(release)
    services.delete_track(ines, str(before[1]))
    monkeypatch.setattr(track_services, "MAX_TRACKS", 2)
    services.restore_track(ines, str(before[1]))
    services.delete_track(ines, str(before[0]))
    history.undo_act(ines, str(release.pk), Edit.objects.filter(release=release).latest("version").act)
    assert ids_of(release) == before
    with pytest.raises(ReleaseIsFull):
        add_track(ines, release)


def test_what_only_was_announced_goes_for_good(browser: Client, ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    track = add_track(ines, release)
    browser.delete(f"{API}/tracks/{track.pk}")
    assert (Track.all_rows.count(), Asset.objects.count()) == (0, 0)
    assert browser.get(f"{API}/releases/{release.pk}/bin").json() == []
    assert post(browser, f"tracks/{track.pk}/restoration").status_code == 404


def test_a_track_can_go_for_good_at_once_or_out_of_the_bin(browser: Client, release: Release) -> None:
    at_once, later, _ = tracks_of(release)
    browser.delete(f"{API}/tracks/{at_once.pk}?for_good=true")
    browser.delete(f"{API}/tracks/{later.pk}")
    assert browser.delete(f"{API}/tracks/{later.pk}?for_good=true").status_code == 204
    assert (Track.all_rows.count(), Asset.objects.count()) == (1, 1)


def test_strangers_learn_nothing_of_a_bin(mallory: User, ines: User, release: Release) -> None:
    track = tracks_of(release)[0]
    services.delete_track(ines, str(track.pk))
    draft = make_release(ines, release.artist, title="Secret")
    services.delete_release(ines, str(draft.pk))
    client = Client()
    client.force_login(mallory)
    answers = {
        path: (client.get(f"{API}/{path}") if path.endswith("bin") else post(client, path)).status_code
        for path in (
            f"releases/{release.pk}/bin",
            f"releases/{draft.pk}/bin",
            f"artists/{release.artist_id}/bin",
            f"tracks/{track.pk}/restoration",
            f"releases/{draft.pk}/restoration",
        )
    }
    assert list(answers.values()) == [403, 404, 403, 404, 404]
    assert client.delete(f"{API}/tracks/{track.pk}?for_good=true").status_code == 404
    assert Track.all_rows.count() == 3


def test_a_deleted_draft_comes_back_with_everything(browser: Client, ines: User, heron: Artist) -> None:
    draft = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, draft))
    add_track(ines, draft, "never came.flac")
    track = tracks_of(draft)[0]
    assert browser.delete(f"{API}/releases/{draft.pk}").status_code == 204
    for path in (f"releases/{draft.pk}", f"tracks/{track.pk}", f"releases/{draft.pk}/history"):
        assert browser.get(f"{API}/{path}").status_code == 404
    assert browser.delete(f"{API}/releases/{draft.pk}").status_code == 404
    assert browser.get(f"{API}/releases?artist={heron.pk}").json()["items"] == []
    [kept] = browser.get(f"{API}/artists/{heron.pk}/bin").json()["items"]
    assert (kept["id"], kept["title"], kept["track_count"]) == (str(draft.pk), "Low Tide", 1)
    shown = post(browser, f"releases/{draft.pk}/restoration").json()
    assert ([t["id"] for t in shown["tracks"]], shown["state"]) == ([str(track.pk)], "draft")
    assert browser.get(f"{API}/artists/{heron.pk}/bin").json()["items"] == []


def test_a_draft_in_the_bin_is_not_published_by_its_last_file(ines: User, heron: Artist) -> None:
    draft = make_release(ines, heron)
    track = add_track(ines, draft)
    Asset.objects.filter(pk=track.asset_id).update(state="processing")
    services.delete_release(ines, str(draft.pk))
    make_ready(track)
    draft = Release.all_rows.get(pk=draft.pk)
    assert (draft.publish_at, Release.all_rows.out().count()) == (None, 0)


def test_a_public_release_is_not_put_away(browser: Client, release: Release) -> None:
    for query in ("", "?for_good=true"):
        answer = browser.delete(f"{API}/releases/{release.pk}{query}")
        assert (answer.status_code, answer.json()["code"]) == (409, "catalog.release_is_published")
    assert Release.objects.count() == 1


def test_the_bin_is_emptied_after_thirty_days(ines: User, heron: Artist, release: Release) -> None:
    old, young, _ = tracks_of(release)
    draft, kept = make_release(ines, heron), make_release(ines, heron)
    make_ready(add_track(ines, make_release(ines, heron, publish_when_ready=False)))
    for track in (old, young):
        services.delete_track(ines, str(track.pk))
    for row in (draft, kept):
        services.delete_release(ines, str(row.pk))
    age(old)
    age(draft)
    age(young, LONG_AGO - timedelta(minutes=1))
    assert [purge_next(), purge_next(), purge_next()] == [True, True, False]
    assert not Track.all_rows.filter(pk=old.pk).exists()
    assert not Asset.objects.filter(pk=old.asset_id).exists()
    assert Track.all_rows.filter(pk=young.pk).exists()
    assert set(Release.all_rows.values_list("pk", flat=True)) >= {kept.pk, release.pk}
    assert not Release.all_rows.filter(pk=draft.pk).exists()
    assert Edit.objects.filter(subject_id=old.pk).exists()


def test_every_file_of_a_track_goes_with_it(ines: User, release: Release) -> None:
    track = tracks_of(release)[0]
    past, coming = (add_track(ines, make_release(ines, release.artist)).asset for _ in "ab")
    Track.objects.filter(asset__in=[past, coming]).delete()
    PastMaster.objects.create(track=track, asset=past)
    Track.objects.filter(pk=track.pk).update(next_asset=coming)
    services.delete_track(ines, str(track.pk), is_for_good=True)
    assert not Asset.objects.filter(pk__in=[past.pk, coming.pk, track.asset_id]).exists()


def test_an_artist_goes_with_what_is_in_the_bin(ines: User, heron: Artist, release: Release) -> None:
    services.delete_track(ines, str(tracks_of(release)[0].pk))
    services.delete_release(ines, str(make_release(ines, heron).pk))
    artist_services.delete_artist(ines, str(heron.pk), with_music=True)
    assert (Release.all_rows.count(), Track.all_rows.count(), Asset.objects.count()) == (0, 0, 0)


def test_files_in_the_bin_are_still_the_team_s(ines: User, mallory: User, release: Release) -> None:
    """Not uploads of their sender's own, whoever is on the team now."""
    track = tracks_of(release)[0]
    Asset.objects.filter(pk=track.asset_id).update(owner=mallory)
    services.delete_track(ines, str(track.pk))
    assert not Asset.objects.filter(queries.uploads_of_teams(mallory)).exists()
