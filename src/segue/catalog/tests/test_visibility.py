"""Public for everyone, unlisted for who has the address, private for the team; a change counts at once."""

from datetime import timedelta

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import addresses, moments, publishing
from segue.catalog.errors import NotListedYet
from segue.catalog.models import Edit, PastReleaseSlug, Release, Visibility
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release
from segue.catalog.types import PUBLICATION
from segue.kernel import clock
from segue.kernel.db.slug import SlugTaken
from segue.kernel.events import registry
from segue.kernel.events.models import Delivery

JSON = "application/json"


def told() -> list[str]:
    rows = Delivery.objects.filter(event_name__startswith="catalog.release_").order_by("pk")
    return [row.event_name.removeprefix("catalog.release_") for row in rows]


@pytest.fixture(autouse=True)
def withdrawals_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nobody listens to them yet."""
    monkeypatch.setitem(registry._HANDLERS, "catalog.release_withdrawn", {"test": lambda event: None})


def set_visibility(browser: Client, release: Release, visibility: str) -> None:
    path = f"/api/v1/releases/{release.pk}/visibility"
    answer = browser.put(path, {"visibility": visibility}, content_type=JSON)
    assert (answer.status_code, answer.json()["visibility"]) == (200, visibility)


def seen_by(client: Client, release: Release) -> tuple[bool, bool, bool]:
    """In the list of all, in that of its artist, by its address."""
    lists = (client.get("/api/v1/releases"), client.get(f"/api/v1/releases?artist={release.artist_id}"))
    ids = [[row["id"] for row in answer.json().get("items", [])] for answer in lists]
    page = client.get(f"/api/v1/releases/{release.pk}")
    return (str(release.pk) in ids[0], str(release.pk) in ids[1], page.status_code == 200)


@pytest.mark.parametrize(
    ("visibility", "by_visitors"),
    [
        ("public", (True, True, True)),
        ("unlisted", (False, False, True)),
        ("private", (False, False, False)),
    ],
)
def test_who_finds_what_is_out(
    ines: User, heron: Artist, browser: Client, visibility: str, by_visitors: tuple[bool, bool, bool]
) -> None:
    release = make_published(ines, heron)
    track = release.tracks.get()
    set_visibility(browser, release, visibility)
    assert seen_by(Client(), release) == by_visitors
    assert seen_by(browser, release)[1:] == (True, True)
    stream = Client().get(f"/api/v1/tracks/{track.pk}/stream")
    assert (stream.status_code == 200) is by_visitors[2]
    heron.refresh_from_db()
    assert heron.listed_from == (release.publish_at if visibility == "public" else None)


def test_a_change_of_visibility_is_told_like_a_publication(
    ines: User, heron: Artist, browser: Client
) -> None:
    release = make_published(ines, heron)
    for visibility in ("unlisted", "private", "public", "public"):
        set_visibility(browser, release, visibility)
    assert told() == ["published", "withdrawn", "published"]
    edits = Edit.objects.filter(release=release, subject_kind=PUBLICATION).order_by("version")
    found = [edit.after.get("visibility") for edit in edits if edit.after]
    assert [visibility for visibility in found if visibility] == ["unlisted", "private", "public"]


@pytest.mark.parametrize("visibility", [Visibility.UNLISTED, Visibility.PRIVATE])
def test_what_is_not_for_everyone_is_never_announced_and_has_no_readable_address(
    ines: User, heron: Artist, visibility: Visibility
) -> None:
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release))
    publishing.publish_release(ines, str(release.pk), visibility=visibility)
    release.refresh_from_db()
    assert (release.slug, release.announced_at, told(), moments.next_moment_in_s()) == (None, None, [], None)
    assert not moments.announce_next()
    assert make_published(ines, heron).slug == "low-tide"
    publishing.set_visibility(ines, str(release.pk), Visibility.PUBLIC)
    release.refresh_from_db()
    assert (release.slug, told()) == ("low-tide-2", ["published", "published"])


def test_an_artist_is_listed_from_the_first_moment_on(ines: User, heron: Artist) -> None:
    now = clock.database_now()
    for days, title in ((3, "Ebb"), (2, "Flood"), (1, "Private")):
        release = make_release(ines, heron, title=title, publish_when_ready=False)
        make_ready(add_track(ines, release))
        kept = Visibility.PRIVATE if title == "Private" else Visibility.PUBLIC
        publishing.publish_release(ines, str(release.pk), at=now + timedelta(days=days), visibility=kept)
    heron.refresh_from_db()
    assert heron.listed_from == now + timedelta(days=2)
    publishing.withdraw_release(ines, str(Release.objects.get(title="Flood").pk))
    heron.refresh_from_db()
    assert heron.listed_from == now + timedelta(days=3)


def test_a_changed_address_leads_on_for_those_who_may_see_the_release(
    ines: User, heron: Artist, browser: Client
) -> None:
    release = make_published(ines, heron)
    answer = browser.put(f"/api/v1/releases/{release.pk}/slug", {"slug": "spring-tide"}, content_type=JSON)
    assert (answer.status_code, answer.json()["slug"]) == (200, "spring-tide")
    moved = Client().get("/api/v1/releases/low-tide?as=listener")
    assert (moved.status_code, moved["Location"]) == (308, "/api/v1/releases/spring-tide?as=listener")
    assert make_published(ines, heron).slug == "low-tide-2"
    publishing.withdraw_release(ines, str(release.pk))
    assert Client().get("/api/v1/releases/low-tide").status_code == 404
    assert browser.get("/api/v1/releases/low-tide").status_code == 308


def test_an_address_that_others_have_or_that_nobody_could_know_is_refused(ines: User, heron: Artist) -> None:
    make_published(ines, heron)
    ebb = make_published(ines, heron, title="Ebb")
    with pytest.raises(SlugTaken):
        addresses.set_slug(ines, str(ebb.pk), "low-tide")
    draft = make_release(ines, heron, title="Flood", publish_when_ready=False)
    with pytest.raises(NotListedYet):
        addresses.set_slug(ines, str(draft.pk), "low-tide")
    assert (PastReleaseSlug.objects.count(), Release.objects.get(pk=ebb.pk).slug) == (0, "ebb")


def test_going_back_to_a_former_address_is_an_act_that_can_be_undone(
    ines: User, heron: Artist, browser: Client
) -> None:
    release = make_published(ines, heron)
    addresses.set_slug(ines, str(release.pk), "spring-tide")
    act = Edit.objects.filter(release=release, subject_kind="release").latest("version").act
    assert (
        browser.post(f"/api/v1/releases/{release.pk}/history/{act}/undo", content_type=JSON).status_code
        == 200
    )
    release.refresh_from_db()
    assert (release.slug, [past.slug for past in PastReleaseSlug.objects.all()]) == (
        "low-tide",
        ["spring-tide"],
    )


def test_a_preview_is_what_everybody_will_get(ines: User, heron: Artist, browser: Client) -> None:
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release))
    add_track(ines, release, "still coming.wav")
    path = f"/api/v1/releases/{release.pk}"
    preview = browser.get(f"{path}?as=listener").json()
    assert (preview["state"], preview["abilities"], preview["can_edit"]) == ("published", [], False)
    assert [(each["title"], each["upload"], each["can_edit"]) for each in preview["tracks"]] == [
        ("take 7", None, False)
    ]
    assert Client().get(f"{path}?as=listener").status_code == 404
    browser.delete(f"/api/v1/tracks/{release.tracks.latest('position').pk}")
    preview = browser.get(f"{path}?as=listener").json()
    publishing.publish_release(ines, str(release.pk))
    found = Client().get(path).json()
    now_known = {"published_at", "publish_at", "slug", "version"}
    assert {k: v for k, v in preview.items() if k not in now_known and k != "tracks"} == {
        k: v for k, v in found.items() if k not in now_known and k != "tracks"
    }
