"""Another file for a track: the old one plays on until the new one can, and stays when it can't."""

import hashlib
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member
from segue.artists.types import Role
from segue.catalog import handlers, masters
from segue.catalog.erasing import erase_track
from segue.catalog.models import Edit, PastMaster, Release, Track
from segue.catalog.tests.factories import make_published
from segue.kernel import clock
from segue.kernel.jobs import runner
from segue.kernel.testing import deliver_all_events
from segue.media import services as media_services
from segue.media.events import AssetReady
from segue.media.models import Asset, DuplicatePair, RawTags
from segue.media.tests import factories as media_factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def track(ines: User, heron: Artist) -> Track:
    return Track.objects.get(release=make_published(ines, heron))


def announce(client: Client, track: Track, name: str = "better.flac", **rest: Any) -> tuple[int, Any]:
    body = json.dumps({"file_name": name, "bytes": 2000, **rest})
    answer = client.post(f"/api/v1/tracks/{track.pk}/masters", body, content_type="application/json")
    return answer.status_code, answer.json()


def listed(client: Client, track: Track) -> Any:
    return client.get(f"/api/v1/tracks/{track.pk}/masters").json()


def next_of(track: Track) -> Asset:
    asset = Track.all_rows.select_related("next_asset").get(pk=track.pk).next_asset
    assert asset is not None
    return asset


def finish(track: Track, **measures: Any) -> Asset:
    """The new file's pipeline ends well."""
    asset = next_of(track)
    media_factories.finish(asset)
    Asset.objects.filter(pk=asset.pk).update(**measures)
    deliver_all_events()
    return asset


def columns() -> list[tuple[str, Any]]:
    """The columns of the only one."""
    return list(Track.objects.values().get().items())


def post(client: Client, path: str) -> Any:
    return client.post(f"/api/v1/{path}", content_type="application/json")


def test_the_old_sound_plays_on_until_the_new_one_can(browser: Client, track: Track) -> None:
    stream = f"/api/v1/tracks/{track.pk}/stream"
    before = Client().get(f"/api/v1/tracks/{track.pk}").json()
    old = Client().get(stream).json()
    status, answer = announce(browser, track)
    assert (status, answer["upload"]["file_name"], answer["next_upload"]["file_name"]) == (
        201,
        "take 1.flac",
        "better.flac",
    )
    asset = next_of(track)
    assert answer["next_upload"]["upload_url"] == f"/uploads/{asset.pk}"
    assert answer["next_upload"]["state"] == "waiting"
    media_factories.start_processing(asset)
    assert browser.get(f"/api/v1/tracks/{track.pk}").json()["next_upload"]["state"] == "processing"
    assert Client().get(stream).json()["duration_ms"] == old["duration_ms"]
    seen = Client().get(f"/api/v1/tracks/{track.pk}").json()
    assert seen["next_upload"] is None
    without = {name: value for name, value in seen.items() if name != "cover"}
    assert without == {name: value for name, value in before.items() if name != "cover"}


def test_the_new_file_takes_the_place_and_nothing_else_changes(
    ines: User, browser: Client, track: Track
) -> None:
    announce(browser, track)
    kept = {name: value for name, value in columns() if name not in ("asset_id", "next_asset_id")}
    release = Release.objects.get()
    new = finish(track, duration_ms=9000, loudness_histogram={"-9.5": 77}, true_peak_dbtp=-0.5)
    now = Track.objects.get()
    assert now.asset_id == new.pk
    assert now.next_asset_id is None
    assert {name: value for name, value in columns() if name in kept} == kept
    past = PastMaster.objects.get()
    assert (past.asset_id, past.replaced_by) == (track.asset_id, ines)
    shown = Client().get(f"/api/v1/tracks/{track.pk}").json()
    assert (shown["duration_ms"], shown["is_playable"]) == (9000, True)
    release.refresh_from_db()
    assert release.album_true_peak_dbtp == -0.5
    edit = Edit.objects.get(subject_kind="master")
    assert (edit.actor, edit.subject_id, edit.version) == (ines, track.pk, release.version)
    assert (edit.before, edit.after) == (
        {"master": {"id": str(track.asset_id), "file_name": "take 1.flac"}},
        {"master": {"id": str(new.pk), "file_name": "better.flac"}},
    )


def test_hearing_of_it_twice_swaps_once(browser: Client, track: Track) -> None:
    announce(browser, track)
    new = finish(track)
    before = PastMaster.objects.values().get(), Release.objects.values("version").get()
    handlers.publish_finished_release(AssetReady(asset_id=new.pk))
    assert (PastMaster.objects.values().get(), Release.objects.values("version").get()) == before


