"""The loudness of several tracks together, from their gating blocks alone."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET = -0.691
_BIN_MIDDLE_LU = -0.05
"""Levels have lost their digits after the first (towards zero, and they are negative): their middle lies below."""


def album_loudness(histograms: Iterable[Mapping[str, int]]) -> float | None:
    """Integrated loudness in LUFS, as of all tracks played in a row; None if there is nothing above the gate.

    ITU-R BS.1770-4, annex 1: the mean power of all blocks above -70 LUFS that are also above 10 LU below the mean of
    those. `histograms` are `Loudness.histogram`; bins of 0.1 LU and the blocks that span two tracks, which are not in
    them, make less than 0.1 LU of difference.
    """
    merged: Counter[float] = Counter()
    for histogram in histograms:
        for level, count in histogram.items():
            merged[float(level) + _BIN_MIDDLE_LU] += count
    audible = {level: count for level, count in merged.items() if level >= _ABSOLUTE_GATE_LUFS}
    if not audible:
        return None
    gate = _mean(audible) + _RELATIVE_GATE_LU
    return _mean({level: count for level, count in audible.items() if level > gate})


def _mean(blocks: Mapping[float, int]) -> float:
    power = sum(count * 10 ** ((level - _OFFSET) / 10) for level, count in blocks.items())
    return _OFFSET + 10 * math.log10(power / sum(blocks.values()))
