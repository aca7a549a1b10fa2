"""Reports and decisions for tests."""

from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import PASSWORD
from segue.accounts.types import Viewer
from segue.catalog.models import Release, Track
from segue.moderation import services
from segue.moderation.models import Case, Decision, Report
from segue.moderation.types import Action, ReportReason, SubjectKind


def proven_client(user: User) -> Client:
    """Signed in, and its person has just typed the password once more."""
    client = Client()
    client.force_login(user)
    again = "/_allauth/browser/v1/auth/reauthenticate"
    assert client.post(again, {"password": PASSWORD}, content_type="application/json").status_code == 200
    return client


def kind_of(subject: Release | Track) -> SubjectKind:
    return SubjectKind.TRACK if isinstance(subject, Track) else SubjectKind.RELEASE


def make_report(
    reporter: Viewer,
    subject: Release | Track,
    *,
    reason: ReportReason = ReportReason.COPYRIGHT,
    message: str = "This is my song.",
    contact: str = "",
) -> Report:
    return services.report(
        reporter, kind_of(subject), subject.pk, reason=reason, message=message, contact=contact
    )


def make_case(moderator: User, subject: Release | Track) -> Case:
    """Without a report."""
    return services.open_case(moderator, kind_of(subject), subject.pk)


def make_decision(
    moderator: User,
    subject: Release | Track,
    action: Action = Action.TAKE_DOWN,
    *,
    message: str = "It samples a song without leave.",
    is_blocked: bool = False,
) -> Decision:
    case = make_case(moderator, subject)
    return services.decide(
        moderator,
        case.pk,
        action=action,
        reason=ReportReason.COPYRIGHT,
        message=message,
        is_blocked=is_blocked,
    )
