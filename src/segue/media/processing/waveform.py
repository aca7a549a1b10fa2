"""Folds sound into the waveform that is drawn under the player: memory stays small however long the sound is."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

PEAK_COUNT = 400
MAX_BLOCK_COUNT = PEAK_COUNT * 128
_SHORTEST_BLOCK_FRAMES = 16
Levels = npt.NDArray[np.float32]


def block_maxima(levels: Levels, block_frames: int) -> Levels:
    """The largest of each `block_frames` (a power of two) levels in a row; their number must be a multiple of it.

    By halves: numpy is slow at maxima of many short rows.
    """
    while block_frames > 1:
        levels, block_frames = np.maximum(levels[::2], levels[1::2]), block_frames // 2
    return levels


class Waveform:
    """Keeps the largest level of each block; blocks double in length as the sound goes on.

    So its exact length need not be known before the end. Full scale is 1.
    """

    def __init__(self) -> None:
        self._block_frames = _SHORTEST_BLOCK_FRAMES
        self._levels: list[Levels] = []
        self._rest: Levels = np.empty(0, np.float32)
        self.block_count = 0

    def add(self, levels: Levels) -> None:
        """One level per frame: the largest absolute sample of any channel."""
        levels = np.concatenate([self._rest, levels])
        whole = len(levels) // self._block_frames * self._block_frames
        self._rest = levels[whole:]
        blocks = block_maxima(levels[:whole], self._block_frames)
        self._levels.append(blocks)
        self.block_count += len(blocks)
        while self.block_count > MAX_BLOCK_COUNT:
            self._double()

    def peaks(self) -> bytes:
        """PEAK_COUNT bytes: the largest level of each of as many equal parts, 255 for full scale; none for nothing."""
        rest = [self._rest.max(keepdims=True)] if len(self._rest) else []
        levels = np.concatenate([*self._levels, *rest]) if self._levels else np.empty(0, np.float32)
        if not len(levels):
            return b""
        edges = [part * len(levels) // PEAK_COUNT for part in range(PEAK_COUNT + 1)]
        parts = (levels[start : max(end, start + 1)] for start, end in pairwise(edges))
        return bytes(round(min(1.0, float(part.max())) * 255) for part in parts)

    def _double(self) -> None:
        levels = np.concatenate(self._levels)
        pairs = block_maxima(levels[: len(levels) // 2 * 2], 2)
        self._levels = [pairs, levels[2 * len(pairs) :]]
        self._block_frames *= 2
        self.block_count = len(pairs) + len(self._levels[1])
