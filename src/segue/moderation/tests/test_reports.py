"""Whoever sees something may report it: once each, and nobody learns of what is hidden."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.catalog import queries as catalog_queries
from segue.catalog.models import Release, ShareLink, ShareVisit, Visibility
from segue.catalog.tests.factories import make_release
from segue.kernel.ids import new_id
from segue.kernel.rate_limits import RateLimited
from segue.moderation import services
from segue.moderation.api import reports as api
from segue.moderation.errors import SubjectNotFound
from segue.moderation.models import Case, Report
from segue.moderation.tests.factories import make_decision, make_report
from segue.moderation.types import ReportReason, SubjectKind

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, subject: Any, kind: str = "release", **rest: Any) -> Any:
    body = {"subject_kind": kind, "subject_id": str(subject), "reason": "spam", **rest}
    return client.post("/api/v1/reports", body, content_type="application/json")


def test_a_report_says_what_when_and_what_comes_of_it(rosa: User, low_tide: Release) -> None:
    answer = send(client_of(rosa), low_tide.pk, message="  Sold\x00 as\r\n\r\n\r\n\r\nmusic. ")
    shown = answer.json()
    assert answer.status_code == 201
    assert (shown["subject_kind"], shown["subject_id"]) == ("release", str(low_tide.pk))
    assert (shown["subject_title"], shown["reason"]) == ("Low Tide", "spam")
    assert (shown["message"], shown["is_open"]) == ("Sold  as\n\nmusic.", True)
    assert shown["outcome"] == "A moderator will look at it."
    assert client_of(rosa).get("/api/v1/reports/mine").json()["items"] == [shown]


def test_whoever_reports_the_same_again_changes_their_report(rosa: User, low_tide: Release) -> None:
    first = make_report(rosa, low_tide)
    again = make_report(rosa, low_tide, reason=ReportReason.HATE, message="And hateful.")
    assert (again.pk, Report.objects.count(), Case.objects.count()) == (first.pk, 1, 1)
    kept = Report.objects.get()
    assert (kept.reason, kept.message) == ("hate", "And hateful.")


def test_reports_of_several_people_and_visitors_are_one_case(rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    make_report(make_user("otto"), low_tide)
    make_report(VISITOR, low_tide, contact="Someone@Example.org")
    make_report(VISITOR, low_tide)
    case = Case.objects.get()
    assert (case.subject_title, case.artist_id, case.reports.count()) == ("Low Tide", low_tide.artist_id, 4)
    assert sorted(case.reports.values_list("contact", flat=True)) == ["", "", "", "someone@example.org"]


def test_every_kind_can_be_reported_by_who_sees_it(rosa: User, heron: Artist, low_tide: Release) -> None:
    Artist.objects.filter(pk=heron.pk).update(listed_from=low_tide.publish_at)
    track = low_tide.tracks.get(position=2)
    for kind, identity in (
        (SubjectKind.ARTIST, heron.pk),
        (SubjectKind.TRACK, track.pk),
        (SubjectKind.COVER, low_tide.pk),
    ):
        services.report(rosa, kind, identity, reason=ReportReason.OTHER, message="")
    assert list(Case.objects.order_by("pk").values_list("subject_kind", "subject_title")) == [
        ("artist", "Paper Heron"),
        ("track", track.title),
        ("cover", "Low Tide"),
    ]


def hide(release: Release, how: str, mo: User, ines: User, heron: Artist) -> Release:
    if how == "draft":
        return make_release(ines, heron, title="Unheard")
    if how == "taken_down":
        make_decision(mo, release)
    if how == "private":
        Release.objects.filter(pk=release.pk).update(visibility=Visibility.PRIVATE)
    if how == "removed":
        Release.objects.filter(pk=release.pk).update(removed_at=release.publish_at)
    if how == "scheduled":
        Release.objects.filter(pk=release.pk).update(publish_at="2999-01-01T00:00Z")
    return release


@pytest.mark.parametrize("how", ["draft", "taken_down", "private", "removed", "scheduled"])
def test_what_is_hidden_can_not_be_told_from_what_does_not_exist(
    how: str, mo: User, ines: User, rosa: User, heron: Artist, low_tide: Release
) -> None:
    hidden = hide(low_tide, how, mo, ines, heron)
    track = hidden.tracks.first()
    before = (Report.objects.count(), Case.objects.count())
    for client in (client_of(rosa), client_of(mo), Client()):
        unknown = send(client, new_id())
        seen = [send(client, hidden.pk), send(client, hidden.pk, "cover")]
        if track:
            seen.append(send(client, track.pk, "track"))
        assert unknown.status_code == 404
        assert unknown.json()["code"] == "moderation.subject_not_found"
        ours = [{**answer.json(), "request_id": ""} for answer in seen]
        assert ours == [{**unknown.json(), "request_id": ""}] * len(seen)
    assert (Report.objects.count(), Case.objects.count()) == before


def test_an_artist_of_whom_nothing_is_public_can_not_be_reported(rosa: User, heron: Artist) -> None:
    Artist.objects.filter(pk=heron.pk).update(listed_from=None)
    with pytest.raises(SubjectNotFound):
        services.report(rosa, SubjectKind.ARTIST, heron.pk, reason=ReportReason.SPAM, message="")


def test_an_unlisted_release_can_be_reported_by_its_address(rosa: User, low_tide: Release) -> None:
    Release.objects.filter(pk=low_tide.pk).update(visibility=Visibility.UNLISTED)
    assert make_report(rosa, low_tide).subject_title == "Low Tide"


def test_who_opened_a_share_link_can_report_what_it_shows(ines: User, heron: Artist) -> None:
    draft = make_release(ines, heron, title="Unheard")
    link = ShareLink.objects.create(release=draft, name="Press", token_hash="0" * 64)
    guest = Client()
    assert send(guest, draft.pk).status_code == 404
    cookie = guest.cookies[settings.VISITOR_COOKIE_NAME].value
    ShareVisit.objects.create(link=link, guest=catalog_queries.guest_of(cookie))
    assert send(guest, draft.pk).json()["subject_title"] == "Unheard"
    assert send(Client(), draft.pk).status_code == 404


def test_texts_and_reasons_are_bounded(rosa: User, low_tide: Release) -> None:
    client = client_of(rosa)
    assert send(client, low_tide.pk, message="x" * 2001).status_code == 422
    assert send(client, low_tide.pk, reason="dislike").status_code == 422
    assert send(client, low_tide.pk, "person").status_code == 422
    assert send(Client(), low_tide.pk, contact="nobody").status_code == 422
    assert send(Client(), low_tide.pk, contact="no\r\nbody@example.org").status_code == 422
    assert Report.objects.count() == 0
    assert send(client, low_tide.pk, message="x" * 2000).status_code == 201


def test_limits_are_stricter_for_visitors(
    rosa: User, low_tide: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int, int, tuple[str, ...]]] = []

    def full(limit: Any, *key: str) -> None:
        asked.append((limit.name, limit.count, limit.per_s, key))
        raise RateLimited(60)

    monkeypatch.setattr(api, "hit", full)
    assert send(client_of(rosa), low_tide.pk).status_code == 429
    assert send(Client(), new_id()).status_code == 429
    assert asked == [
        ("report-person", 30, 3600, (str(rosa.pk),)),
        ("report-visitor", 5, 3600, ("127.0.0.1",)),
    ]
    assert Report.objects.count() == 0
