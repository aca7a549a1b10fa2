"""Runs as a confined program: decodes with ffmpeg and writes the waveform's peaks, as bytes, to standard output.

Usage: python -I -B peaks_child.py PEAK_COUNT EXPECTED_FRAME_COUNT CHANNEL_COUNT DECODER [ARGUMENT ...]

The decoder writes 16-bit little-endian samples. Memory stays small: samples are folded into some 64 blocks per
peak as they come, and the blocks into peaks at the end, when their exact number is known.
"""

import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import IO

import numpy as np
import numpy.typing as npt

_BLOCKS_PER_PEAK = 64
_CHUNK_BYTES = 1 << 20
_FULL_SCALE = 32768
Levels = npt.NDArray[np.int32]


def main(peak_count: int, expected_frame_count: int, channel_count: int, decoder: list[str]) -> int:
    """Returns the exit status."""
    block_frames = max(1, expected_frame_count // (peak_count * _BLOCKS_PER_PEAK))
    with subprocess.Popen(decoder, stdout=subprocess.PIPE, close_fds=False) as process:
        levels = list(block_levels(process.stdout, block_frames * channel_count)) if process.stdout else []
    if process.returncode != 0 or not levels:
        return process.returncode or 1
    sys.stdout.buffer.write(fold(np.concatenate(levels), peak_count))
    return 0


def block_levels(stream: IO[bytes], block_samples: int) -> Iterator[Levels]:
    """The largest absolute sample of each block; the last block may be shorter."""
    block_bytes = 2 * block_samples
    chunk_bytes = max(1, _CHUNK_BYTES // block_bytes) * block_bytes
    while chunk := stream.read(chunk_bytes):
        samples = np.abs(np.frombuffer(chunk, "<i2", len(chunk) // 2).astype(np.int32))
        if samples.size:
            yield np.maximum.reduceat(samples, np.arange(0, samples.size, block_samples))


def fold(levels: Levels, peak_count: int) -> bytes:
    """The largest level of each of `peak_count` equal parts, 255 for full scale."""
    edges = np.arange(peak_count + 1) * levels.size // peak_count
    parts = (levels[start : max(end, start + 1)] for start, end in pairwise(edges))
    return bytes(round(int(part.max()) * 255 / _FULL_SCALE) for part in parts)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))
