"""How e-mail is doing, for the health page and `segue doctor`."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from segue.accounts.models import OutgoingMail


@dataclass(frozen=True)
class MailState:
    """`off`: no mail server is set. `failing`: what waits has failed at least once; `text` says why."""

    status: Literal["ok", "off", "failing"]
    text: str


def mail_state() -> MailState:
    if not settings.SEGUE.mail_url:
        return MailState("off", "No mail server is set (SEGUE_MAIL_URL)")
    waiting = OutgoingMail.objects.filter(sent_at=None, given_up_at=None)
    tried = waiting.exclude(last_error="").order_by("-due_at").first()
    if tried is None:
        return MailState("ok", "sends" if not waiting.exists() else "has e-mail to send")
    return MailState("failing", f"{waiting.count()} e-mails wait: {tried.last_error}")
