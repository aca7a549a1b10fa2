"""Where e-mail goes while no mail server is set: into the log."""

import re
from collections.abc import Sequence

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

LINK = re.compile(r"https?://\S+")

log = structlog.get_logger(__name__)


class LogBackend(BaseEmailBackend):
    """In development one line with the links, to click in the terminal; in production only a warning,
    because a log must not hold what opens an account."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if settings.SEGUE.environment == "development":
                _show(message)
            else:
                log.warning("mail_not_sent", subject=message.subject, reason="No mail server is set")
        return len(email_messages)


def _show(message: EmailMessage) -> None:
    links = LINK.findall(str(message.body))
    log.info("mail", to=", ".join(message.to), subject=message.subject, open=" ".join(links))
