"""A mail server that can't be used stops the start, and its password is never part of the complaint."""

import pytest
from pydantic import SecretStr, ValidationError

from segue.env.settings.mail import MailSettings


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example.org",
        "smtp://segue:p%40ss@mail.example.org:587",
        "smtps://segue:pass@mail.example.org:465",
        "smtp://127.0.0.1:25?tls=none",
        "smtp://[::1]:25?tls=none",
    ],
)
def test_servers_as_people_write_them(url: str) -> None:
    settings = MailSettings(mail_url=SecretStr(url))
    assert settings.mail_url is not None
    assert settings.mail_url.get_secret_value() == url
    assert url not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://pl4nted@mail.example.org",
        "smtp://",
        "smtp://pl4nted@",
        "smtp://x:pl4nted@host:port",
        "smtp://x:pl4nted@host:0",
        "smtp://x:pl4nted@host/inbox",
        "smtp://x:pl4nted@host?tls=no",
        "smtp://x:pl4nted@[::1",
    ],
)
def test_what_is_no_mail_server_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValidationError, match="must look like smtp://user:password@mail") as caught:
        MailSettings(mail_url=SecretStr(url))
    assert "pl4nted" not in str(caught.value)


@pytest.mark.parametrize("sender", ["segue@example.org", "Our Music <segue@example.org>"])
def test_senders_as_people_write_them(sender: str) -> None:
    assert MailSettings(mail_from=sender).mail_from == sender


@pytest.mark.parametrize("sender", ["Our Music", "segue@", "a@b\nBcc: c@d", "<segue>"])
def test_what_is_no_sender_is_refused(sender: str) -> None:
    with pytest.raises(ValidationError, match="must be an address"):
        MailSettings(mail_from=sender)


def test_defaults() -> None:
    settings = MailSettings()
    assert (settings.mail_url, settings.mail_from, settings.mail_per_hour) == (None, "", 1000)
