"""A confined child that stays, and answers about one file after the other through a socket."""

import contextlib
import socket
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen

from segue.media.processing import confined_child, sandbox, usage
from segue.media.processing.confined_child import Limits
from segue.media.processing.errors import from_os_error

MAX_ANSWER_BYTES = 8 << 20
_LENGTH_BYTES = 4


class ChildGone(Exception):
    """It died, was killed, took too long, or said what it never should: the file that it was at is the reason."""


class LastingChild:
    """One of this package's own programs with `--serve`. Ends with this process at the latest.

    Raises ProcessingError when the walls don't hold here, or when it can't be started.
    """

    def __init__(self, script: str, *, workdir: Path, limits: Limits) -> None:
        self._socket, theirs = socket.socketpair()
        program = str(confined_child.HERE / script)
        try:
            with theirs:
                self._process: Popen[bytes] = confined_child.start(
                    [sys.executable, "-I", "-B", program, "--serve", str(theirs.fileno())],
                    workdir=workdir,
                    limits=limits,
                    pass_fds=(theirs.fileno(),),
                    confinement=confined_child.Confinement(demanded=sandbox.demanded_walls()),
                    is_heard=False,
                )
        except OSError as error:
            self._socket.close()
            raise from_os_error(error) from error
        self._socket.settimeout(limits.wall_s)

    def ask(self, descriptors: Sequence[int]) -> None:
        """Of these files; the answers come in the same order. Raises ChildGone."""
        try:
            socket.send_fds(self._socket, [bytes(len(descriptors))], descriptors)
        except OSError as error:
            raise ChildGone from error

    def document(self) -> bytes:
        """The next one. Raises ChildGone, also when it takes longer than `wall_s`."""
        (length,) = struct.unpack(">I", self._received(_LENGTH_BYTES))
        if length > MAX_ANSWER_BYTES:
            raise ChildGone
        return self._received(length)

    def _received(self, count: int) -> bytes:
        parts: list[bytes] = []
        while count:
            try:
                part = self._socket.recv(count)
            except OSError as error:
                raise ChildGone from error
            if not part:
                raise ChildGone
            parts.append(part)
            count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def end(self) -> None:
        """Whatever it is doing."""
        self._socket.close()
        with self._process:
            usage.add(confined_child.end(self._process))

    def __enter__(self) -> "LastingChild":
        return self

    def __exit__(self, *error: object) -> None:
        with contextlib.suppress(ChildProcessError):
            self.end()
