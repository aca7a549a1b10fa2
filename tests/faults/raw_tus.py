"""A tus client on a bare socket, so that a request can end at any byte."""

import base64
import hashlib
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field

TIMEOUT_S = 30.0


def checksum(content: bytes) -> str:
    return f"sha256 {base64.b64encode(hashlib.sha256(content).digest()).decode()}"


@dataclass
class Answer:
    """`status` 0: the connection ended without one."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)


class Exchange:
    """One request whose head has been sent; its body follows as the test likes."""

    def __init__(self, port: int, head: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S)
        self.socket.sendall(head.encode("latin-1"))

    def send(self, content: bytes) -> "Exchange":
        with suppress(OSError):  # refused while we were still sending: its answer says why
            self.socket.sendall(content)
        return self

    def cut(self, *, with_reset: bool) -> None:
        """Hang up, politely or like a dead machine."""
        if with_reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def answer(self) -> Answer:
        received = b""
        with self.socket, suppress(OSError):
            while b"\r\n\r\n" not in received and (piece := self.socket.recv(65536)):
                received += piece
        lines = received.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        if not lines[0]:
            return Answer()
        pairs = (line.partition(": ") for line in lines[1:])
        return Answer(int(lines[0].split()[1]), {name.lower(): value for name, _, value in pairs})


class RawTus:
    """Signed in by these headers."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.port = port
        self.headers = headers

    def patch(self, path: str, offset: int, length: int, **headers: str) -> Exchange:
        """A request that promises this many bytes."""
        own = {
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(length),
        }
        return self._begin(
            "PATCH", path, own | {name.replace("_", "-"): value for name, value in headers.items()}
        )

    def offset(self, path: str) -> int:
        answer = self._begin("HEAD", path, {}).answer()
        assert answer.status == 200, answer
        return int(answer.headers["upload-offset"])

    def _begin(self, method: str, path: str, headers: dict[str, str]) -> Exchange:
        merged = {"Host": f"localhost:{self.port}", "Tus-Resumable": "1.0.0", "Connection": "close"}
        merged |= self.headers | headers
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in merged.items())]
        return Exchange(self.port, "\r\n".join(lines) + "\r\n\r\n")
