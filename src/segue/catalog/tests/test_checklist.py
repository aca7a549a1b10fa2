"""What a release lacks, in words."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import services
from segue.catalog.checklist import required
from segue.catalog.models import Credit, Genre, Release, Track
from segue.catalog.tests.factories import add_track, make_published, make_release
from segue.media.models import Asset

pytestmark = pytest.mark.django_db


def read(client: Client, release: Release) -> Any:
    return client.get(f"/api/v1/releases/{release.pk}/checklist").json()


def fields(found: list[dict[str, Any]], subject: object) -> list[str]:
    return [item["field"] for item in found if item["subject"] == str(subject)]


def test_an_empty_draft_lacks_all(browser: Client, ines: User, heron: Artist) -> None:
    release = make_release(ines, heron, title=None)
    found = read(browser, release)
    assert found[0] == {
        "field": "tracks",
        "subject": str(release.pk),
        "message": "Add a track first.",
        "is_required": True,
    }
    assert [item["field"] for item in found[1:]] == [
        *("title", "genres", "cover", "released_on", "license", "copyright_line", "phonographic_line", "upc")
    ]
    assert {item["is_required"] for item in found[1:]} == {False}


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("waiting", "“Ebb” hasn't arrived yet. Wait for it, send it again, or remove it."),
        ("processing", "“Ebb” is being prepared. Wait for it, or remove it."),
        ("failed", "“Ebb” couldn't be used. Retry it, replace it, or remove it."),
    ],
)
def test_each_track_that_is_not_ready_is_named(state: str, message: str, ines: User, heron: Artist) -> None:
    release = make_release(ines, heron)
    track = add_track(ines, release, "Ebb.flac")
    Asset.objects.filter(pk=track.asset_id).update(state=state)
    [missing] = required(release)
    assert (missing.subject, missing.message, missing.is_required) == (track.pk, message, True)


def test_tracks_lack_titles_codes_and_writers(browser: Client, ines: User, heron: Artist) -> None:
    release = make_published(ines, heron, tracks=2)
    first, second = Track.objects.filter(release=release)
    assert fields(read(browser, release), first.pk) == ["title", "isrc", "credits"]
    services.change_tracks(
        ines, str(release.pk), {t.pk: {"title": t.title, "isrc": "GBAYE0601498"} for t in (first, second)}
    )
    Credit.objects.create(release=release, track=first, name="Ines", role="composer", position=0)
    found = read(browser, release)
    assert (fields(found, first.pk), fields(found, second.pk)) == (["isrc"], ["isrc", "credits"])
    assert "“take 1”. Each needs its own." in next(i for i in found if i["field"] == "isrc")["message"]
    services.change_track(ines, str(first.pk), isrc="GBAYE0601499")
    Credit.objects.create(release=release, name="Ines", role="lyricist", position=0)
    found = read(browser, release)
    assert (fields(found, first.pk), fields(found, second.pk)) == ([], [])


def test_what_is_there_is_not_asked_for(browser: Client, ines: User, heron: Artist) -> None:
    release = make_published(ines, heron)
    values: dict[str, Any] = {"released_on": "1997", "license": "CC0-1.0", "upc": "036000291452"}
    services.change_release(ines, str(release.pk), copyright_line="x", phonographic_line="x", **values)
    release.tracks.get().genres.add(Genre.objects.get_or_create(kind="genre", slug="sea", name="Sea")[0])
    assert fields(read(browser, release), release.pk) == []


def test_the_number_of_queries_does_not_grow(
    browser: Client, ines: User, heron: Artist, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for tracks in (1, 8):
        release = make_published(ines, heron, tracks=tracks)
        read(browser, release)
        with django_assert_max_num_queries(9) as captured:
            read(browser, release)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_checklists_are_the_team_s(ines: User, mallory: User, heron: Artist) -> None:
    client = Client()
    client.force_login(mallory)
    assert client.get(f"/api/v1/releases/{make_published(ines, heron).pk}/checklist").status_code == 403
