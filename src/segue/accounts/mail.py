"""Where Django's e-mail goes: into the table that a worker sends from, or into the log while no mail server is set."""

import re
from collections.abc import Sequence

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from segue.accounts import services

LINK = re.compile(r"https?://\S+")

log = structlog.get_logger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Never speaks to a mail server itself: no answer waits for one, or takes longer because an e-mail is sent.

    Without a mail server: in development one line with the links, to click in the terminal; in production only a
    warning, because a log must not hold what opens an account."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            message.message()  # raises BadHeaderError
            if settings.SEGUE.mail_url:
                _queue(message)
            elif settings.SEGUE.environment == "development":
                _show(message)
            else:
                log.warning("mail_not_sent", subject=message.subject, reason="No mail server is set")
        return len(email_messages)


def _queue(message: EmailMessage) -> None:
    for address in message.recipients():
        services.queue_mail(recipient=address, subject=str(message.subject), text=str(message.body))


def _show(message: EmailMessage) -> None:
    links = LINK.findall(str(message.body))
    log.info("mail", to=", ".join(message.to), subject=message.subject, open=" ".join(links))
