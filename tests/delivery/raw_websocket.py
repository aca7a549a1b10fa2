"""Just enough of a WebSocket client (RFC 6455) to say a word and hear one."""

import base64
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager


class Page:
    """Short texts only."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._stream = connection.makefile("rb")

    def open(self, host: str) -> None:
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /live HTTP/1.1",
            f"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self._connection.sendall("\r\n".join([*lines, "", ""]).encode())
        assert self._stream.readline().startswith(b"HTTP/1.1 101")
        while self._stream.readline().strip():
            pass

    def say(self, text: str) -> None:
        mask, content = os.urandom(4), text.encode()
        assert len(content) < 126
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(content))
        self._connection.sendall(bytes([0x81, 0x80 | len(content)]) + mask + masked)

    def hear(self) -> str:
        kind, length = self._stream.read(2)
        assert (kind, length < 126) == (0x81, True)
        return self._stream.read(length).decode()


@contextmanager
def connect(host: str, port: int) -> Iterator[Page]:
    with socket.create_connection((host, port), timeout=20) as connection:
        page = Page(connection)
        page.open(f"{host}:{port}")
        yield page
