"""E-mail: stored beside the change that asks for it, sent afterwards by a worker, tried again for a day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import structlog
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from segue.accounts import mail_budget, smtp
from segue.accounts.models import OutgoingMail
from segue.kernel import clock
from segue.kernel.encryption import Unreadable, decrypt, encrypt
from segue.kernel.hints import hint_on_commit

SEND_MAIL_TASK = "accounts.send_due_mail"
TRIED_FOR = timedelta(hours=24)
FIRST_WAIT_S = 30
LONGEST_WAIT = timedelta(minutes=15)
KEPT = timedelta(days=7)
MOST_AT_ONCE = 50  # then others have the worker's place; the clock asks again soon
RATE_WINDOW = timedelta(hours=1)

log = structlog.get_logger(__name__)


def send_mail(*, to: str, subject: str, text: str) -> None:
    """An e-mail to one address, asked for by someone who needn't own it: more than five in an hour are dropped. It is
    part of the caller's transaction, and nobody waits for a mail server."""
    if mail_budget.has_room(to, mail=subject):
        mail.EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", text, to=[to]).send()


@transaction.atomic
def queue_mail(*, recipient: str, subject: str, text: str) -> None:
    """Store an e-mail for a worker to send once the transaction commits."""
    row = OutgoingMail(recipient=recipient.strip(), subject=subject)
    row.body = encrypt(text, row.body_context)
    row.save(force_insert=True)
    hint_on_commit(SEND_MAIL_TASK)


def send_due_mail() -> int:
    """Send what is due, oldest first, until a try fails; the number of e-mails sent. One sender at a time."""
    url = settings.SEGUE.mail_url
    server = smtp.parse_server(url.get_secret_value()) if url else None
    count = 0
    with _only_sender() as is_only:
        while is_only and server and count < MOST_AT_ONCE and _is_within_rate() and (row := _take_due()):
            if not _try(server, row):
                break
            count += 1
    return count


def remove_old_mail() -> None:
    """Delete what was sent or given up a week ago, and give up what no server took in time."""
    OutgoingMail.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    overdue = OutgoingMail.objects.filter(
        created_at__lt=clock.now() - TRIED_FOR, sent_at=None, given_up_at=None
    )
    overdue.update(given_up_at=Now(), body="")


def _is_within_rate() -> bool:
    lately = OutgoingMail.objects.filter(sent_at__gt=clock.now() - RATE_WINDOW)
    return lately.count() < settings.SEGUE.mail_per_hour


@contextmanager
def _only_sender() -> Iterator[bool]:
    """Whether no other worker sends just now. The lock ends with the connection, if its holder dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('accounts.mail', 0))")
        (is_only,) = cursor.fetchone()
    try:
        yield is_only
    finally:
        if is_only:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('accounts.mail', 0))")


@transaction.atomic
def _take_due() -> OutgoingMail | None:
    """The oldest due one. Its next try is set before this one, so that one which kills its worker doesn't go on."""
    row = (
        OutgoingMail.objects.select_for_update(skip_locked=True)
        .filter(sent_at=None, given_up_at=None, due_at__lte=Now())
        .order_by("due_at", "pk")
        .first()
    )
    if row:
        wait = min(timedelta(seconds=FIRST_WAIT_S * 2**row.attempts), LONGEST_WAIT)
        OutgoingMail.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, due_at=Now() + wait)
    return row


def _try(server: smtp.MailServer, row: OutgoingMail) -> bool:
    """False when the mail server couldn't be used; an address or a message that it refuses isn't its fault."""
    mine = OutgoingMail.objects.filter(pk=row.pk)
    try:
        smtp.send(server, _message(row), recipient=row.recipient, own_name=settings.HOSTNAME)
    except (smtp.MailFailed, Unreadable) as failure:
        is_hopeless = isinstance(failure, Unreadable) or failure.is_permanent
        is_over = is_hopeless or clock.now() - row.created_at > TRIED_FOR
        log.warning("mail_failed", mail_id=str(row.pk), reason=str(failure), is_given_up=is_over)
        mine.update(last_error=str(failure), **({"given_up_at": Now(), "body": ""} if is_over else {}))
        return is_hopeless
    mine.update(sent_at=Now(), body="", last_error="")
    return True


def _message(row: OutgoingMail) -> EmailMessage:
    """The same bytes at each try, so that receivers know a second copy by its Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = row.subject
    message["From"] = settings.SEGUE.mail_from or f"Segue <segue@{settings.HOSTNAME}>"
    message["To"] = row.recipient
    message["Date"] = format_datetime(row.created_at)
    message["Message-ID"] = f"<{row.pk}@{settings.HOSTNAME}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(decrypt(row.body, row.body_context))
    return message
