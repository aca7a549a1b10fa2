"""Measures sound while ffmpeg writes it into a pipe: its waveform and true peak."""

import contextlib
import contextvars
import fcntl
import math
import os
import threading
from collections.abc import Iterator

import numpy as np

from segue.media.processing import usage
from segue.media.processing.true_peak import Samples, TruePeak
from segue.media.processing.waveform import Waveform

_PIPE_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 19
"""What fits, with all that is computed from it, into a processor's cache."""

_LOUDEST = np.float32(1e6)
"""Floats may say more than any sound: 120 dB over full scale is as far as they are believed."""


class Listener:
    """Takes interleaved little-endian floats of 32 bits, cut anywhere."""

    def __init__(self, channels: int) -> None:
        self.waveform = Waveform()
        self._true_peak = TruePeak(channels)
        self._channels = channels
        self._rest = b""

    def add(self, pcm: bytes | memoryview) -> None:
        """Samples that aren't numbers count as silence. `pcm` may be overwritten afterwards."""
        if self._rest:
            pcm = self._rest + bytes(pcm)
        whole = len(pcm) // (4 * self._channels) * 4 * self._channels
        self._rest = bytes(pcm[whole:])
        samples = np.frombuffer(pcm[:whole], "<f4").reshape(-1, self._channels)
        levels = _levels(samples)
        if not levels.max(initial=0.0) < _LOUDEST:
            numbers = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
            samples = numbers.clip(-_LOUDEST, _LOUDEST)
            levels = _levels(samples)
        self.waveform.add(levels)
        self._true_peak.add(samples, levels)

    def true_peak_dbtp(self) -> float | None:
        """To a tenth; None for silence. Only when all samples are in."""
        level = self._true_peak.finish()
        return round(20 * math.log10(level), 1) if level > 0 else None


def _levels(samples: Samples) -> Samples:
    """The largest absolute sample of each frame (at most two channels)."""
    magnitudes = np.abs(samples)
    return np.maximum(magnitudes[:, 0], magnitudes[:, -1])


@contextlib.contextmanager
def listening(listener: Listener) -> Iterator[int]:
    """The end of a pipe for a child to write samples to; after the block, `listener` has them all.

    An error of the listener ends the pipe, whatever the child makes of that, and is raised instead of the block's.
    """
    reading, writing = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(PermissionError):  # beyond what this user may still have: slower, no worse
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    context, errors = contextvars.copy_context(), list[BaseException]()
    reader = threading.Thread(target=context.run, args=(_listen, reading, listener, errors), daemon=True)
    reader.start()
    try:
        yield writing
    finally:
        os.close(writing)
        reader.join()
        if errors:
            raise errors[0]


def _listen(descriptor: int, listener: Listener, errors: list[BaseException]) -> None:
    chunk = memoryview(bytearray(_CHUNK_BYTES))
    try:
        with os.fdopen(descriptor, "rb") as pipe:
            while count := pipe.readinto(chunk):
                listener.add(chunk[:count])
    except BaseException as error:  # noqa: BLE001 - raised again by the thread that waits for this one
        errors.append(error)
    usage.add_thread()
