"""The colors that a page takes from a cover: its dominant hue and chroma, and a gradient to show until it is loaded.

All in OKLab (Björn Ottosson, "A perceptual color space for image processing", 2020), where equal steps look equal.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

from segue.media.types import CoverColors

Lab = tuple[float, float, float]
_BIN_DEG = 10
_REACH_DEG = 25
_MIN_SHARE = 0.01
"""A hue that less of the image shows is a speck, or noise of the compression."""
_GRAY = 0.02
"""Chroma below which nobody sees a hue."""


def colors_of(pixels: Sequence[tuple[int, int, int]], width: int) -> CoverColors:
    """Of a small sRGB image: its `pixels` row by row, 8 bits per channel."""
    lab = [to_oklab(pixel) for pixel in pixels]
    hue, chroma = dominant(lab)
    return CoverColors(round(hue, 1), round(chroma, 4), gradient(lab, width))


def to_oklab(pixel: tuple[int, int, int]) -> Lab:
    """Lightness 0..1, and the green-red and blue-yellow axes; Ottosson's matrices, linear sRGB in between."""
    red, green, blue = (_linear(level / 255) for level in pixel)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def dominant(lab: Sequence[Lab]) -> tuple[float, float]:
    """Hue in degrees and chroma of what colors the image most.

    The peak of a histogram of hues in which each pixel counts by its chroma, as vivid parts color an image more than
    large pale ones; around the peak, the mean hue (of directions) and the chroma that most of the color has.
    """
    vivid = [(a, b, chroma) for _, a, b in lab if (chroma := math.hypot(a, b)) >= _GRAY]
    peak = _peak(vivid)
    near = [(a, b, chroma) for a, b, chroma in vivid if _distance(_hue(a, b), peak) <= _REACH_DEG]
    if len(near) < _MIN_SHARE * len(lab):
        return 0.0, 0.0
    hue = _hue(sum(a for a, _, _ in near), sum(b for _, b, _ in near))
    return hue, sum(chroma**2 for *_, chroma in near) / sum(chroma for *_, chroma in near)


def gradient(lab: Sequence[Lab], width: int) -> tuple[str, str, str]:
    """CSS colors of three diagonal bands: the mean of the top left third, the middle, and the bottom right third."""
    bands: tuple[list[Lab], list[Lab], list[Lab]] = ([], [], [])
    steps = width + len(lab) // width - 1
    for place, color in enumerate(lab):
        row, column = divmod(place, width)
        bands[3 * (row + column) // steps].append(color)
    first, middle, last = (_css(_mean(band)) for band in bands)
    return first, middle, last


def _peak(vivid: Iterable[tuple[float, float, float]]) -> float:
    """Middle of the heaviest bin, each counted with half of its neighbors', so that no border splits a hue."""
    bins: defaultdict[int, float] = defaultdict(float)
    count = 360 // _BIN_DEG
    for a, b, chroma in vivid:
        bins[int(_hue(a, b) / _BIN_DEG) % count] += chroma
    heaviest = max(
        range(count), key=lambda at: bins[at] + (bins[(at - 1) % count] + bins[(at + 1) % count]) / 2
    )
    return (heaviest + 0.5) * _BIN_DEG


def _linear(level: float) -> float:
    """The sRGB transfer function (IEC 61966-2-1), undone."""
    return level / 12.92 if level <= 0.04045 else float(((level + 0.055) / 1.055) ** 2.4)


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360


def _distance(one: float, other: float) -> float:
    """Degrees between two hues, the short way round."""
    return abs((one - other + 180) % 360 - 180)


def _mean(colors: Sequence[Lab]) -> Lab:
    lightness, a, b = zip(*colors, strict=True)
    return fmean(lightness), fmean(a), fmean(b)


def _css(color: Lab) -> str:
    lightness, a, b = color
    chroma = math.hypot(a, b)
    hue = _hue(a, b) if chroma >= _GRAY else 0.0
    return f"oklch({lightness:.3f} {chroma:.3f} {hue:.0f})"
