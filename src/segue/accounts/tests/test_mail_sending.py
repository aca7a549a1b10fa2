"""E-mail reaches a mail server exactly once for its receiver, whatever the server does, and no answer waits for it."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import BadHeaderError, EmailMessage
from django.db import connection, transaction
from django.db.models.functions import Now
from pydantic import SecretStr
from structlog.testing import capture_logs

from segue.accounts import queries, services, smtp, tasks
from segue.accounts.models import OutgoingMail
from segue.accounts.tests.browser import Browser, sign_up
from segue.accounts.tests.factories import make_user
from segue.accounts.tests.smtp_server import Behavior, Mailbox, smtp_server
from segue.accounts.tests.tls import make_certificate
from segue.kernel import clock, hints

pytestmark = pytest.mark.django_db
LINK = "http://localhost:8000/verify-email/MQ-1"


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "send_hint", lambda *args, **options: True)


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with smtp_server() as (box, port):
        use_server(settings, f"smtp://127.0.0.1:{port}?tls=none")
        yield box


def use_server(settings: Any, url: str, **more: Any) -> None:
    settings.EMAIL_BACKEND = "segue.accounts.mail.OutboxBackend"
    settings.SEGUE = settings.SEGUE.model_copy(update={"mail_url": SecretStr(url), **more})


def write(recipient: str = "ines@example.org", text: str = f"Open\n\n{LINK}\n\nBye.") -> OutgoingMail:
    services.queue_mail(recipient=recipient, subject="Segue: Confirm", text=text)
    return OutgoingMail.objects.latest("created_at")


def make_due() -> None:
    OutgoingMail.objects.update(due_at=Now())


def test_what_is_sent_is_whole_and_its_text_is_gone_from_here(mailbox: Mailbox) -> None:
    row = write(text=f"Grüße,\n\n{LINK}\n.\nBye.\n")
    assert LINK not in row.body
    assert services.send_due_mail() == 1
    (message,) = mailbox.messages
    assert (message["To"], message["Subject"]) == ("ines@example.org", "Segue: Confirm")
    assert message["From"] == "Segue <segue@localhost>"
    assert message["Message-ID"] == f"<{row.pk}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == ["Grüße,", "", LINK, ".", "Bye."]
    row.refresh_from_db()
    assert (row.body, row.attempts, row.sent_at is not None) == ("", 1, True)
    assert services.send_due_mail() == 0


def test_an_email_goes_only_with_the_change_that_asked_for_it(mailbox: Mailbox) -> None:
    with transaction.atomic():
        services.send_mail(to="ines@example.org", subject="Hello", text="Hello.")
        transaction.set_rollback(True)
    assert (services.send_due_mail(), mailbox.connections) == (0, 0)


def test_signing_up_doesnt_speak_to_the_mail_server(mailbox: Mailbox) -> None:
    mailbox.behavior = "slow"
    make_user("bob")
    sign_up(Browser(), email="free@example.org", username="ann")
    sign_up(Browser(), email="bob@example.org", username="eve")
    assert mailbox.connections == 0
    found = OutgoingMail.objects.order_by("created_at").values_list("recipient", "subject")
    assert list(found) == [
        ("free@example.org", "Segue: Confirm your e-mail address"),
        ("bob@example.org", "Segue: You already have an account"),
    ]


@pytest.mark.parametrize(
    ("behavior", "reason"),
    [
        ("down", "Connection unexpectedly closed"),
        ("slow", "Connection unexpectedly closed: timed out"),
        ("busy", "The mail server answered 421: try again later"),
        ("greylist", "The address was refused (451: come back later)"),
        ("drop_before_data", "Connection unexpectedly closed"),
    ],
)
def test_what_a_server_cant_take_now_is_tried_again(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, behavior: Behavior, reason: str
) -> None:
    mailbox.behavior = behavior
    row = write()
    with monkeypatch.context() as hurry:
        if behavior == "slow":
            hurry.setattr(smtp, "STEP_TIMEOUT_S", 0.2)
        assert services.send_due_mail() == 0
    row.refresh_from_db()
    assert (row.attempts, row.last_error, row.given_up_at) == (1, reason, None)
    assert services.send_due_mail() == 0  # not due yet
    assert queries.mail_state() == queries.MailState("failing", f"1 e-mails wait: {reason}")
    mailbox.behavior = "accept"
    make_due()
    assert services.send_due_mail() == 1
    assert [message["Message-ID"] for message in mailbox.copies] == [f"<{row.pk}@localhost>"]
    assert queries.mail_state() == queries.MailState("ok", "sends")


def test_a_server_that_dies_after_the_message_gets_the_same_one_again(mailbox: Mailbox) -> None:
    mailbox.behavior = "drop_after_data"
    write()
    assert services.send_due_mail() == 0
    mailbox.behavior = "accept"
    make_due()
    assert services.send_due_mail() == 1
    first, second = mailbox.copies
    assert first.as_bytes() == second.as_bytes()
    assert len(mailbox.messages) == 1


def test_a_server_that_hangs_up_without_leave_has_taken_it_all_the_same(mailbox: Mailbox) -> None:
    mailbox.behavior = "drop_at_quit"
    write()
    assert services.send_due_mail() == 1
    make_due()
    assert (services.send_due_mail(), len(mailbox.copies)) == (0, 1)


@pytest.mark.parametrize(
    ("behavior", "reason"),
    [
        ("unknown_address", "The address was refused (550: nobody of that name)"),
        ("refuse_message", "The message was refused (554: not this)"),
    ],
)
def test_what_is_refused_for_good_is_given_up_and_holds_up_nothing(
    mailbox: Mailbox, behavior: Behavior, reason: str
) -> None:
    mailbox.behavior = behavior
    rows = [write(), write("ravi@example.org")]
    services.send_due_mail()
    for row in rows:
        row.refresh_from_db()
        assert (row.last_error, row.body, row.given_up_at is not None) == (reason, "", True)
    assert queries.mail_state().status == "ok"


def test_after_a_day_it_is_given_up(mailbox: Mailbox) -> None:
    mailbox.behavior = "busy"
    row = write()
    OutgoingMail.objects.update(created_at=clock.now() - timedelta(hours=25))
    services.send_due_mail()
    row.refresh_from_db()
    assert (row.body, row.given_up_at is not None) == ("", True)


def test_waits_between_tries_grow_to_a_quarter_of_an_hour(mailbox: Mailbox) -> None:
    mailbox.behavior = "busy"
    row = write()
    waits = []
    for _ in range(7):
        make_due()
        services.send_due_mail()
        row.refresh_from_db()
        waits.append(round((row.due_at - clock.now()).total_seconds(), -1))
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_the_workers_task_sends(mailbox: Mailbox) -> None:
    write()
    tasks.send_due_mail()
    assert len(mailbox.messages) == 1


def test_one_whose_worker_was_killed_is_sent_later(mailbox: Mailbox) -> None:
    row = write()
    OutgoingMail.objects.update(attempts=1, due_at=Now() + timedelta(seconds=60))
    assert services.send_due_mail() == 0
    make_due()
    assert services.send_due_mail() == 1
    assert mailbox.messages[0]["Message-ID"] == f"<{row.pk}@localhost>"


def test_a_failing_server_is_asked_once_at_a_time(mailbox: Mailbox) -> None:
    mailbox.behavior = "busy"
    for number in range(3):
        write(f"p{number}@example.org")
    services.send_due_mail()
    assert mailbox.connections == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_each_email_once(mailbox: Mailbox) -> None:
    for number in range(12):
        write(f"p{number}@example.org")
    counts: list[int] = []

    def work() -> None:
        try:
            counts.append(services.send_due_mail())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    services.send_due_mail()
    assert len(mailbox.copies) == len(mailbox.messages) == 12
    assert OutgoingMail.objects.filter(sent_at=None).count() == 0


def test_an_hour_has_room_for_so_many_and_the_rest_waits(mailbox: Mailbox, settings: Any) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"mail_per_hour": 2})
    for number in range(3):
        write(f"p{number}@example.org")
    assert services.send_due_mail() == 2
    OutgoingMail.objects.update(sent_at=clock.now() - timedelta(hours=2))
    OutgoingMail.objects.filter(recipient="p2@example.org").update(sent_at=None)
    assert services.send_due_mail() == 1


def test_tls_is_demanded_and_then_the_name_and_password_are_sent(
    settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, tls = make_certificate(tmp_path)
    with smtp_server(tls) as (box, port):
        use_server(settings, f"smtp://segue:p%40ss@localhost:{port}", mail_from="Our Music <us@example.org>")
        write()
        assert (services.send_due_mail(), box.copies, box.sign_ins) == (0, [], [])  # whose certificate?
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        make_due()
        assert services.send_due_mail() == 1
        assert box.messages[0]["From"] == "Our Music <us@example.org>"
        assert len(box.sign_ins) == 1
        box.behavior = "refuse_sign_in"
        row = write()
        assert services.send_due_mail() == 0
        row.refresh_from_db()
        assert (row.last_error, row.given_up_at) == ("The mail server refused the sign-in (535)", None)


def test_a_server_without_tls_gets_neither_password_nor_message(settings: Any) -> None:
    with smtp_server() as (box, port):
        use_server(settings, f"smtp://segue:secret@127.0.0.1:{port}")
        row = write()
        assert services.send_due_mail() == 0
        row.refresh_from_db()
        assert row.last_error == "STARTTLS extension not supported by server."
        assert (box.sign_ins, box.copies) == ([], [])


def test_no_log_line_holds_what_opens_an_account(mailbox: Mailbox) -> None:
    mailbox.behavior = "greylist"
    with capture_logs() as lines:
        write()
        services.send_due_mail()
    assert [line["event"] for line in lines] == ["mail_failed"]
    assert LINK not in str(lines)
    assert "ines@example.org" not in str(lines)


def test_a_subject_of_two_lines_is_refused(mailbox: Mailbox) -> None:
    with pytest.raises(BadHeaderError):
        EmailMessage("Hello\nBcc: all@example.org", "Hello.", to=["ines@example.org"]).send()
    assert OutgoingMail.objects.count() == 0


def test_old_mail_is_forgotten(mailbox: Mailbox) -> None:
    kept, overdue, old = write(), write(), write()
    OutgoingMail.objects.filter(pk=overdue.pk).update(created_at=clock.now() - timedelta(hours=25))
    OutgoingMail.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(days=8))
    services.remove_old_mail()
    assert set(OutgoingMail.objects.values_list("pk", flat=True)) == {kept.pk, overdue.pk}
    overdue.refresh_from_db()
    assert (overdue.body, overdue.given_up_at is not None) == ("", True)


def test_without_a_server_nothing_is_stored(settings: Any) -> None:
    settings.EMAIL_BACKEND = "segue.accounts.mail.OutboxBackend"
    services.send_mail(to="ines@example.org", subject="Hello", text="Hello.")
    assert OutgoingMail.objects.count() == 0
    assert queries.mail_state() == queries.MailState("off", "No mail server is set (SEGUE_MAIL_URL)")
