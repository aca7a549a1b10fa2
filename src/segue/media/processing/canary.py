"""Proves the walls around media tools: a confined program tries to get out, and what it managed is the verdict."""

import contextlib
import dataclasses
import json
import os
import re
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import imageio_ffmpeg

from segue.media.processing import confine, confined_child
from segue.media.processing.confined_child import Confinement, Ending, Limits

SandboxLevel = Literal["full", "landlock", "limits"]

OLDEST_FFMPEG = (8, 1, 2)
"""The first without CVE-2026-8461, a heap overflow that a video stream in an upload reaches."""
SOFT_ESCAPES = frozenset(
    {
        *(
            "change_mode",
            "abstract_socket",
            "signal_parent",
            "own_namespaces",
            "new_privileges",
            "kernel_calls",
        ),
        *("fork_bomb", "new_namespaces", "run_own_file", "run_shell"),
    }
)
"""Those that lead to no file, network or memory outside by themselves; all the others must always be blocked."""
_LIMITS = Limits(cpu_s=1, wall_s=60.0, memory_bytes=1 << 30, file_bytes=1 << 16)
_FFMPEG_LIMITS = Limits(cpu_s=10, wall_s=60.0, memory_bytes=1 << 30, file_bytes=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Proof:
    """`walls` were built; `escapes` tells for each attempt "blocked: ..." or "open: ..."."""

    level: SandboxLevel
    walls: tuple[str, ...]
    escapes: dict[str, str]
    ffmpeg: str

    @property
    def is_ffmpeg_safe(self) -> bool:
        """Whether ffmpeg runs inside the walls and is no older than OLDEST_FFMPEG."""
        numbers = re.match(r"n?(\d+)\.(\d+)(?:\.(\d+))?", self.ffmpeg)
        return numbers is not None and tuple(int(number or 0) for number in numbers.groups()) >= OLDEST_FFMPEG

    @property
    def open_escapes(self) -> list[str]:
        return [name for name, words in self.escapes.items() if not words.startswith("blocked")]


def prove(
    folder: Path | None = None, protected: Sequence[Path] = (), walls: Sequence[str] = confine.WALLS
) -> Proof:
    """Let the canary try; takes a second of CPU, since one of the attempts is to take more. Raises OSError."""
    if sys.platform != "linux":
        return Proof("limits", (confine.LIMITS,), {}, ffmpeg_version(Confinement(walls)))
    with tempfile.TemporaryDirectory(prefix="canary-", dir=folder) as place, _listeners() as addresses:
        scene = {**_set_scene(Path(place), protected), **addresses}
        command = [
            sys.executable,
            "-I",
            "-S",
            "-B",
            str(confined_child.HERE / "canary_child.py"),
            json.dumps(scene),
        ]
        ending = confined_child.run(
            command,
            workdir=Path(place, "job"),
            limits=_LIMITS,
            confinement=Confinement(walls, is_reported=True),
        )
    if ending.is_late:  # a very busy machine: no verdict on it
        raise TimeoutError(f"the canary took more than {_LIMITS.wall_s:.0f} s")
    _require_own_end(ending)
    escapes = read_answer(ending)
    built = tuple(wall for wall in confine.WALLS if wall in ending.walls)
    return Proof(level_of(escapes), built, escapes, ffmpeg_version(Confinement(built)))


def level_of(escapes: dict[str, str]) -> SandboxLevel:
    """The verdict on the canary's attempts; what was not tried counts as open."""
    is_open = {name for name, words in escapes.items() if not words.startswith("blocked")}
    if not is_open:
        return "full"
    return "landlock" if is_open <= SOFT_ESCAPES else "limits"


def read_answer(ending: Ending) -> dict[str, str]:
    """The canary's own words, and what its end tells."""
    first, *later = ending.stdout.decode().splitlines() or [""]
    try:
        escapes: dict[str, str] = json.loads(first)
    except ValueError:
        return {"canary": f"open: it did not run ({ending.exit_code}: {ending.stderr.decode()[-300:]})"}
    for name, words in zip(("run_own_file", "run_shell"), [*later, "", ""], strict=False):
        escapes[name] = words or "open: it ran"
    is_stopped = ending.exit_code == -signal.SIGXCPU
    escapes["long_run"] = "blocked: CPU limit" if is_stopped else f"open: ended with {ending.exit_code}"
    return escapes


def ffmpeg_version(confinement: Confinement) -> str:
    """Version of the ffmpeg that we use, as it calls itself inside the walls; else why it can't be told. Raises
    InterruptedError."""
    with tempfile.TemporaryDirectory(prefix="canary-") as place:
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-version"]
        ending = confined_child.run(
            command, workdir=Path(place), limits=_FFMPEG_LIMITS, confinement=confinement
        )
    _require_own_end(ending)
    words = ending.stdout.decode(errors="replace").split()
    if ending.exit_code == 0 and words[:2] == ["ffmpeg", "version"]:
        return words[2]
    return f"does not run ({ending.exit_code}): {ending.stderr.decode(errors='replace')[-300:]}"


def _require_own_end(ending: Ending) -> None:
    """Somebody from outside who ends it says nothing about the walls. Raises InterruptedError."""
    if ending.exit_code in (-signal.SIGKILL, -signal.SIGTERM):
        raise InterruptedError("it was killed before it could tell")


def _set_scene(place: Path, protected: Sequence[Path]) -> dict[str, str]:
    """The canary's own folder `job`, another job's beside it, and files of the data folder."""
    for name in ("job", "other"):
        (place / name).mkdir(mode=0o700)
    (place / "other" / "file").write_text("another job's")
    (place / "secret").write_text("the data folder's")
    return {
        "data": "\n".join(map(str, (place / "secret", *protected))),
        "other_job": str(place / "other"),
        "file_bytes": str(_LIMITS.file_bytes),
        "cpu_s": str(_LIMITS.cpu_s),
        **{name: str(Path("/proc/self/ns", name).stat().st_ino) for name in ("net", "ipc", "uts")},
    }


@contextlib.contextmanager
def _listeners() -> Iterator[dict[str, str]]:
    """Someone to talk to, on addresses of this machine that only we know."""
    name = f"segue-canary-{os.getpid()}-{os.urandom(8).hex()}"
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_UNIX) as abstract:
            abstract.bind("\0" + name)
            abstract.listen()
            yield {
                "tcp_port": str(tcp.getsockname()[1]),
                "udp_port": str(udp.getsockname()[1]),
                "abstract_name": name,
            }
