"""Decides whether untrusted files may be opened here at all: only behind walls that the canary has proven."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from segue.media.processing import canary
from segue.media.processing.canary import Proof, SandboxLevel
from segue.media.processing.errors import from_os_error, no_sandbox, old_ffmpeg

logger = logging.getLogger(__name__)
_is_unsafe_accepted = threading.Event()
_one_at_a_time = threading.Lock()
_known: list[Proof] = []


def accept_unsafe() -> None:
    """From now on, work even where the walls don't hold (SEGUE_MEDIA_SANDBOX=unsafe); for this process's life."""
    _is_unsafe_accepted.set()


def sandbox_level() -> SandboxLevel:
    """What holds on this machine: "full", "landlock" (files, network, memory and limits do) or "limits"."""
    return proof().level


def proof(folder: Path | None = None, protected: Sequence[Path] = ()) -> Proof:
    """The canary's proof, made and logged at the first call, whose `folder` and `protected` files it uses; then kept.

    Raises ProcessingError when the canary can't be started.
    """
    with _one_at_a_time:
        if not _known:
            _known.append(_prove(folder, protected))
        return _known[0]


def _prove(folder: Path | None, protected: Sequence[Path]) -> Proof:
    try:
        found = canary.prove(folder, protected)
    except OSError as error:
        raise from_os_error(error) from error
    severity = logging.INFO if found.level == "full" else logging.WARNING
    logger.log(severity, "media sandbox: %s, walls %s, ffmpeg %s", found.level, found.walls, found.ffmpeg)
    for escape in found.open_escapes:
        logger.warning("media sandbox: %s is %s", escape, found.escapes[escape])
    return found


def demanded_walls() -> frozenset[str]:
    """Walls that every child must have: those that the canary had. Raises ProcessingError if they don't suffice."""
    known = proof()
    if known.level == "limits" and not _is_unsafe_accepted.is_set():
        raise no_sandbox(f"open: {known.open_escapes}")
    if not known.is_ffmpeg_safe:
        raise old_ffmpeg(known.ffmpeg)
    return frozenset(known.walls)
