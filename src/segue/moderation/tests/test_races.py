"""Two act at the same moment: one decision, one open case, no report without one."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from segue.accounts.models import User
from segue.accounts.tests.factories import make_moderator, make_user
from segue.catalog.models import Release
from segue.kernel.errors import DomainError
from segue.moderation import services
from segue.moderation.models import Appeal, Case, Decision, Report
from segue.moderation.tests.factories import make_decision, make_report
from segue.moderation.types import Action, ReportReason

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """The codes of the refusals that there were."""
    start, refused = threading.Barrier(len(acts)), list[str]()

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            act()
        except DomainError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def decide(actor: User, case: Case, action: Action) -> Decision:
    return services.decide(actor, case.pk, action=action, reason=ReportReason.OTHER, message="So be it.")


def test_of_two_moderators_who_decide_at_once_the_second_learns_of_the_first(
    mo: User, rosa: User, low_tide: Release
) -> None:
    nora = make_moderator("nora")
    make_report(rosa, low_tide)
    case = Case.objects.get()
    refused = at_once(lambda: decide(mo, case, Action.TAKE_DOWN), lambda: decide(nora, case, Action.DISMISS))
    assert refused == ["moderation.decided_already"]
    low_tide.refresh_from_db()
    assert (Decision.objects.get().action == Action.TAKE_DOWN) == (low_tide.taken_down_at is not None)


def test_several_who_report_at_once_share_one_case(rosa: User, low_tide: Release) -> None:
    otto, pia = make_user("otto"), make_user("pia")
    refused = at_once(*(lambda person=person: make_report(person, low_tide) for person in (rosa, otto, pia)))
    assert (refused, Case.objects.count(), Report.objects.count()) == ([], 1, 3)


def test_one_who_reports_twice_at_once_has_one_report(rosa: User, low_tide: Release) -> None:
    refused = at_once(lambda: make_report(rosa, low_tide), lambda: make_report(rosa, low_tide))
    assert (refused, Case.objects.count(), Report.objects.count()) == ([], 1, 1)


def test_a_report_that_comes_while_it_is_decided_is_answered_or_waits(
    mo: User, rosa: User, low_tide: Release
) -> None:
    make_report(make_user("otto"), low_tide)
    case = Case.objects.get()
    at_once(lambda: decide(mo, case, Action.DISMISS), lambda: make_report(rosa, low_tide))
    theirs = Report.objects.select_related("case").get(reporter=rosa)
    assert theirs.case.is_open == (theirs.case_id != case.pk)
    assert not Case.objects.get(pk=case.pk).is_open


def test_a_team_that_answers_twice_at_once_has_one_answer(mo: User, ines: User, low_tide: Release) -> None:
    decision = make_decision(mo, low_tide)

    def answer() -> object:
        return services.appeal(ines, "paper-heron", decision.pk, message="We have leave.")

    assert at_once(answer, answer) == ["moderation.appeal_under_way"]
    assert (Appeal.objects.count(), Case.objects.filter(is_open=True).count()) == (1, 1)
