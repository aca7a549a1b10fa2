"""Bit rates of a rendition as playlists state them."""

import math

from segue.media.types import RenditionIndex


def peak_bps(index: RenditionIndex) -> int:
    """RFC 8216, 4.3.4.2: the largest bit rate of any segment."""
    return max(math.ceil(length * 8 * index.timescale / duration) for _, length, duration in index.fragments)


def average_bps(index: RenditionIndex) -> int:
    lengths = sum(length for _, length, _ in index.fragments)
    durations = sum(duration for _, _, duration in index.fragments)
    return math.ceil(lengths * 8 * index.timescale / durations)
