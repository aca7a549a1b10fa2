"""Settings of e-mail."""

import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from segue.env.settings.topic import Topic

ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
NO_TLS = "tls=none"


class MailSettings(Topic):
    """How e-mail is sent, and by whom."""

    title = "E-mail"
    table = "mail"

    mail_url: SecretStr | None = Field(
        default=None,
        description="Mail server: `smtp://` begins with STARTTLS, `smtps://` is TLS from the start. `?tls=none` at the "
        "end: no TLS, for a relay on the same machine. Without a server none is sent: in development the links in them "
        "show in the log, in production nobody can confirm an address or reset a password.",
        examples=["smtp://segue:<password>@mail.example.org:587", "smtps://segue:password@mail.example.org"],
    )
    mail_from: str = Field(
        default="",
        max_length=254,
        description="Whom e-mails come from. Default: `segue@` and the host of `SEGUE_ORIGIN`.",
        examples=["Our Music <segue@example.org>"],
    )
    mail_per_hour: int = Field(
        default=1000,
        ge=1,
        le=1_000_000,
        description="How many e-mails are sent in an hour; more wait their turn.",
    )

    @field_validator("mail_url")
    @classmethod
    def _known_server(cls, value: SecretStr | None) -> SecretStr | None:
        """Raises ValueError, without the value: it may hold a password."""
        if value is not None and not _is_server(value.get_secret_value()):
            raise ValueError("must look like smtp://user:password@mail.example.org:587, or smtps://…")
        return value

    @field_validator("mail_from")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and not (value.isprintable() and ADDRESS.fullmatch(parseaddr(value)[1])):
            raise ValueError("must be an address, such as segue@example.org or Our Music <segue@example.org>")
        return value


def _is_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain_end = parts.path in ("", "/") and parts.query in ("", NO_TLS) and not parts.fragment
    return parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and port != 0 and is_plain_end
