"""The sample format of the demo music, and the filters and envelopes that every timbre shares."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ: Final = 44_100

Sound = NDArray[np.float32]
"""Mono samples of shape (n,), or stereo of shape (n, 2); full scale is 1.0."""


def clock(seconds: float) -> NDArray[np.float64]:
    """Times in seconds of the samples of a sound."""
    return np.arange(round(seconds * SAMPLE_RATE_HZ), dtype=np.float64) / SAMPLE_RATE_HZ


def fast_length(samples: int) -> int:
    """Smallest length of at least `samples` with no factor above 5, which the FFT handles quickly."""
    sizes = (
        (1 << a) * int(3**b * 5**c)
        for b in range(6)
        for c in range(6)
        for a in range(max(1, (samples // (3**b * 5**c)).bit_length() + 1))
    )
    return min(size for size in sizes if size >= samples)


def shaped(sound: Sound, *, above_hz: float = 0.0, below_hz: float = 0.0, steepness: int = 2) -> Sound:
    """Pass what lies above and below the corners, without moving any phase (second order per step)."""
    size = fast_length(len(sound))
    spectrum = np.fft.rfft(sound, size, axis=0)
    hz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    gain = np.ones(len(hz), dtype=np.float32)
    if below_hz:
        gain /= (1 + (hz / below_hz) ** (2 * steepness)).astype(np.float32)
    if above_hz:
        gain *= (1 - 1 / (1 + (hz / above_hz) ** (2 * steepness))).astype(np.float32)
    filtered = np.fft.irfft(spectrum * (gain if sound.ndim == 1 else gain[:, None]), size, axis=0)
    return np.asarray(filtered[: len(sound)], dtype=np.float32)


def faded(sound: Sound, *, attack_s: float = 0.0, release_s: float = 0.0) -> Sound:
    """The sound with raised-cosine edges, so that it starts and ends in silence."""
    result = sound.copy()
    for seconds, edge in ((attack_s, slice(None, None, 1)), (release_s, slice(None, None, -1))):
        count = min(len(sound), round(seconds * SAMPLE_RATE_HZ))
        if count:
            ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / count)).astype(np.float32)
            view = result[edge][:count]
            view *= ramp if sound.ndim == 1 else ramp[:, None]
    return result
