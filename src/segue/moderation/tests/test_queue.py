"""The moderators' queue over HTTP: open first, grouped, filtered, assigned, and decided by one of them."""

from typing import Any

import pytest
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_moderator, make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member
from segue.artists.types import Role
from segue.catalog.models import Release
from segue.catalog.tests.factories import make_published, make_release
from segue.kernel.realtime.push import user_group
from segue.media.models import BlockedContent
from segue.moderation.models import Case, Decision, Report
from segue.moderation.tests.conftest import Push
from segue.moderation.tests.factories import make_decision, make_report, proven_client
from segue.moderation.types import Action, ReportReason

pytestmark = pytest.mark.django_db
QUEUE = "/api/v1/moderation/reports"


@pytest.fixture
def desk(mo: User) -> Client:
    return proven_client(mo)


def call(client: Client, method: str, path: str, **body: Any) -> Any:
    return getattr(client, method)(f"{QUEUE}/{path}", body, content_type="application/json")


def titles(client: Client, **query: Any) -> list[str]:
    return [item["subject_title"] for item in client.get(QUEUE, query).json()["items"]]


def test_the_queue_has_open_cases_first_each_subject_once_page_by_page(
    desk: Client, mo: User, ines: User, rosa: User, heron: Artist
) -> None:
    names = ["Ebb", "Flood", "Slack", "Spring"]
    ebb, flood, slack, spring = (make_published(ines, heron, title=name) for name in names)
    make_decision(mo, slack, Action.DISMISS)
    for release in (ebb, flood, spring):
        make_report(rosa, release)
    make_report(make_user("otto"), ebb, reason=ReportReason.SPAM)
    assert titles(desk) == ["Ebb", "Spring", "Flood", "Slack"]
    assert titles(desk, is_open=True) == ["Ebb", "Spring", "Flood"]
    assert titles(desk, is_open=False) == ["Slack"]
    assert titles(desk, reason="spam") == ["Ebb"]
    assert titles(desk, kind="track") == []
    first = desk.get(QUEUE, {"limit": 3}).json()
    rest = desk.get(QUEUE, {"limit": 3, "cursor": first["next_cursor"]}).json()
    assert [item["subject_title"] for item in first["items"] + rest["items"]] == titles(desk)
    assert rest["next_cursor"] is None
    top = first["items"][0]
    assert (top["report_count"], top["reasons"]) == (2, ["copyright", "spam"])
    assert (top["is_open"], top["has_appeal"], top["assigned_to"], top["action"]) == (True, False, None, None)
    assert rest["items"][0]["action"] == "dismiss"


def test_a_case_shows_the_subject_as_it_stands_its_reports_and_all_decisions(
    desk: Client, mo: User, rosa: User, low_tide: Release
) -> None:
    make_decision(mo, low_tide, Action.DISMISS, message="Fine.")
    make_report(rosa, low_tide)
    Release.objects.filter(pk=low_tide.pk).update(title="High Tide", description="Recorded at sea.")
    shown = desk.get(f"{QUEUE}/{Case.objects.get(is_open=True).pk}").json()
    assert (shown["subject_title"], shown["artist"]["name"], shown["is_own"]) == (
        "Low Tide",
        "Paper Heron",
        False,
    )
    assert shown["subject"] == {
        "title": "High Tide",
        "release_id": str(low_tide.pk),
        "state": "published",
        "is_taken_down": False,
        "text": "Recorded at sea.",
        "tracks": list(low_tide.tracks.order_by("position").values_list("title", flat=True)),
    }
    (report,) = shown["reports"]
    assert (report["reporter"], report["reason"], report["message"]) == (
        "rosa",
        "copyright",
        "This is my song.",
    )
    (earlier,) = shown["decisions"]
    assert (earlier["action"], earlier["message"], earlier["decided_by"]) == ("dismiss", "Fine.", "mo")


def test_who_is_on_the_team_learns_nothing_of_who_reported(
    desk: Client, mo: User, rosa: User, heron: Artist, low_tide: Release
) -> None:
    make_report(rosa, low_tide)
    add_member(heron, mo, Role.ANALYST)
    case = Case.objects.get()
    answer = desk.get(f"{QUEUE}/{case.pk}")
    assert (answer.json()["is_own"], answer.json()["reports"]) == (True, [])
    assert b"rosa" not in answer.content + desk.get(QUEUE).content
    refused = call(desk, "post", f"{case.pk}/decision", action="dismiss", message="Mine.")
    assert (refused.status_code, refused.json()["code"]) == (403, "moderation.own_content")
    assert Case.objects.get().is_open


def test_a_case_is_assigned_to_one_moderator_and_another_may_take_it_over(
    desk: Client, rosa: User, low_tide: Release
) -> None:
    make_report(rosa, low_tide)
    case = Case.objects.get()
    other = proven_client(make_moderator("nora"))
    assert call(desk, "put", f"{case.pk}/assignment").json()["assigned_to"] == "mo"
    refused = call(other, "put", f"{case.pk}/assignment")
    assert (refused.status_code, refused.json()["code"]) == (409, "moderation.assigned_to_another")
    assert refused.json()["detail"] == "mo is looking at this. Take it over, or leave it to them."
    assert call(other, "delete", f"{case.pk}/assignment").json()["assigned_to"] == "mo"
    assert titles(desk, is_mine=True) == ["Low Tide"]
    assert (titles(other, is_mine=True), titles(other, is_mine=False)) == ([], ["Low Tide"])
    taken = call(other, "put", f"{case.pk}/assignment", is_taken_over=True)
    assert taken.json()["assigned_to"] == "nora"
    assert call(other, "delete", f"{case.pk}/assignment").json()["assigned_to"] is None


