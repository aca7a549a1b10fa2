"""One e-mail to one SMTP server (RFC 5321), over TLS, within bounded time."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from threading import Timer
from urllib.parse import unquote, urlsplit

STEP_TIMEOUT_S = 10.0
TOTAL_TIMEOUT_S = 60.0
PORTS = {"smtp": 587, "smtps": 465}
NO_TLS = "tls=none"
FIRST_PERMANENT = 500


class MailFailed(Exception):
    """The text says why, without names and passwords. Not permanent: worth another try."""

    def __init__(self, reason: str, *, is_permanent: bool = False) -> None:
        super().__init__(reason)
        self.is_permanent = is_permanent


@dataclass(frozen=True)
class MailServer:
    """`smtps` speaks TLS from the start, `smtp` begins with STARTTLS; without TLS only if `has_tls` is False."""

    host: str
    port: int
    is_implicit: bool
    has_tls: bool
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def parse_server(url: str) -> MailServer:
    """Of a URL that the settings have checked: smtp://user:password@host:587 or smtps://…; `?tls=none`: no TLS."""
    parts = urlsplit(url)
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        is_implicit=parts.scheme == "smtps",
        has_tls=parts.query != NO_TLS,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def send(server: MailServer, message: EmailMessage, *, recipient: str, own_name: str) -> None:
    """`own_name`: the host that this one says it is. Raises MailFailed. A server that takes the message and dies before
    it says so gets it again, with the same Message-ID, by which receivers know a second copy."""
    try:
        with _connected(server, own_name) as client:
            client.send_message(message, to_addrs=[recipient])
            _take_leave(client)
    except smtplib.SMTPRecipientsRefused as error:
        [(code, text)] = error.recipients.values()
        raise _refused("The address was refused", code, text) from None
    except smtplib.SMTPDataError as error:
        raise _refused("The message was refused", error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPAuthenticationError as error:
        raise MailFailed(f"The mail server refused the sign-in ({error.smtp_code})") from None
    except smtplib.SMTPResponseException as error:
        raise MailFailed(f"The mail server answered {error.smtp_code}: {_text(error.smtp_error)}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(_text(str(error)) or type(error).__name__) from None


def _take_leave(client: smtplib.SMTP) -> None:
    """The message is taken already, whatever comes of this."""
    with suppress(smtplib.SMTPException, OSError):
        client.quit()


@contextmanager
def _connected(server: MailServer, own_name: str) -> Iterator[smtplib.SMTP]:
    """Signed in, if there is a name to sign in with."""
    context = ssl.create_default_context()
    client = _opened(server, own_name, context)
    try:
        with _cut_off_after(client, TOTAL_TIMEOUT_S):
            if server.has_tls and not server.is_implicit:
                client.starttls(context=context)
            if server.user:
                client.login(server.user, server.password)
            yield client
    finally:
        client.close()


def _opened(server: MailServer, own_name: str, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.is_implicit:
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=own_name, timeout=STEP_TIMEOUT_S, context=context
        )
    return smtplib.SMTP(server.host, server.port, local_hostname=own_name, timeout=STEP_TIMEOUT_S)


@contextmanager
def _cut_off_after(client: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """A server that sends a byte now and then outlives each step's timeout, but not this."""

    def cut() -> None:
        if client.sock:
            client.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _refused(what: str, code: int, text: bytes | str) -> MailFailed:
    return MailFailed(f"{what} ({code}: {_text(text)})", is_permanent=code >= FIRST_PERMANENT)


def _text(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]
