"""A mail server on a free port of this machine, which behaves as a test asks."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Literal

Behavior = Literal[
    "accept",
    "down",  # takes the connection and hangs up
    "slow",  # takes the connection and says nothing
    "busy",  # 421 for a greeting
    "greylist",  # 451 for the address
    "unknown_address",  # 550 for the address
    "refuse_sign_in",
    "refuse_message",  # 554 after the message
    "drop_before_data",
    "drop_after_data",  # takes the message and hangs up without an answer
    "drop_at_quit",
]


@dataclass
class Mailbox:
    """What has come in. `behavior` may be changed while the server runs; the same Message-ID is taken once, as
    receivers do."""

    behavior: Behavior = "accept"
    tls: ssl.SSLContext | None = None
    connections: int = 0
    copies: list[EmailMessage] = field(default_factory=list)
    sign_ins: list[bytes] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def messages(self) -> list[EmailMessage]:
        return list({str(message["Message-ID"]): message for message in self.copies}.values())


class Hangup(Exception):
    """The server ends the conversation without a word."""


class Conversation(socketserver.StreamRequestHandler):
    """One client's (RFC 5321), as far as a sender needs it."""

    server: "SmtpServer"

    def handle(self) -> None:
        self.box = self.server.mailbox
        self.box.connections += 1
        self.is_encrypted = False
        try:
            self._greet()
            while line := self.rfile.readline():
                if self._answer(line.strip().decode()):
                    return
        except (Hangup, OSError):
            return
        finally:
            if self.is_encrypted:  # the socket that replaced the one that the server closes
                self.connection.close()

    def _greet(self) -> None:
        if self.box.behavior == "down":
            raise Hangup
        if self.box.behavior == "slow":
            self.box.released.wait(30)
            raise Hangup
        if self.box.behavior == "busy":
            self._say("421 try again later")
            raise Hangup
        self._say("220 mail.test ESMTP")

    def _answer(self, line: str) -> bool:
        """True when the conversation is over."""
        verb = line.split(" ", 1)[0].split(":", 1)[0].upper()
        if verb == "EHLO":
            extra = "STARTTLS" if self.box.tls and not self.is_encrypted else "AUTH PLAIN"
            self._say(f"250-mail.test\r\n250-{extra}\r\n250 SIZE 1000000")
        elif verb == "STARTTLS":
            self._encrypt()
        elif verb == "AUTH":
            self.box.sign_ins.append(line.encode())
            self._say("535 no" if self.box.behavior == "refuse_sign_in" else "235 yes")
        elif verb == "RCPT":
            self._judge_address()
        elif verb == "DATA":
            self._take_message()
        elif verb == "QUIT":
            if self.box.behavior != "drop_at_quit":
                self._say("221 bye")
            return True
        else:
            self._say("250 fine")
        return False

    def _encrypt(self) -> None:
        assert self.box.tls
        self._say("220 go on")
        self.connection = self.box.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.is_encrypted = True

    def _judge_address(self) -> None:
        answers = {"greylist": "451 come back later", "unknown_address": "550 nobody of that name"}
        self._say(answers.get(self.box.behavior, "250 known"))

    def _take_message(self) -> None:
        if self.box.behavior == "drop_before_data":
            raise Hangup
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        raw = b"".join(line[1:] if line.startswith(b"..") else line for line in lines)
        if self.box.behavior == "refuse_message":
            self._say("554 not this")
            return
        self.box.copies.append(message_from_bytes(raw, policy=policy.default))
        if self.box.behavior == "drop_after_data":
            raise Hangup
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    """Answers each connection in a thread of its own."""

    daemon_threads = True
    mailbox: Mailbox

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def smtp_server(tls: ssl.SSLContext | None = None) -> Iterator[tuple[Mailbox, int]]:
    """What came in, and the port."""
    with SmtpServer(("127.0.0.1", 0), Conversation) as server:
        server.mailbox = Mailbox(tls=tls)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.mailbox, server.port
        finally:
            server.mailbox.released.set()
            server.shutdown()
            thread.join()
