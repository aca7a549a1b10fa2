"""Covers for the demo releases: five designs for the two-ink press, masks on coordinates -1..1."""

from functools import partial
from typing import Final

import numpy as np

from segue.runtime.demo.press import Mask, Print, disc, halftone


def _rain(x: Mask, y: Mask) -> Mask:
    """Slanted strokes of unequal length, in lanes, and a dark ground of rolling bands."""
    lanes = 34
    lane = np.floor((x + 0.28 * y + 2) * lanes / 2)
    across = (x + 0.28 * y + 2) * lanes / 2 - lane
    along = y * 2.1 + 7.13 * np.sin(lane * 12.9898)
    length = 0.3 + 0.45 * np.abs(np.sin(lane * 4.1))
    stroke = (
        (np.abs(across - 0.5) < 0.13) & (along - np.floor(along) < length) & (y < 0.36 + 0.05 * np.sin(3 * x))
    )
    hills = np.zeros_like(x, dtype=bool)
    for i in range(7):
        crest = 0.36 + 0.095 * i + (0.06 - 0.005 * i) * np.sin(2.6 * x + 0.9 * i)
        hills |= (y > crest) & (y < crest + 0.018 + 0.0115 * i)
    return np.asarray(stroke | hills, dtype=np.float32)


def _weather_sun(x: Mask, y: Mask) -> Mask:
    """A low sun: solid above, dissolving into dots."""
    inside = disc(x, y, 0.24, -0.14, 0.52)
    tone = np.clip(1.25 - (y + 0.4) * 1.15, 0.0, 1.0).astype(np.float32)
    dots = np.maximum(halftone(x, y, tone, cells=64), tone > 0.98)
    return np.asarray(inside * dots, dtype=np.float32)


def _arches(x: Mask, y: Mask, *, inset: float) -> Mask:
    """Three tall windows with round heads."""
    result = np.zeros_like(x)
    for cx in (-0.58, 0.0, 0.58):
        half = 0.24 - inset
        shaft = (np.abs(x - cx) < half) & (y > -0.42) & (y < 0.36 - inset)
        result = np.maximum(result, np.maximum(shaft, disc(x, y, cx, -0.42, half)))
    return np.asarray(result, dtype=np.float32)


def _veranda_walls(x: Mask, y: Mask) -> Mask:
    """Shutters in the windows, half open at three angles of light, and a row of quarter-circle tiles."""
    shade = np.zeros_like(x)
    for cx, depth in ((-0.58, 0.10), (0.0, 0.42), (0.58, 0.72)):
        slats = np.abs(((y + 0.02) * 22) % 1 - 0.5) < 0.27
        lowered = (np.abs(x - cx) < 0.2) & (y < -0.66 + 1.02 * depth + 0.02) & slats
        shade = np.maximum(shade, lowered * _arches(x, y, inset=0.04))
    wall = _tiles(x, y) * (y > 0.46) * (y < 0.94) * (np.abs(x) < 0.82)
    return np.asarray(np.maximum(shade, wall), dtype=np.float32)


def _tiles(x: Mask, y: Mask) -> Mask:
    """Quarter circles in squares, each turned by its place."""
    u, v = (x + 0.82) / 0.1640, (y - 0.46) / 0.16
    column, row = np.floor(u), np.floor(v)
    turn = (column + 2 * row) % 4
    fu, fv = u - column, v - row
    fu = np.where((turn == 1) | (turn == 2), 1 - fu, fu)
    fv = np.where(turn >= 2, 1 - fv, fv)
    radius = np.hypot(fu, fv)
    return np.asarray((radius < 0.42) | ((radius > 0.58) & (radius < 1.0)), dtype=np.float32)


def _veranda_light(x: Mask, y: Mask) -> Mask:
    """The windows themselves, in the warm ink."""
    return _arches(x, y, inset=0.0)


