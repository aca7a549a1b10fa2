"""E-mails say what to do, and in development their link stands in the log."""

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings
from structlog.testing import capture_logs

from segue.accounts.mail import OutboxBackend

MESSAGE = EmailMessage(
    "Segue: Confirm", "Open\n\nhttp://localhost:8000/verify-email/MQ%3A1\n\nBye.", to=["ines@example.org"]
)


def test_development_shows_the_link_in_one_line() -> None:
    with capture_logs() as lines:
        assert OutboxBackend().send_messages([MESSAGE]) == 1
    assert lines == [
        {
            "event": "mail",
            "log_level": "info",
            "to": "ines@example.org",
            "subject": "Segue: Confirm",
            "open": "http://localhost:8000/verify-email/MQ%3A1",
        }
    ]


def test_production_never_logs_a_link(settings: Settings) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"environment": "production"})
    with capture_logs() as lines:
        assert OutboxBackend().send_messages([MESSAGE]) == 1
    (line,) = lines
    assert line == {
        "event": "mail_not_sent",
        "log_level": "warning",
        "subject": "Segue: Confirm",
        "reason": "No mail server is set",
    }


@pytest.mark.parametrize("name", ["to", "subject", "open"])
def test_no_field_name_counts_as_secret(name: str) -> None:
    from segue.kernel.log import hide_secrets

    assert hide_secrets(None, "info", {name: "shown"}) == {name: "shown"}