def test_a_file_that_fails_leaves_the_old_one(browser: Client, track: Track) -> None:
    announce(browser, track)
    bad = next_of(track)
    media_factories.fail(bad)
    shown = browser.get(f"/api/v1/tracks/{track.pk}").json()
    assert (shown["is_playable"], shown["state"], shown["next_upload"]["state"]) == (True, "ready", "failed")
    assert shown["next_upload"]["error"]["message"] == "This file is damaged."
    assert (Track.objects.get().asset_id, PastMaster.objects.count()) == (track.asset_id, 0)
    assert announce(browser, track, "third.flac")[0] == 201
    assert not Asset.objects.filter(pk=bad.pk).exists()


def test_one_at_a_time_until_it_is_cancelled(browser: Client, track: Track) -> None:
    announce(browser, track)
    first = next_of(track)
    status, problem = announce(browser, track)
    assert (status, problem["code"]) == (409, "catalog.replacement_pending")
    assert (next_of(track), Asset.objects.count()) == (first, 2)
    path = f"/api/v1/tracks/{track.pk}/masters/next"
    assert browser.delete(path).status_code == 204
    assert (Asset.objects.count(), Track.objects.get().next_asset_id) == (1, None)
    assert browser.delete(path).json()["code"] == "catalog.no_replacement"


def test_what_is_no_sound_is_refused_at_once(browser: Client, track: Track) -> None:
    status, problem = announce(browser, track, "notes.txt")
    assert (status, problem["code"]) == (422, "media.unsupported_file")
    assert (Track.objects.get().next_asset_id, Asset.objects.count()) == (None, 1)


def test_a_former_file_comes_back_and_the_present_one_is_kept(browser: Client, track: Track) -> None:
    announce(browser, track)
    new = finish(track, duration_ms=9000, true_peak_dbtp=-0.5)
    shown = listed(browser, track)
    assert (shown["present"]["file_name"], shown["next"]) == ("better.flac", None)
    (past,) = shown["past"]
    assert (past["file_name"], past["duration_ms"], past["is_lossless"]) == ("take 1.flac", 8000, True)
    answer = post(browser, f"tracks/{track.pk}/masters/{past['id']}/restore")
    assert (answer.status_code, answer.json()["duration_ms"]) == (200, 8000)
    assert (Track.objects.get().asset_id, PastMaster.objects.get().asset_id) == (track.asset_id, new.pk)
    assert Release.objects.get().album_true_peak_dbtp == -1.0
    gone = post(browser, f"tracks/{track.pk}/masters/{past['id']}/restore")
    assert (gone.status_code, gone.json()["code"]) == (404, "catalog.master_not_found")


def test_undo_brings_the_former_file_back(browser: Client, track: Track) -> None:
    announce(browser, track)
    finish(track)
    act = Edit.objects.get(subject_kind="master").act
    assert post(browser, f"releases/{track.release_id}/history/{act}/undo").status_code == 200
    assert Track.objects.get().asset_id == track.asset_id
    second = Edit.objects.filter(subject_kind="master").latest("version").act
    PastMaster.objects.all().delete()
    answer = post(browser, f"releases/{track.release_id}/history/{second}/undo")
    assert (answer.status_code, answer.json()["code"]) == (409, "history.nothing_to_undo")
    assert answer.json()["detail"] == "The file that was there before isn't kept any more."


def used_bytes(client: Client) -> int:
    return int(client.get("/api/v1/uploads/limits").json()["used_bytes"])


def test_former_files_count_until_they_go_after_thirty_days(browser: Client, track: Track) -> None:
    announce(browser, track)
    finish(track)
    assert used_bytes(browser) == 3000
    assert masters.remove_old_master() is False
    PastMaster.objects.update(created_at=clock.now() - timedelta(days=30, seconds=1))
    assert (masters.remove_old_master(), masters.remove_old_master()) == (True, False)
    assert (used_bytes(browser), Asset.objects.get().pk) == (2000, Track.objects.get().asset_id)


def test_a_file_that_never_played_is_not_kept(
    browser: Client, ines: User, heron: Artist, track: Track
) -> None:
    Asset.objects.filter(pk=track.asset_id).update(state="failed", peaks=None)
    announce(browser, track)
    new = finish(track)
    assert (Asset.objects.get().pk, PastMaster.objects.count()) == (new.pk, 0)


