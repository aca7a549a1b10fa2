"""A share link opens one release, as a listener has it, to whoever holds it, until it ends."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.artists.models import Artist
from segue.catalog import publishing, sharing
from segue.catalog.errors import ReleaseNotFound, ShareLinkNotFound, ShareLinkOver, TooManyShareLinks
from segue.catalog.models import Release, ShareLink, ShareVisit
from segue.catalog.queries import guest_of
from segue.catalog.services import take_down_release
from segue.catalog.tests.factories import add_track, make_published, make_ready, make_release, make_withdrawn
from segue.kernel import clock
from segue.kernel.db.slug import by_ref

JSON = "application/json"
OVER = {
    "status": 404,
    "code": "catalog.share_link_over",
    "detail": "This link has expired or was withdrawn. Ask whoever sent it for another",
}


@pytest.fixture
def draft(ines: User, heron: Artist) -> Release:
    """With a track that can be heard, and one that can't yet."""
    release = make_release(ines, heron, publish_when_ready=False)
    make_ready(add_track(ines, release), with_cover=True)
    add_track(ines, release, "still coming.wav")
    return release


def share(browser: Client, release: Release, **wanted: Any) -> dict[str, Any]:
    answer = browser.post(f"/api/v1/releases/{release.pk}/share-links", wanted, content_type=JSON)
    assert answer.status_code == 201, answer.content
    link: dict[str, Any] = answer.json()
    return link


def opened_by(client: Client, token: str) -> Any:
    return client.post("/api/v1/shares", {"token": token}, content_type=JSON)


def page_of(client: Client, release: Release) -> int:
    return client.get(f"/api/v1/releases/{release.pk}").status_code


def told_in(answer: Any) -> dict[str, Any]:
    found = answer.json()
    return {name: found[name] for name in OVER}


def test_a_guest_sees_and_hears_one_release_as_a_listener(
    ines: User, heron: Artist, draft: Release, browser: Client
) -> None:
    other = make_withdrawn(ines, heron, title="Ebb")
    link = share(browser, draft, name="Radio")
    press = Client()
    assert page_of(press, draft) == 404
    assert opened_by(press, link["token"]).json() == {"release_id": str(draft.pk), "expires_at": None}

    shown = press.get(f"/api/v1/releases/{draft.pk}").json()
    heard = draft.tracks.get(title="take 7")
    assert (shown["abilities"], shown["can_edit"], shown["track_count"]) == ([], False, 1)
    assert [(each["id"], each["upload"], each["can_edit"]) for each in shown["tracks"]] == [
        (str(heard.pk), None, False)
    ]
    assert press.get(f"/api/v1/tracks/{heard.pk}").status_code == 200
    assert press.get(f"/api/v1/tracks/{heard.pk}/stream").status_code == 200
    assert (page_of(press, other), press.get("/api/v1/releases").json()["items"]) == (404, [])
    assert page_of(Client(), draft) == 404


def test_a_guest_changes_nothing_and_reads_nothing_of_the_team(
    draft: Release, browser: Client, mallory: User
) -> None:
    press = Client()
    press.force_login(mallory)
    assert opened_by(press, share(browser, draft)["token"]).status_code == 200
    assert page_of(press, draft) == 200
    path = f"/api/v1/releases/{draft.pk}"
    for method, rest in (
        ("PATCH", ""),
        ("DELETE", ""),
        ("PUT", "/publication"),
        ("DELETE", "/publication"),
        ("GET", "/share-links"),
        ("GET", "/history"),
        ("GET", "/checklist"),
        ("GET", "/bin"),
    ):
        answer = press.generic(method, path + rest, json.dumps({}), content_type=JSON)
        assert (rest, answer.status_code) == (rest, 404)


