"""Who reports, answers or decides takes that along, and nothing of it names them once they are erased."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser

from segue.accounts.models import User
from segue.catalog.models import Release
from segue.moderation import personal_data, services
from segue.moderation.models import Appeal, Case, Decision, Report
from segue.moderation.tests.factories import make_decision, make_report

pytestmark = pytest.mark.django_db


def exported(user: User) -> dict[str, list[dict[str, str]]]:
    return {
        file.path.removeprefix("moderation/"): json.loads(b"".join(file.chunks()))
        for file in personal_data.export(user.pk)
    }


def test_a_person_takes_along_what_they_wrote(mo: User, ines: User, rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    make_report(AnonymousUser(), low_tide, message="From work.", contact="rosa@example.org")
    make_report(AnonymousUser(), low_tide, message="Another's.", contact="otto@example.org")
    services.assign(mo, Case.objects.get().pk, is_taken_over=False)
    decision = make_decision(mo, low_tide)
    services.appeal(ines, "paper-heron", decision.pk, message="We have leave.")
    (report,) = exported(rosa)["reports.json"]
    assert (report["reason"], report["message"]) == ("copyright", "This is my song.")
    assert (report["subject_title"], report["case__subject_id"]) == ("Low Tide", str(low_tide.pk))
    (decided,) = exported(mo)["decisions.json"]
    assert (decided["action"], decided["message"]) == ("take_down", "It samples a song without leave.")
    assert len(exported(mo)["assigned.json"]) == 1
    assert [row["message"] for row in exported(ines)["answers.json"]] == ["We have leave."]
    assert exported(rosa)["answers.json"] == exported(rosa)["decisions.json"] == []


def test_of_reports_only_the_reason_stays(rosa: User, low_tide: Release) -> None:
    make_report(rosa, low_tide)
    make_report(AnonymousUser(), low_tide, message="From work.", contact="rosa@example.org")
    make_report(AnonymousUser(), low_tide, message="Another's.", contact="otto@example.org")
    assert [row["message"] for row in exported(rosa)["reports.json"]] == ["This is my song.", "From work."]
    personal_data.erase(rosa.pk)
    personal_data.erase(rosa.pk)
    rows = Report.objects.order_by("pk").values_list("reporter", "contact", "message", "reason")
    told: list[tuple[object, ...]] = list(rows)
    assert told == [
        (None, "", "", "copyright"),
        (None, "", "", "copyright"),
        (None, "otto@example.org", "Another's.", "copyright"),
    ]
    assert Case.objects.get().is_open


def test_answers_and_decisions_stand_by_nobody(mo: User, ines: User, low_tide: Release) -> None:
    decision = make_decision(mo, low_tide)
    services.appeal(ines, "paper-heron", decision.pk, message="We have leave.")
    services.assign(mo, Case.objects.get(is_open=True).pk, is_taken_over=False)
    for person in (mo, ines):
        personal_data.erase(person.pk)
    decided, answered = Decision.objects.get(), Appeal.objects.get()
    assert (decided.decided_by, decided.message) == (None, "It samples a song without leave.")
    assert (answered.author, answered.message) == (None, "We have leave.")
    assert set(Case.objects.values_list("assigned_to", flat=True)) == {None}
