"""What people are told of a decision: the team by e-mail, those who reported by e-mail and live."""

from django.conf import settings
from django.core.mail import EmailMessage

from segue.accounts import queries as account_queries
from segue.accounts import services as account_services
from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.kernel.realtime import push_on_commit
from segue.moderation import queries
from segue.moderation.models import Case, Decision, Report
from segue.moderation.push import NoticesChanged, ReportDecided
from segue.moderation.types import Action, ReportReason, SubjectKind

MOST_LETTERS = 200
"""To those who reported, for one decision; the others see it under their own reports."""
NOUNS = {
    SubjectKind.ARTIST: "the artist page",
    SubjectKind.RELEASE: "the release",
    SubjectKind.TRACK: "the track",
    SubjectKind.COVER: "the cover of",
}
OUTCOMES = {
    Action.DISMISS: "We looked at it, and left it as it is: it breaks none of this server's rules.",
    Action.TAKE_DOWN: "We looked at it, and took it down.",
    Action.ASK_FOR_CHANGES: "We looked at it, and asked those who made it to change it.",
    Action.REINSTATE: "We looked at it again, and put it back: it breaks none of this server's rules.",
}
WAITING = "A moderator will look at it."
HAPPENED = {
    Action.TAKE_DOWN: "was taken down by the moderators of {origin}, because of {reason}. Nothing was deleted: they "
    "can put it back.",
    Action.ASK_FOR_CHANGES: "should be changed, say the moderators of {origin}, because of {reason}. It stays as it "
    "is until then.",
    Action.REINSTATE: "was put back by the moderators of {origin}. It is as public as it was before.",
    Action.DISMISS: "stays as it was decided. The moderators of {origin} have looked at what you answered.",
}
HEADLINES = {
    Action.TAKE_DOWN: "was taken down",
    Action.ASK_FOR_CHANGES: "should be changed",
    Action.REINSTATE: "was put back",
    Action.DISMISS: "stays as it was decided",
}
ANSWER = """
If you think this is a mistake, or have changed it, answer here:

{page}
"""


def tell_everybody(case: Case, decision: Decision) -> None:
    """In the transaction of the decision."""
    if decision.action != Action.DISMISS or case.appeals.exists():
        _tell_team(case, decision)
    _tell_reporters(case, decision)


def outcome_of(report: Report) -> str:
    return WAITING if report.case.is_open else OUTCOMES[Action(report.case.decision.action)]


def _tell_team(case: Case, decision: Decision) -> None:
    """Who answers for the artist, at addresses that were confirmed."""
    action, noun = Action(decision.action), NOUNS[SubjectKind(case.subject_kind)]
    subject = f"{noun} “{case.subject_title}”"
    happened = HAPPENED[action].format(
        origin=settings.SEGUE.origin, reason=ReportReason(decision.reason).label
    )
    page = f"{settings.SEGUE.origin}/studio/artists/{case.artist.slug}/notices"
    answer = "" if action is Action.REINSTATE else ANSWER.format(page=page)
    text = f"""{_capital(subject)} by {case.artist.name} {happened}

What they say:

{decision.message}
{answer}"""
    for person in queries.deciders(case.artist):
        _send_to(person, f"{_capital(subject)} {HEADLINES[action]}", text)
    push_on_commit(artist_queries.team_user_ids(case.artist_id), NoticesChanged(id=case.artist_id))


def _tell_reporters(case: Case, decision: Decision) -> None:
    """A visitor's address has served its purpose then."""
    rows = case.reports.select_related("reporter").order_by("pk")
    told = OUTCOMES[Action(decision.action)]
    for report in rows[:MOST_LETTERS]:
        noun = NOUNS[SubjectKind(case.subject_kind)]
        text = f"You reported {noun} “{report.subject_title}” on {settings.SEGUE.origin}.\n\n{told}\n"
        subject = f"Your report of “{report.subject_title}”"
        if report.contact:
            account_services.send_mail(to=report.contact, subject=subject, text=text)
        elif report.reporter and report.reporter.is_active:
            _send_to(report.reporter, subject, text)
    people = [report.reporter_id for report in rows if report.reporter_id is not None]
    push_on_commit(people, ReportDecided(id=case.pk))
    rows.exclude(contact="").update(contact="")


def _send_to(person: Viewer, subject: str, text: str) -> None:
    """Part of the caller's transaction; a worker sends it. Not to an address that nobody ever confirmed."""
    address = str(getattr(person, "email", ""))
    if address.lower() in account_queries.verified_addresses(person):
        EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", text, to=[address]).send()


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