def test_each_browser_counts_once_and_the_limit_holds(draft: Release, browser: Client) -> None:
    token = share(browser, draft, max_visits=2)["token"]
    first, second, third = Client(), Client(), Client()
    answers = [opened_by(client, token).status_code for client in (first, second, third, first)]
    assert answers == [200, 200, 404, 200]
    assert (page_of(first, draft), page_of(second, draft), page_of(third, draft)) == (200, 200, 404)
    listed = browser.get(f"/api/v1/releases/{draft.pk}/share-links").json()["items"]
    assert [(each["visit_count"], each["max_visits"], each["made_by"]) for each in listed] == [(2, 2, "ines")]
    assert listed[0]["last_visited_at"] is not None
    assert "token" not in listed[0]


@pytest.mark.parametrize("how", ["unknown", "revoked", "expired", "used up", "taken down", "deleted"])
def test_whatever_ended_a_link_the_answer_is_the_same(
    ines: User, draft: Release, browser: Client, how: str
) -> None:
    link = share(browser, draft, max_visits=1)
    known = ShareLink.objects.get()
    if how == "revoked":
        sharing.revoke_link(ines, str(draft.pk), known.pk)
    elif how == "expired":
        ShareLink.objects.update(expires_at=clock.database_now() - timedelta(seconds=1))
    elif how == "used up":
        opened_by(Client(), link["token"])
    elif how == "taken down":
        take_down_release(draft.pk)
    elif how == "deleted":
        browser.delete(f"/api/v1/releases/{draft.pk}")
    visits = ShareVisit.objects.count()
    answer = opened_by(Client(), "guess" if how == "unknown" else link["token"])
    assert (told_in(answer), ShareVisit.objects.count()) == (OVER, visits)


def test_a_link_is_made_and_revoked_by_those_who_publish(
    ines: User, mallory: User, heron: Artist, draft: Release
) -> None:
    link, token = sharing.create_link(
        ines, str(draft.pk), name=" For\n the press ", expires_at=None, max_visits=None
    )
    assert (link.name, link.made_by, len(token)) == ("For the press", ines, 43)
    assert token not in str(ShareLink.objects.values().get())
    with pytest.raises(ReleaseNotFound):
        sharing.revoke_link(mallory, str(draft.pk), link.pk)
    other = make_published(ines, heron, title="Ebb")
    with pytest.raises(ShareLinkNotFound):
        sharing.revoke_link(ines, str(other.pk), link.pk)
    sharing.revoke_link(ines, str(draft.pk), link.pk)
    revoked_at = ShareLink.objects.get().revoked_at
    sharing.revoke_link(ines, str(draft.pk), link.pk)
    assert (revoked_at is not None, ShareLink.objects.get().revoked_at) == (True, revoked_at)


@pytest.mark.parametrize(
    "expires_at", ["2020-01-01T00:00:00Z", "2027-05-31T20:00:00", "9999-01-01T00:00:00Z"]
)
def test_an_end_that_can_not_be_meant_is_refused(draft: Release, browser: Client, expires_at: str) -> None:
    path = f"/api/v1/releases/{draft.pk}/share-links"
    answer = browser.post(path, {"expires_at": expires_at}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "catalog.expiry_not_usable")
    assert ShareLink.objects.count() == 0


def test_there_is_an_end_to_links(ines: User, draft: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MAX_LINKS", 1)
    ref = str(draft.pk)
    link, _ = sharing.create_link(ines, ref, name="", expires_at=None, max_visits=None)
    with pytest.raises(TooManyShareLinks):
        sharing.create_link(ines, ref, name="", expires_at=None, max_visits=None)
    sharing.revoke_link(ines, ref, link.pk)
    sharing.create_link(ines, ref, name="", expires_at=None, max_visits=None)
    assert ShareLink.objects.count() == 2


def test_a_link_still_opens_what_is_out_for_the_team_alone(ines: User, heron: Artist) -> None:
    release = make_published(ines, heron)
    _, token = sharing.create_link(ines, str(release.pk), name="", expires_at=None, max_visits=None)
    publishing.withdraw_release(ines, str(release.pk))
    sharing.open_link(token, guest_of("v.press"))
    rows = Release.objects.open_to(User(), guest_of("v.press"))
    assert by_ref(rows, "low-tide").get() == release
    with pytest.raises(ShareLinkOver):
        sharing.open_link(f"{token}x", guest_of("v.press"))