def test_an_erased_track_takes_all_its_files_along(browser: Client, track: Track) -> None:
    announce(browser, track)
    finish(track)
    announce(browser, track, "third.flac")
    assert Asset.objects.count() == 3
    erase_track(Track.objects.get())
    assert Asset.objects.count() == 0


def test_a_colleague_sees_what_is_on_its_way_but_only_its_sender_sends_it(
    browser: Client, heron: Artist, track: Track
) -> None:
    colleague = make_user("colleague")
    membership = add_member(heron, colleague, Role.MANAGER)
    client = Client()
    client.force_login(colleague)
    announce(client, track)
    asset = next_of(track)
    assert browser.get(f"/api/v1/uploads/{asset.pk}").status_code == 200
    assert client.get(f"/api/v1/uploads/{asset.pk}").status_code == 200
    membership.delete()
    assert client.get(f"/api/v1/uploads/{asset.pk}").status_code == 404


def test_files_and_tags_are_the_teams_affair(browser: Client, mallory: User, track: Track) -> None:
    fields = {"TIT2": ["Low Tide"], "TXXX:mood": ["wet"], "APIC": [{"bytes": 9, "sha256": "ab"}]}
    assert browser.get(f"/api/v1/tracks/{track.pk}/tags").json() == {"format": "", "fields": {}}
    RawTags.objects.create(asset=track.asset, format="id3v2.4", fields=fields)
    shown = browser.get(f"/api/v1/tracks/{track.pk}/tags").json()
    assert shown == {"format": "id3v2.4", "fields": fields}
    stranger = Client()
    stranger.force_login(mallory)
    for path in ("masters", "tags"):
        address = f"/api/v1/tracks/{track.pk}/{path}"
        assert (Client().get(address).status_code, stranger.get(address).status_code) == (401, 403)
    assert announce(stranger, track)[0] == 403
    assert Track.objects.get().next_asset_id is None


def test_a_track_in_the_bin_gets_its_new_file_all_the_same(browser: Client, track: Track) -> None:
    announce(browser, track)
    browser.delete(f"/api/v1/tracks/{track.pk}")
    new = finish(track)
    assert Track.all_rows.get().asset_id == new.pk


def test_the_new_file_is_no_duplicate_of_the_one_before(ines: User, browser: Client, track: Track) -> None:
    announce(browser, track)
    new = next_of(track)
    other = make_published(ines, track.release.artist, title="Other").tracks.get()
    for earlier in (track.asset, other.asset):
        DuplicatePair.objects.create(earlier=earlier, later=new, kind="same_recording", similarity=1.0)
    finish(track)
    assert DuplicatePair.objects.get().earlier == other.asset


@pytest.mark.django_db(transaction=True)
def test_what_is_cancelled_just_now_does_not_come_in_after_all(ines: User, track: Track) -> None:
    masters.announce_master(ines, str(track.pk), file_name="better.flac", size_bytes=2000)
    new = next_of(track)
    Asset.objects.filter(pk=new.pk).update(state="ready", duration_ms=9000, peaks=b"1")

    def swap() -> None:
        try:
            masters.swap_in(new.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            masters.cancel_replacement(ines, str(track.pk))
            waiting = pool.submit(swap)
            media_factories.wait_for_a_lock()
        waiting.result(20)
    now = Track.objects.get()
    assert now.asset_id == track.asset_id
    assert now.next_asset_id is None
    assert (PastMaster.objects.count(), Asset.objects.filter(pk=new.pk).exists()) == (0, False)


def test_a_real_file_goes_all_the_way(ines: User, browser: Client, track: Track, tmp_path: Path) -> None:
    song = media_factories.flac_file(tmp_path / "better.flac", tags={"title": "Another name"})
    asset_id = announce(browser, track, bytes=song.stat().st_size)[1]["next_upload"]["id"]
    with song.open("rb") as file:
        asset = media_services.receive_file(ines, uuid.UUID(asset_id), file)
    runner.run_to_end(media_factories.job_of(asset).pk)
    deliver_all_events()
    shown = Client().get(f"/api/v1/tracks/{track.pk}").json()
    assert (shown["title"], shown["duration_ms"], shown["is_playable"]) == ("take 1", 2003, True)
    assert listed(browser, track)["present"]["sha256"] == hashlib.sha256(song.read_bytes()).hexdigest()
    assert Client().get(f"/api/v1/tracks/{track.pk}/stream").json()["duration_ms"] == 2003