def _beams(x: Mask, y: Mask) -> Mask:
    """Rings of light about the lamp, cut to wedges, and the tower."""
    dx, dy = x + 0.42, y + 0.12
    radius, angle = np.hypot(dx, dy), np.arctan2(dy, dx)
    rings = (radius * 9.5) % 1 < 0.34 + 0.22 * np.clip(radius, 0, 1)
    wedge = np.abs((angle + 0.16 + np.pi) % (np.pi / 2) - np.pi / 4) < 0.36
    sky = rings & wedge & (radius > 0.17) & (y < 0.62)
    tower = (np.abs(dx) < 0.055 + 0.05 * (dy + 0.1)) & (dy > 0.11) & (y < 0.66)
    sea = (y > 0.66) & (np.abs(((y - 0.66) * 19 + 0.16 * np.sin(9 * x + 5 * y)) % 1 - 0.5) < 0.3)
    return np.maximum(np.asarray(sky | tower | sea, dtype=np.float32), disc(x, y, -0.42, -0.12, 0.085))


def _snow(x: Mask, y: Mask) -> Mask:
    """A sky that is denser to the top right, in dots."""
    tone = np.clip(0.16 + 0.5 * (x - y + 0.5) / 2.2, 0.03, 0.72)
    return halftone(x, y, (tone * (y < 0.62)).astype(np.float32), cells=52, degrees=45)


def _foliage(x: Mask, y: Mask) -> Mask:
    """Five stems of paired leaves, taller to the middle; a leaf is the lens between two circles."""
    result = np.zeros_like(x)
    turn = np.deg2rad(38)
    for cx, top in zip((-0.72, -0.36, 0.0, 0.36, 0.72), (0.1, -0.38, -0.72, -0.2, -0.5), strict=True):
        pair = np.floor((y - top) / 0.24)
        right, down = np.abs(x - cx) - 0.1, y - top - 0.24 * pair - 0.12
        size = 0.115 + 0.009 * pair
        u = (right * np.cos(turn) - down * np.sin(turn)) / size
        v = np.abs(down * np.cos(turn) + right * np.sin(turn)) / size
        leaves = (np.hypot(u, v + 0.75) < 1.25) & (pair >= 0) & (pair < np.floor((0.9 - top) / 0.24))
        stem = (np.abs(x - cx) < 0.013) & (y > top) & (y < 0.92)
        result = np.maximum(result, leaves | stem)
    return np.asarray(result, dtype=np.float32)


def _departure_board(x: Mask, y: Mask) -> Mask:
    """A grid of round lamps whose size is a slow wave, behind a large plain disc."""
    wave = 0.36 + 0.3 * np.sin(2.4 * x + 1.2) * np.cos(1.9 * y - 0.4)
    inside = (np.abs(x) < 0.9) & (np.abs(y) < 0.9)
    lamps = halftone(x, y, wave.astype(np.float32), cells=22, degrees=0) * inside
    around = lamps * (1 - disc(x, y, 0.2, -0.22, 0.5))
    return np.asarray(np.maximum(around, disc(x, y, 0.2, -0.22, 0.44)), dtype=np.float32)


def _split_suns(x: Mask, y: Mask, *, parity: int) -> Mask:
    """Concentric rings cut into four strips, shifted to and fro, so that day meets the day after."""
    strip = np.floor((y + 1) * 2)
    shifted = x + np.where(strip % 2 == parity, 0.3, -0.3)
    radius = np.hypot(shifted, y)
    rings = (radius * 6.2) % 1 < 0.56
    return np.asarray(rings & (radius < 0.84) & (np.abs(x) < 0.97), dtype=np.float32)


ULTRAMARINE: Final = (39, 61, 213)
MARIGOLD: Final = (250, 178, 40)

SLOW_WEATHER: Final = Print(((_weather_sun, MARIGOLD), (_rain, (22, 72, 118))), seed=11)
VARANDA: Final = Print(
    ((_veranda_light, (240, 118, 82)), (_veranda_walls, ULTRAMARINE)), paper=(250, 240, 222), seed=12
)
NORTHERN_SHORE: Final = Print(
    ((_snow, (120, 190, 205)), (_beams, (24, 38, 78))), paper=(240, 241, 236), seed=13
)
TERMINAL_GARDENS: Final = Print(((_departure_board, (255, 138, 160)), (_foliage, (0, 110, 84))), seed=14)
UBERMORGEN: Final = Print(
    ((partial(_split_suns, parity=0), (255, 104, 64)), (partial(_split_suns, parity=1), (70, 84, 220))),
    misregister_px=(0, 0),
    seed=15,
)