def test_the_second_decision_is_told_the_first(desk: Client, mo: User, rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    case = Case.objects.get()
    first = call(desk, "post", f"{case.pk}/decision", action="dismiss", message="Fine.")
    assert (first.status_code, first.json()["action"], first.json()["is_open"]) == (200, "dismiss", False)
    second = call(desk, "post", f"{case.pk}/decision", action="take_down", reason="hate", message="No.")
    assert (second.status_code, second.json()["code"]) == (409, "moderation.decided_already")
    assert second.json()["detail"] == "mo has decided on this already: it was left as it is."
    decision = Decision.objects.get()
    assert second.json()["decision"] == {"id": str(decision.pk), "action": "dismiss", "message": "Fine."}
    low_tide.refresh_from_db()
    assert low_tide.taken_down_at is None


def test_a_new_report_after_a_decision_is_a_new_case(desk: Client, rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    call(desk, "post", f"{Case.objects.get().pk}/decision", action="dismiss", message="Fine.")
    make_report(rosa, low_tide)
    assert titles(desk) == ["Low Tide", "Low Tide"]
    mine = Client()
    mine.force_login(rosa)
    outcomes = [row["outcome"] for row in mine.get("/api/v1/reports/mine").json()["items"]]
    assert outcomes == [
        "A moderator will look at it.",
        "We looked at it, and left it as it is: it breaks none of this server's rules.",
    ]


def test_a_moderator_opens_a_case_of_what_nobody_reported(desk: Client, low_tide: Release) -> None:
    body = {"subject_kind": "release", "subject_id": str(low_tide.pk)}
    first = desk.post(QUEUE, body, content_type="application/json")
    again = desk.post(QUEUE, body, content_type="application/json")
    assert (first.status_code, first.json()["report_count"]) == (201, 0)
    assert again.json()["id"] == first.json()["id"]


def test_moderators_see_no_more_of_drafts_than_others(
    desk: Client, ines: User, rosa: User, heron: Artist, low_tide: Release
) -> None:
    draft = make_release(ines, heron, title="Unheard")
    body = {"subject_kind": "release", "subject_id": str(draft.pk)}
    refused = desk.post(QUEUE, body, content_type="application/json")
    assert (refused.status_code, Case.objects.count()) == (404, 0)
    make_report(rosa, low_tide)
    withdrawn = {"publish_at": None, "withdrawn_at": low_tide.publish_at}
    Release.objects.filter(pk=low_tide.pk).update(title="Unheard", description="Unheard", **withdrawn)
    shown = desk.get(f"{QUEUE}/{Case.objects.get().pk}")
    assert b"Unheard" not in shown.content
    assert shown.json()["subject"] == {
        "title": "Low Tide",
        "release_id": None,
        "state": "withdrawn",
        "is_taken_down": False,
        "text": "",
        "tracks": [],
    }


def test_listeners_have_no_queue(rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    case = Case.objects.get()
    client = proven_client(rosa)
    for answer in (
        client.get(QUEUE),
        client.get(f"{QUEUE}/{case.pk}"),
        client.get("/api/v1/moderation/blocks"),
        call(client, "post", f"{case.pk}/decision", action="dismiss", message="Fine."),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "http.moderators_only")
    assert (Case.objects.get().is_open, Report.objects.count()) == (True, 1)


@pytest.mark.django_db(transaction=True)
def test_moderators_hear_that_the_queue_grew(
    mo: User, rosa: User, low_tide: Release, pushed: list[Push]
) -> None:
    operator = make_user("opal", is_operator=True)
    pushed.clear()
    make_report(rosa, low_tide)
    ((groups, content),) = pushed
    assert sorted(groups) == sorted([user_group(mo.pk), user_group(operator.pk)])
    assert content == {"topic": "moderation.queue_changed", "id": str(Case.objects.get().pk), "data": {}}


def test_blocks_are_listed_with_their_reason_and_lifted(desk: Client, mo: User, low_tide: Release) -> None:
    track = low_tide.tracks.select_related("asset").order_by("position")[0]
    track.asset.sha256 = "c" * 64
    track.asset.fingerprint = None
    track.asset.save(update_fields=["sha256", "fingerprint"])
    make_decision(mo, track, is_blocked=True)
    (block,) = desk.get("/api/v1/moderation/blocks").json()["items"]
    assert (block["sha256"], block["has_fingerprint"]) == ("c" * 64, False)
    assert (block["reason"], block["blocked_by"]) == ("It samples a song without leave.", "mo")
    gone = f"/api/v1/moderation/blocks/{block['id']}"
    assert desk.delete(gone, {"reason": " "}, content_type="application/json").status_code == 422
    assert desk.delete(gone, {"reason": "Theirs"}, content_type="application/json").status_code == 204
    assert desk.delete(gone, {"reason": "Theirs"}, content_type="application/json").status_code == 404
    assert desk.get("/api/v1/moderation/blocks").json()["items"] == []


def test_a_file_that_is_not_here_yet_can_be_blocked(desk: Client) -> None:
    def block(sha256: str) -> Any:
        body = {"sha256": sha256, "reason": "Sent to other servers"}
        return desk.post("/api/v1/moderation/blocks", body, content_type="application/json")

    made = block("AB" * 32)
    assert (made.status_code, made.json()["sha256"], made.json()["blocked_by"]) == (201, "ab" * 32, "mo")
    assert block("zz" * 32).status_code == 422
    assert BlockedContent.objects.count() == 1
