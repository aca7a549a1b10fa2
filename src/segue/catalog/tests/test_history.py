"""What a team did on a release, and taking it back, whatever it was."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member
from segue.artists.types import Role
from segue.catalog import history, services
from segue.catalog.models import Edit, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.kernel.testing import deliver_all_events
from segue.media.models import Image
from segue.media.tests.factories import cover_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_release(ines, heron)


def read(client: Client, release: Release, query: str = "") -> Any:
    return client.get(f"/api/v1/releases/{release.pk}/history{query}").json()


def undo(client: Client, release: Release, act: str) -> Any:
    return client.post(
        f"/api/v1/releases/{release.pk}/history/{act}/undo", json.dumps({}), content_type="application/json"
    )


def last_act(release: Release) -> uuid.UUID:
    return Edit.objects.filter(release=release).latest("version").act


def test_a_history_says_who_did_what_and_when(
    browser: Client, ines: User, heron: Artist, release: Release
) -> None:
    otto = make_user("otto")
    add_member(heron, otto, Role.MANAGER)
    track = add_track(ines, release, "Ebb.flac")
    services.change_track(otto, str(track.pk), title="Flow", bpm=98.0)
    services.change_release(ines, str(release.pk), label_name="Shore")
    page = read(browser, release)
    assert [(act["version"], act["actor"]["username"], act["is_undone"]) for act in page["items"]] == [
        (4, "ines", False),
        (3, "otto", False),
        (2, "ines", False),
    ]
    label, change, added = page["items"]
    assert label["edits"] == [
        {
            "subject_kind": "release",
            "subject_id": str(release.pk),
            "before": {"label_name": ""},
            "after": {"label_name": "Shore"},
        }
    ]
    assert change["titles"] == {str(track.pk): "Flow"}
    assert change["edits"][0]["before"] == {"title": "Ebb", "bpm": None, "has_chosen_title": False}
    assert change["edits"][0]["after"] == {"title": "Flow", "bpm": 98.0, "has_chosen_title": True}
    assert (added["edits"][0]["before"], added["edits"][0]["after"]) == (None, {"title": "Ebb"})
    first = read(browser, release, "?limit=2")
    second = read(browser, release, f"?limit=2&cursor={first['next_cursor']}")
    assert [act["version"] for act in first["items"] + second["items"]] == [4, 3, 2]
    assert second["next_cursor"] is None


def test_the_number_of_queries_of_a_history_does_not_grow(
    browser: Client, ines: User, release: Release, django_assert_max_num_queries: Any
) -> None:
    counts: list[int] = []
    read(browser, release)
    for _ in range(2):
        for number in range(6):
            services.change_release(ines, str(release.pk), label_name=str(number) + str(len(counts)))
        with django_assert_max_num_queries(9) as captured:
            read(browser, release)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_change_of_fields_is_undone_and_done_again(browser: Client, ines: User, release: Release) -> None:
    group = uuid.uuid4()
    services.change_release(ines, str(release.pk), title="High Tide", musicbrainz_group_id=group)
    act = str(last_act(release))
    shown = undo(browser, release, act).json()
    assert (shown["title"], shown["musicbrainz_group_id"], shown["version"]) == ("Low Tide", None, 3)
    undone, change = read(browser, release)["items"]
    assert (undone["undoes"], undone["is_undone"], change["is_undone"]) == (act, False, True)
    again = undo(browser, release, act)
    assert (again.status_code, again.json()["code"]) == (409, "history.nothing_to_undo")
    shown = undo(browser, release, undone["act"]).json()
    assert (shown["title"], shown["musicbrainz_group_id"]) == ("High Tide", str(group))


def test_what_changed_since_is_not_overwritten_by_undoing(
    browser: Client, ines: User, release: Release
) -> None:
    services.change_release(ines, str(release.pk), title="High Tide", upc="036000291452")
    act = str(last_act(release))
    services.change_release(ines, str(release.pk), title="Spring Tide")
    refused = undo(browser, release, act)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.edit_conflict")
    [conflict] = refused.json()["conflicts"]
    assert (conflict["field"], conflict["yours"], conflict["theirs"]) == ("title", "Low Tide", "Spring Tide")
    release.refresh_from_db()
    assert (release.title, release.upc, release.version) == ("Spring Tide", "036000291452", 3)


def test_a_hundred_tracks_are_undone_at_once(browser: Client, ines: User, release: Release) -> None:
    tracks = [add_track(ines, release, f"take {number}.flac") for number in (1, 2)]
    services.change_tracks(
        ines, str(release.pk), {track.pk: {"title": "Ebb", "explicit": "clean"} for track in tracks}
    )
    undo(browser, release, str(last_act(release)))
    rows = Track.objects.filter(release=release).values_list("title", "has_chosen_title", "explicit")
    assert list(rows) == [("take 1", False, ""), ("take 2", False, "")]


def test_a_deletion_is_undone_and_an_upload_as_well(browser: Client, ines: User, heron: Artist) -> None:
    release = make_published(ines, heron, tracks=2)
    first, second = Track.objects.filter(release=release)
    services.delete_track(ines, str(first.pk))
    deletion = str(last_act(release))
    shown = undo(browser, release, deletion).json()
    assert [track["id"] for track in shown["tracks"]] == [str(first.pk), str(second.pk)]
    added = Edit.objects.get(release=release, subject_id=second.pk, before__isnull=True).act
    shown = undo(browser, release, str(added)).json()
    assert [track["id"] for track in shown["tracks"]] == [str(first.pk)]
    deliver_all_events()
    assert [row["id"] for row in browser.get(f"/api/v1/releases/{release.pk}/bin").json()] == [str(second.pk)]


def test_undoing_the_upload_of_the_last_track_withdraws_the_release(ines: User, heron: Artist) -> None:
    release = make_published(ines, heron)
    added = Edit.objects.get(release=release, subject_kind="track", before__isnull=True).act
    history.undo_act(ines, str(release.pk), added)
    deliver_all_events()
    assert Release.objects.get(pk=release.pk).publish_at is None


def test_what_went_for_good_can_not_be_brought_back(browser: Client, ines: User, release: Release) -> None:
    track = add_track(ines, release)
    make_ready(track)
    services.delete_track(ines, str(track.pk))
    deletion = str(last_act(release))
    services.delete_track(ines, str(track.pk), is_for_good=True)
    refused = undo(browser, release, deletion)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.nothing_to_undo")
    assert "for good" in refused.json()["detail"]


def test_a_cover_is_undone_while_its_picture_is_kept(browser: Client, release: Release) -> None:
    path = f"/api/v1/releases/{release.pk}/cover"
    browser.put(path, cover_image("teal"), content_type="image/png")
    first = Image.objects.get(pk=Release.objects.get(pk=release.pk).cover_id or "")
    browser.put(path, cover_image("navy"), content_type="image/png")
    undo(browser, release, str(last_act(release)))
    assert Release.objects.get(pk=release.pk).cover == first
    undone = str(last_act(release))
    Image.objects.exclude(pk=first.pk).delete()
    refused = undo(browser, release, undone)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.former_value_gone")
    assert Release.objects.get(pk=release.pk).cover == first


def test_a_cover_that_moderators_took_down_is_on_record_and_their_affair(
    browser: Client, release: Release
) -> None:
    browser.put(f"/api/v1/releases/{release.pk}/cover", cover_image("teal"), content_type="image/png")
    chosen = last_act(release)
    image_id = services.take_down_cover(release.pk)
    edit = Edit.objects.filter(release=release).latest("version")
    release.refresh_from_db()
    assert (edit.actor, edit.before, edit.after) == (None, {"cover": str(image_id)}, {"cover": None})
    assert release.version == edit.version == 3
    refused = undo(browser, release, str(edit.act))
    assert (refused.status_code, refused.json()["code"]) == (409, "catalog.not_undone_here")
    assert refused.json()["detail"] == "Moderators decided this. You can answer their notice."
    assert undo(browser, release, str(chosen)).json()["cover"] is None
    assert undo(browser, release, str(last_act(release))).json()["cover"] is None
    assert services.restore_cover(release.pk, image_id)
    assert Edit.objects.filter(release=release).latest("version").after == {"cover": str(image_id)}


def test_what_is_as_before_already_leaves_nothing_to_undo(
    browser: Client, ines: User, release: Release
) -> None:
    services.change_release(ines, str(release.pk), label_name="Shore")
    act = str(last_act(release))
    services.change_release(ines, str(release.pk), label_name="")
    refused = undo(browser, release, act)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.nothing_to_undo")
    assert refused.json()["detail"] == "All of this is as it was before already."
    assert Release.objects.get(pk=release.pk).version == 3


def test_the_way_out_of_the_bin_is_not_undone_but_gone_again(
    browser: Client, ines: User, release: Release
) -> None:
    services.delete_release(ines, str(release.pk))
    services.restore_release(ines, str(release.pk))
    for act in Edit.objects.filter(release=release).values_list("act", flat=True):
        refused = undo(browser, release, str(act))
        assert (refused.status_code, refused.json()["code"]) == (409, "catalog.not_undone_here")
        assert refused.json()["detail"] == (
            "A release isn't put into the bin, or taken out, from its history. Delete it instead."
        )
    assert Release.objects.get(pk=release.pk).version == 3


def test_only_publishers_undo_decisions_on_publication(ines: User, heron: Artist, release: Release) -> None:
    ulf = make_user("ulf")
    add_member(heron, ulf, Role.UPLOADER)
    client = Client()
    client.force_login(ulf)
    services.change_release(ines, str(release.pk), publish_when_ready=False)
    refused = undo(client, release, str(last_act(release)))
    assert (refused.status_code, refused.json()["code"]) == (403, "artists.role_not_enough")
    assert not Release.objects.get(pk=release.pk).is_published_when_ready


def test_publication_is_not_undone_from_the_history(browser: Client, ines: User, heron: Artist) -> None:
    release = make_published(ines, heron)
    publication = Edit.objects.filter(release=release, subject_kind="publication").first()
    assert publication is not None
    refused = undo(browser, release, str(publication.act))
    assert (refused.status_code, refused.json()["code"]) == (409, "catalog.not_undone_here")
    assert Release.objects.out().filter(pk=release.pk).exists()


def test_an_act_of_another_release_is_not_undone_here(
    browser: Client, ines: User, heron: Artist, release: Release
) -> None:
    other = make_release(ines, heron, title="Other")
    services.change_release(ines, str(other.pk), title="Changed")
    for act in (str(last_act(other)), str(uuid.uuid4())):
        assert undo(browser, release, act).json()["code"] == "history.nothing_to_undo"
    other.refresh_from_db()
    assert other.title == "Changed"


def test_histories_are_the_team_s(ines: User, mallory: User, heron: Artist, release: Release) -> None:
    public = make_published(ines, heron)
    client = Client()
    client.force_login(mallory)
    assert client.get(f"/api/v1/releases/{public.pk}/history").status_code == 403
    assert client.get(f"/api/v1/releases/{release.pk}/history").status_code == 404
    assert undo(client, public, str(last_act(public))).status_code == 403
