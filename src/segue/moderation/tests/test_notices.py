"""What a team sees of decisions, and its answers, which moderators look at."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from segue.accounts.models import User
from segue.accounts.tests.factories import make_moderator, make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member
from segue.artists.types import Role
from segue.catalog.models import Release
from segue.moderation import services
from segue.moderation.models import Appeal, Case
from segue.moderation.tests.factories import make_decision, make_report
from segue.moderation.types import Action, ReportReason

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def notices(user: User, ref: str = "paper-heron") -> Any:
    return client_of(user).get(f"/api/v1/artists/{ref}/notices")


def answer(user: User, notice: str, message: str = "We have leave.", ref: str = "paper-heron") -> Any:
    path = f"/api/v1/artists/{ref}/notices/{notice}/appeal"
    return client_of(user).post(path, {"message": message}, content_type="application/json")


def test_the_team_reads_what_was_decided_and_never_who_reported_or_decided(
    mo: User, ines: User, rosa: User, low_tide: Release
) -> None:
    make_decision(mo, low_tide, Action.DISMISS)
    make_report(rosa, low_tide)
    make_decision(mo, low_tide)
    shown = notices(ines)
    (notice,) = shown.json()["items"]
    assert (notice["action"], notice["reason"]) == ("take_down", "copyright")
    assert notice["message"] == "It samples a song without leave."
    assert (notice["subject_kind"], notice["subject_id"]) == ("release", str(low_tide.pk))
    assert (notice["subject_title"], notice["can_answer"], notice["answers"]) == ("Low Tide", True, [])
    names = [b"rosa", b"mo@", b'"mo"', str(rosa.pk).encode(), str(mo.pk).encode()]
    assert [name for name in names if name in shown.content] == []


def test_an_answer_goes_to_the_queue_once_and_the_team_learns_what_came_of_it(
    mo: User, ines: User, low_tide: Release
) -> None:
    notice = str(make_decision(mo, low_tide).pk)
    answered = answer(ines, notice)
    assert (answered.status_code, answered.json()["can_answer"]) == (201, False)
    case = Case.objects.get(is_open=True)
    assert (case.subject_kind, case.subject_id) == ("release", low_tide.pk)
    refused = answer(ines, notice, "Once more.")
    assert (refused.status_code, refused.json()["code"]) == (409, "moderation.appeal_under_way")
    assert Appeal.objects.get().message == "We have leave."
    desk = client_of(make_moderator("nora"))
    shown = desk.get(f"/api/v1/moderation/reports/{case.pk}").json()
    assert (shown["has_appeal"], shown["report_count"]) == (True, 0)
    assert [(row["decision_id"], row["message"]) for row in shown["appeals"]] == [(notice, "We have leave.")]
    mail.outbox.clear()
    services.decide(mo, case.pk, action=Action.DISMISS, reason=ReportReason.OTHER, message="Show it to us.")
    (again,) = notices(ines).json()["items"]
    assert (again["can_answer"], again["answers"][0]["outcome"]) == (True, "dismiss")
    assert again["answers"][0]["reply"] == "Show it to us."
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (
        ["ines@example.org"],
        "Segue: The release “Low Tide” stays as it was decided",
    )
    assert "\nShow it to us.\n" in str(letter.body)


def test_what_was_put_back_needs_no_answer(mo: User, ines: User, low_tide: Release) -> None:
    notice = str(make_decision(mo, low_tide).pk)
    answer(ines, notice)
    mail.outbox.clear()
    services.decide(
        mo,
        Case.objects.get(is_open=True).pk,
        action=Action.REINSTATE,
        reason=ReportReason.OTHER,
        message="You do. Sorry.",
    )
    newest, oldest = notices(ines).json()["items"]
    assert (newest["action"], newest["can_answer"]) == ("reinstate", False)
    assert (oldest["can_answer"], oldest["answers"][0]["outcome"]) == (False, "reinstate")
    assert mail.outbox[0].subject == "Segue: The release “Low Tide” was put back"
    assert "answer here" not in str(mail.outbox[0].body)
    refused = answer(ines, notice)
    assert (refused.status_code, refused.json()["code"]) == (409, "moderation.nothing_to_appeal")
    assert (Case.objects.filter(is_open=True).count(), Appeal.objects.count()) == (0, 1)


def test_only_who_answers_for_what_is_public_answers(
    mo: User, ines: User, rosa: User, heron: Artist, low_tide: Release
) -> None:
    notice = str(make_decision(mo, low_tide).pk)
    uploader, manager = make_user("una"), make_user("max")
    add_member(heron, uploader, Role.UPLOADER)
    add_member(heron, manager, Role.MANAGER)
    assert notices(uploader).status_code == 200
    assert answer(uploader, notice).json()["code"] == "artists.role_not_enough"
    for stranger in (rosa, mo):
        assert notices(stranger).json()["code"] == "artists.not_found"
        assert answer(stranger, notice).json()["code"] == "artists.not_found"
        assert notices(stranger).content != notices(ines).content
    assert Appeal.objects.count() == 0
    assert answer(manager, notice).status_code == 201


def test_a_team_answers_its_own_notices_alone(mo: User, ines: User, rosa: User, low_tide: Release) -> None:
    from segue.artists.tests.factories import make_artist

    notice = str(make_decision(mo, low_tide).pk)
    make_artist(rosa, "Grey Gull")
    assert notices(rosa, "grey-gull").json()["items"] == []
    refused = answer(rosa, notice, ref="grey-gull")
    assert (refused.status_code, refused.json()["code"]) == (404, "moderation.notice_not_found")
    assert Appeal.objects.count() == 0


def test_who_is_listed_says_that_only_the_team_reads_notices(
    rosa: User, heron: Artist, low_tide: Release
) -> None:
    Artist.objects.filter(pk=heron.pk).update(listed_from=low_tide.publish_at)
    assert notices(rosa).json()["code"] == "artists.not_on_the_team"


def test_a_page_of_notices_takes_as_many_queries_as_one_notice(
    mo: User, ines: User, low_tide: Release, django_assert_num_queries: Any
) -> None:
    client = client_of(ines)
    make_decision(mo, low_tide, Action.ASK_FOR_CHANGES)
    client.get("/api/v1/artists/paper-heron/notices")  # notes when it was last seen
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/artists/paper-heron/notices")
    count = len(one)
    for action in (Action.TAKE_DOWN, Action.REINSTATE, Action.TAKE_DOWN, Action.ASK_FOR_CHANGES):
        answer(ines, str(make_decision(mo, low_tide, action).pk))
    with django_assert_num_queries(count):
        shown = client.get("/api/v1/artists/paper-heron/notices").json()["items"]
    assert [row["can_answer"] for row in shown] == [False, True, False, False, True]
