"""Loopback ports and unix sockets: finding a free one, seeing whether something answers."""

import secrets
import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"
MAX_SOCKET_PATH_BYTES = 107  # sun_path in linux/un.h is 108 with its final zero
# Below the range that systems give to outgoing connections (32768 and up), so a restart finds it still free.
PRIVATE_PORTS = range(20000, 32000)


def is_port_free(host: str, port: int) -> bool:
    """Whether a server could listen on `host:port` now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def free_port_after(host: str, port: int) -> int:
    """The first free port above `port`, or any free one when the next hundred are taken."""
    for candidate in range(port + 1, min(port + 101, 65536)):
        if is_port_free(host, candidate):
            return candidate
    return private_port()


def private_port() -> int:
    """A free loopback port for a part that only this machine talks to."""
    while True:
        port = secrets.choice(PRIVATE_PORTS)
        if is_port_free(LOOPBACK, port):
            return port


def fits_socket_path(path: Path) -> bool:
    return len(str(path).encode()) <= MAX_SOCKET_PATH_BYTES


def exchange(host: str, port: int, request: bytes, timeout_s: float = 1.0) -> bytes:
    """Send `request` and return the first bytes of the answer; empty when there is none in time."""
    try:
        with socket.create_connection((host, port), timeout=timeout_s) as connection:
            connection.sendall(request)
            return connection.recv(256)
    except OSError:
        return b""
