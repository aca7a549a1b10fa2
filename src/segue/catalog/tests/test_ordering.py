"""The order of tracks: by hand over discs, else by what the files say."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import history, services
from segue.catalog.models import Edit, Release, Track
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel.history import EditConflict
from segue.media.models import Asset

pytestmark = pytest.mark.django_db
MB_ID = "1b022e01-4da6-387b-8658-8678046e4cef"


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_release(ines, heron)


@pytest.fixture
def tracks(ines: User, release: Release) -> list[Track]:
    return [add_track(ines, release, f"{letter}.flac") for letter in "abcd"]


def put_order(client: Client, release: Release, *discs: Any, **rest: object) -> Any:
    body = {"discs": [{"title": title, "track_ids": [str(pk) for pk in ids]} for title, ids in discs], **rest}
    path = f"/api/v1/releases/{release.pk}/track-order"
    return client.generic("PUT", path, json.dumps(body), content_type="application/json")


def places(release: Release) -> list[tuple[str, int, int]]:
    return list(Track.objects.filter(release=release).values_list("title", "disc_number", "number"))


def last_act(release: Release) -> uuid.UUID:
    return Edit.objects.filter(release=release).latest("version").act


def test_tracks_are_ordered_over_discs_and_numbered(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    shown = put_order(browser, release, ("Day", [d, b]), ("", [a, c]), version=5).json()
    assert [(t["title"], t["position"], t["disc_number"], t["number"]) for t in shown["tracks"]] == [
        ("d", 1, 1, 1),
        ("b", 2, 1, 2),
        ("a", 3, 2, 1),
        ("c", 4, 2, 2),
    ]
    assert (shown["disc_titles"], shown["version"]) == ({"1": "Day"}, 6)
    assert Edit.objects.filter(release=release, version=6).values("act").distinct().count() == 1


def test_an_order_names_every_track_once(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    before = places(release)
    for discs in (
        [("", [a, b, c])],
        [("", [a, b, c, d, d])],
        [("", [a, b, c, uuid.uuid4()])],
        [("", [a, b]), ("", [c])],
    ):
        answer = put_order(browser, release, *discs)
        assert (answer.status_code, answer.json()["code"]) == (409, "catalog.order_incomplete")
    assert put_order(browser, release).status_code == 422
    assert put_order(browser, release, ("", [a, b, c, d]), ("", [])).status_code == 422
    release.refresh_from_db()
    assert (places(release), release.version) == (before, 5)


def test_two_who_reorder_at_once_see_both_orders(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    assert put_order(browser, release, ("", [d, c, b, a]), version=5).status_code == 200
    refused = put_order(browser, release, ("", [b, a, c, d]), version=5)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.edit_conflict")
    [conflict] = refused.json()["conflicts"]
    assert conflict["field"] == "order"
    assert [place[0] for place in conflict["yours"]] == [str(b), str(a), str(c), str(d)]
    assert [place[0] for place in conflict["theirs"]] == [str(d), str(c), str(b), str(a)]
    assert [title for title, _, _ in places(release)] == ["d", "c", "b", "a"]


def patch(client: Client, path: str, **body: object) -> Any:
    return client.patch(f"/api/v1/{path}", body, content_type="application/json")


def test_a_number_does_not_overwrite_a_later_order(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    assert put_order(browser, release, ("", [b, a, c, d]), version=5).status_code == 200
    many = {"tracks": [{"id": str(a), "number": 5}, {"id": str(d), "number": 8}]}
    for path, body in ((f"tracks/{a}", {"number": 5}), (f"releases/{release.pk}/tracks", many)):
        refused = patch(browser, path, version=5, **body)
        assert (refused.status_code, refused.json()["code"]) == (409, "history.edit_conflict")
        assert refused.json()["conflicts"] == [
            {"subject_kind": "track", "subject_id": str(a), "field": "number", "yours": 5, "theirs": 2}
        ]
    assert places(release) == [("b", 1, 1), ("a", 1, 2), ("c", 1, 3), ("d", 1, 4)]
    assert patch(browser, f"tracks/{d}", version=5, number=8).status_code == 200
    assert patch(browser, f"tracks/{a}", version=5, number=2, title="A").status_code == 200


def test_an_order_does_not_overwrite_a_later_number(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    assert patch(browser, f"tracks/{a}", version=5, number=9).status_code == 200
    refused = put_order(browser, release, ("", [b, a, c, d]), version=5)
    assert (refused.status_code, refused.json()["code"]) == (409, "history.edit_conflict")
    assert refused.json()["conflicts"] == [
        {"subject_kind": "track", "subject_id": str(a), "field": "number", "yours": 2, "theirs": 9}
    ]
    assert places(release) == [("a", 1, 9), ("b", 1, 2), ("c", 1, 3), ("d", 1, 4)]
    assert put_order(browser, release, ("", [b, a, c, d]), version=6).status_code == 200


def test_undo_of_an_order_does_not_throw_away_a_later_number(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    put_order(browser, release, ("", [d, c, b, a]))
    ordered = last_act(release)
    services.change_track(ines, str(c), number=9)
    with pytest.raises(EditConflict):
        history.undo_act(ines, str(release.pk), ordered)
    assert places(release) == [("d", 1, 1), ("c", 1, 9), ("b", 1, 3), ("a", 1, 4)]


def test_what_comes_after_a_deletion_has_a_place_of_its_own(
    ines: User, release: Release, tracks: list[Track]
) -> None:
    services.delete_track(ines, str(tracks[1].pk))
    add_track(ines, release, "e.flac")
    assert list(release.tracks.values_list("title", "position")) == [("a", 1), ("c", 2), ("d", 3), ("e", 4)]


def test_all_tracks_of_a_large_import_are_ordered_and_changed_together(
    browser: Client, ines: User, release: Release
) -> None:
    assets = [Asset(owner=ines, file_name=f"{number}.flac", bytes=9) for number in range(1, 302)]
    Asset.objects.bulk_create(assets)
    rows = [
        Track(release=release, asset=asset, title=asset.file_name, position=number, number=number)
        for number, asset in enumerate(assets, start=1)
    ]
    Track.objects.bulk_create(rows)
    ids = [row.pk for row in rows][::-1]
    assert put_order(browser, release, ("", ids), version=1).status_code == 200
    assert list(release.tracks.values_list("pk", flat=True)) == ids
    changes = [{"id": str(pk), "language": "pt"} for pk in ids]
    path = f"releases/{release.pk}/tracks"
    assert patch(browser, path, version=2, tracks=changes).status_code == 200
    assert release.tracks.filter(language="pt").count() == 301
    body = {"track_ids": list(map(str, ids)), "genres": ["Jazz"], "moods": []}
    url = f"/api/v1/releases/{release.pk}/tracks/genres"
    assert browser.put(url, body, content_type="application/json").status_code == 200
    too_many = [{"id": str(uuid.uuid4())} for _ in range(1001)]
    assert patch(browser, path, tracks=too_many[1:]).status_code == 404
    assert patch(browser, path, tracks=too_many).status_code == 422


def test_discs_keep_their_numbers_when_they_are_given(
    browser: Client, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (str(track.pk) for track in tracks)

    def put(*numbers: int | None) -> Any:
        discs = [{"number": numbers[0], "track_ids": [a, b]}, {"number": numbers[1], "track_ids": [c, d]}]
        return browser.put(
            f"/api/v1/releases/{release.pk}/track-order", {"discs": discs}, content_type="application/json"
        )

    assert put(2, 3).status_code == 200
    assert places(release) == [("a", 2, 1), ("b", 2, 2), ("c", 3, 1), ("d", 3, 2)]
    for wrong in ((2, 2), (3, 2), (99, None), (0, 1), (1, 100)):
        assert put(*wrong).status_code == 422
    assert places(release) == [("a", 2, 1), ("b", 2, 2), ("c", 3, 1), ("d", 3, 2)]
    assert put(None, 9).status_code == 200
    assert places(release) == [("a", 1, 1), ("b", 1, 2), ("c", 9, 1), ("d", 9, 2)]


def test_a_file_from_a_discs_folder_comes_after_the_last_of_that_disc(
    browser: Client, ines: User, heron: Artist
) -> None:
    release = make_release(ines, heron, publish_when_ready=False)

    def add(name: str, disc: int | None) -> int:
        body = {"file_name": f"{name}.flac", "bytes": 1000, "disc_number": disc}
        answer = browser.post(f"/api/v1/releases/{release.pk}/tracks", body, content_type="application/json")
        return answer.status_code

    assert [add("a", 1), add("b", 2), add("c", 1), add("d", None), add("e", 100)] == [201, 201, 201, 201, 422]
    assert places(release) == [("a", 1, 1), ("c", 1, 2), ("b", 2, 1), ("d", 2, 2)]
    for track in release.tracks.all():
        make_ready(track)
    assert places(release) == [("a", 1, 1), ("c", 1, 2), ("b", 2, 1), ("d", 2, 2)]


def test_undo_brings_the_order_back_with_disc_titles(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    before = places(release)
    put_order(browser, release, ("Day", [d]), ("Night", [c, b, a]))
    history.undo_act(ines, str(release.pk), last_act(release))
    release.refresh_from_db()
    assert (places(release), release.disc_titles) == (before, {})
    history.undo_act(ines, str(release.pk), last_act(release))
    assert places(release) == [("d", 1, 1), ("c", 2, 1), ("b", 2, 2), ("a", 2, 3)]


def test_undo_of_an_order_keeps_what_came_and_went_since(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    put_order(browser, release, ("", [d, c, b, a]))
    ordered = last_act(release)
    services.delete_track(ines, str(b))
    add_track(ines, release, "e.flac")
    history.undo_act(ines, str(release.pk), ordered)
    assert [title for title, _, _ in places(release)] == ["a", "c", "d", "e"]


def test_undo_does_not_throw_away_a_later_order(
    browser: Client, ines: User, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    put_order(browser, release, ("", [d, c, b, a]))
    first = last_act(release)
    put_order(browser, release, ("", [a, d, c, b]))
    with pytest.raises(EditConflict):
        history.undo_act(ines, str(release.pk), first)
    assert [title for title, _, _ in places(release)] == ["a", "d", "c", "b"]


def describe(track: Track, **tags: object) -> None:
    """As if the file's tags had been read."""
    Asset.objects.filter(pk=track.asset_id).update(tags=tags)
    services.apply_tags(track.asset_id)


