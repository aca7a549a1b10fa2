"""Measures the true peak: the largest level between samples, too, as ITU-R BS.1770-4 says (annex 2).

Four times oversampling is dear, and almost everywhere in vain. A filter's output can't exceed the largest sample
that it sees times the sum of its coefficients' magnitudes: only where that could be more than the largest level yet
is it run at all.
"""

import numpy as np
import numpy.typing as npt

from segue.media.processing.waveform import block_maxima

# The standard's own filter: the first two of four phases. The others are the same, backwards.
_PHASES = (
    (
        *(
            0.0017089843750,
            0.0109863281250,
            -0.0196533203125,
            0.0332031250000,
            -0.0594482421875,
            0.1373291015625,
        ),
        *(
            0.9721679687500,
            -0.1022949218750,
            0.0476074218750,
            -0.0266113281250,
            0.0148925781250,
            -0.0083007812500,
        ),
    ),
    (
        *(
            -0.0291748046875,
            0.0292968750000,
            -0.0517578125000,
            0.0891113281250,
            -0.1665039062500,
            0.4650878906250,
        ),
        *(
            0.7797851562500,
            -0.2003173828125,
            0.1015625000000,
            -0.0582275390625,
            0.0330810546875,
            -0.0189208984375,
        ),
    ),
)
_TAPS = len(_PHASES[0])
_BLOCK_FRAMES = 32
_SEEN_FRAMES = _BLOCK_FRAMES + _TAPS - 1
_BATCH = 40
"""Blocks multiplied at once: few enough for the matrix library to stay in one thread."""
_GAIN = max(sum(abs(coefficient) for coefficient in phase) for phase in _PHASES)
Samples = npt.NDArray[np.float32]


def _filter_matrix() -> Samples:
    """Turns the frames that a block's outputs depend on into those outputs: (_SEEN_FRAMES, 4 * _BLOCK_FRAMES)."""
    matrix = np.zeros((_SEEN_FRAMES, 4, _BLOCK_FRAMES), np.float32)
    phases = [*_PHASES, *(phase[::-1] for phase in _PHASES)]
    for number, phase in enumerate(phases):
        for at in range(_BLOCK_FRAMES):
            matrix[at : at + _TAPS, number, at] = phase
    return matrix.reshape(_SEEN_FRAMES, -1)


_MATRIX = _filter_matrix()


class TruePeak:
    """`level` is the largest yet; full scale is 1."""

    def __init__(self, channels: int) -> None:
        self.level = 0.0
        self._rest = np.zeros((_TAPS - 1, channels), np.float32)
        self._rest_levels = self._rest[:, 0]

    def add(self, samples: Samples, levels: Samples) -> None:
        """Frames of all channels, and the largest absolute sample of each frame."""
        self.level = max(self.level, float(levels.max(initial=0.0)))
        samples = np.concatenate([self._rest, samples])
        levels = np.concatenate([self._rest_levels, levels])
        block_count = (len(samples) - _TAPS + 1) // _BLOCK_FRAMES
        end = max(0, block_count) * _BLOCK_FRAMES
        if end:
            self._measure(samples, levels, end)
        self._rest, self._rest_levels = samples[end:], levels[end:]

    def finish(self) -> float:
        """The level in the end, with silence after the sound."""
        silence = np.zeros((_SEEN_FRAMES, self._rest.shape[1]), np.float32)
        self.add(silence, silence[:, 0])
        return self.level

    def _measure(self, samples: Samples, levels: Samples, end: int) -> None:
        """Of the blocks that begin before `end`; each sees a little of what follows it, too."""
        loudest = block_maxima(levels[:end], _BLOCK_FRAMES)
        after = levels[end : end + _TAPS - 1].max(initial=0.0)
        loudest = np.maximum(loudest, np.append(loudest[1:], after))
        candidates = np.flatnonzero(loudest * _GAIN > self.level)
        for channel in samples.T:
            seen = np.lib.stride_tricks.sliding_window_view(channel, _SEEN_FRAMES)[::_BLOCK_FRAMES]
            for start in range(0, len(candidates), _BATCH):
                chosen = seen[candidates[start : start + _BATCH]]
                self.level = max(self.level, float(np.abs(chosen @ _MATRIX).max()))
