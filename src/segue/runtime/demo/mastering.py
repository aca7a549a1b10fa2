"""Mastering: from a mix to 16-bit PCM at one loudness, with no clipping and no direct current."""

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from segue.runtime.demo.sound import SAMPLE_RATE_HZ, Sound, fast_length

TARGET_LUFS: Final = -16.0
CEILING: Final = 10 ** (-2.2 / 20)
"""Highest sample, 1.2 dB under the -1 dBTP limit: room for what lies between the samples."""

RUMBLE_HZ: Final = 28.0
BLOCK: Final = 64
LOOKAHEAD_BLOCKS: Final = 8

Pcm = NDArray[np.int16]
"""Interleaved stereo of shape (n, 2)."""


def mastered(mix: Sound) -> Pcm:
    """Remove rumble, set the loudness, hold the peaks, and round to 16 bits."""
    clean, weighted = _filtered(mix)
    gain = 10 ** ((TARGET_LUFS - _integrated_lufs(weighted)) / 20)
    limited = _limited(clean * np.float32(gain))
    return np.asarray(np.rint(limited * 32767.0), dtype=np.int16)


def _filtered(mix: Sound) -> tuple[Sound, Sound]:
    """The mix without rumble, and the same through the K-weighting of ITU-R BS.1770-5."""
    size = fast_length(len(mix))
    hz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    rumble = (1 - 1 / (1 + (hz / RUMBLE_HZ) ** 4)).astype(np.float32)[:, None]
    spectrum = np.fft.rfft(mix, size, axis=0) * rumble
    clean = np.fft.irfft(spectrum, size, axis=0)[: len(mix)]
    weighted = np.fft.irfft(spectrum * _k_weight(hz)[:, None], size, axis=0)[: len(mix)]
    return np.asarray(clean, dtype=np.float32), np.asarray(weighted, dtype=np.float32)


def _k_weight(hz: NDArray[np.floating]) -> NDArray[np.float32]:
    """Magnitude of the K-weighting: the analog prototypes of BS.1770's 4 dB shelf and 38 Hz high-pass."""
    s = 1j * hz / 1681.974
    shelf = (1.58489 * s**2 + 1.2585 * s / 0.70718 + 1) / (s**2 + s / 0.70718 + 1)
    low = 1j * hz / 38.13547
    high_pass = low**2 / (low**2 + low / 0.50033 + 1)
    return np.asarray(np.abs(shelf * high_pass), dtype=np.float32)


def _integrated_lufs(weighted: Sound) -> float:
    """Gated loudness of BS.1770: 400 ms blocks every 100 ms, gates at -70 LUFS and 10 LU under the mean."""
    hop = SAMPLE_RATE_HZ // 10
    hops = len(weighted) // hop
    power = (weighted[: hops * hop].astype(np.float64) ** 2).reshape(hops, hop * 2).sum(axis=1) / hop
    blocks = sliding_window_view(power, 4).mean(axis=1)
    loud = blocks[_lufs(blocks) > -70]
    return float(_lufs(loud[_lufs(loud) > _lufs(loud.mean()) - 10].mean()))


def _lufs(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


def _limited(sound: Sound) -> Sound:
    """Turn down, ahead of time and smoothly, what would pass the ceiling."""
    padded = np.pad(np.abs(sound).max(axis=1), (0, -len(sound) % BLOCK))
    wanted = np.minimum(1, CEILING / np.maximum(padded.reshape(-1, BLOCK).max(axis=1), 1e-9))
    reach = LOOKAHEAD_BLOCKS + 1
    lowest = sliding_window_view(np.pad(wanted, reach, mode="edge"), 2 * reach + 1).min(axis=1)
    kernel = np.hanning(2 * LOOKAHEAD_BLOCKS + 3)[1:-1]
    smooth = np.convolve(np.pad(lowest, LOOKAHEAD_BLOCKS, mode="edge"), kernel / kernel.sum(), mode="valid")
    centers = BLOCK * (np.arange(len(smooth)) + 0.5)
    gain = np.interp(np.arange(len(sound)), centers, smooth).astype(np.float32)
    return sound * gain[:, None]