def test_files_order_themselves_by_disc_and_number(ines: User, release: Release, tracks: list[Track]) -> None:
    for track, disc, number in zip(tracks, (2, 1, 1, 2), (1, 2, 1, 5), strict=True):
        describe(track, title="", album="", disc_number=disc, track_number=number)
    assert places(release) == [("c", 1, 1), ("b", 1, 2), ("a", 2, 1), ("d", 2, 5)]
    assert set(Edit.objects.filter(after__has_key="order").values_list("actor", flat=True)) == {None}


def test_numbers_of_file_names_count_if_all_have_one(ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    files = [add_track(ines, release, name) for name in ("10 Flow.flac", "02 Ebb.flac", "1-x.flac")]
    for track in files:
        describe(track)
    assert [title for title, _, _ in places(release)] == ["1-x", "02 Ebb", "10 Flow"]
    mixed = make_release(ines, heron)
    for track in [add_track(ines, mixed, name) for name in ("99 Balloons.flac", "Ebb.flac")]:
        describe(track)
    assert places(mixed) == [("99 Balloons", 1, 1), ("Ebb", 1, 2)]


def test_files_have_no_say_once_somebody_ordered_or_numbered(
    browser: Client, ines: User, heron: Artist, release: Release, tracks: list[Track]
) -> None:
    a, b, c, d = (track.pk for track in tracks)
    put_order(browser, release, ("", [d, c, b, a]))
    describe(tracks[0], track_number=1)
    assert places(release) == [("d", 1, 1), ("c", 1, 2), ("b", 1, 3), ("a", 1, 4)]
    numbered = make_release(ines, heron)
    first, second = add_track(ines, numbered, "x.flac"), add_track(ines, numbered, "y.flac")
    services.change_track(ines, str(first.pk), number=9)
    describe(second, track_number=1)
    assert places(numbered) == [("x", 1, 9), ("y", 1, 2)]


def test_tags_fill_empty_fields_alone(ines: User, release: Release, tracks: list[Track]) -> None:
    services.change_release(ines, str(release.pk), released_on="1997")
    tags = {"released_on": "2001", "original_on": "1999", "barcode": "036000291453", "label": "Shore"}
    more = {"bpm": 98.0, "key": "not a key", "license": "https://creativecommons.org/licenses/by/4.0/"}
    describe(tracks[0], isrc="GBAYE0601498", recording_mbid=MB_ID, language="eng", **tags, **more)
    describe(tracks[0], isrc="GBAYE0601499", explicit="explicit")
    for row in (release, tracks[0]):
        row.refresh_from_db()
    track = tracks[0]
    assert (track.isrc, track.explicit, track.bpm, track.key) == ("GBAYE0601498", "explicit", 98.0, "")
    assert (track.license, str(track.musicbrainz_recording_id)) == ("CC-BY-4.0", MB_ID)
    assert (release.released_on, release.upc, release.label_name) == ("1997", "", "Shore")
    assert (release.license, release.language) == ("CC-BY-4.0", "eng")


def test_tags_bring_people_and_genres_unless_somebody_chose(
    ines: User, release: Release, tracks: list[Track]
) -> None:
    people = [
        {"role": "composer", "name": "Ana  Sea", "detail": ""},
        {"role": "performer", "name": "Ana Sea", "detail": "cello"},
        {"role": "lyricist", "name": "Ana Sea", "detail": ""},
    ]
    for genres in (["Tidal jazz"], ["Shore rock"]):
        describe(tracks[0], genres=genres, moods=["Calm"], credits=people)
    assert [genre.name for genre in tracks[0].genres.order_by("kind")] == ["Tidal jazz", "Calm"]
    assert [genre.name for genre in release.genres.order_by("kind")] == ["Tidal jazz", "Calm"]
    assert list(tracks[0].credits.values_list("name", "role", "detail")) == [
        ("Ana Sea", "composer", ""),
        ("Ana Sea", "lyricist", ""),
        ("Ana Sea", "performer", "cello"),
    ]
