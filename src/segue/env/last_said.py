"""What secret stores last said, in memory that the processes of one Segue share: who must start again while a store is
away begins with that. It never reaches a disk, and ends with the supervisor, which makes it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MEMORY_VARIABLE = "SEGUE_LAST_SAID"
"""Where it is: a descriptor of the supervisor, below /proc."""
IN_MEMORY = "/memfd:"
"""How Linux names what lies on no disk (memfd_create(2))."""


def keep(store: str, said: dict[str, Any]) -> None:
    """In the place of what that store said before; nothing is done where there is no such memory."""
    with _opened() as memory:
        if memory is not None:
            everything = _read(memory) | {store: said}
            # One line and one call: only what stands before its end counts, and nobody sees a half of it.
            os.pwrite(memory, json.dumps(everything).encode() + b"\n", 0)


def recall(store: str) -> dict[str, Any] | None:
    with _opened() as memory:
        return None if memory is None else _read(memory).get(store)


@contextmanager
def _opened() -> Iterator[int | None]:
    """Its descriptor, for this process alone."""
    memory = _open(os.environ.get(MEMORY_VARIABLE, ""))
    if memory is None:
        yield None
        return
    try:
        fcntl.flock(memory, fcntl.LOCK_EX)
        yield memory
    finally:
        os.close(memory)


def _open(place: str) -> int | None:
    """None when it is a file, or the supervisor is gone or another user's."""
    try:
        is_in_memory = str(Path(place).readlink()).startswith(IN_MEMORY)
        return os.open(place, os.O_RDWR) if is_in_memory else None
    except OSError:
        return None


def _read(memory: int) -> dict[str, Any]:
    """Empty before the first, and after a process that was killed while it wrote."""
    line, end, _ = os.pread(memory, os.fstat(memory).st_size, 0).partition(b"\n")
    try:
        said: dict[str, Any] = json.loads(line) if end else {}
    except ValueError:
        return {}
    return said
