"""A small two-ink press: masks become inks, overprinted on paper with slight misregister, as a JPEG."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE_PX: Final = 1024
OVERSAMPLING: Final = 2
JPEG_QUALITY: Final = 92
PAPER: Final = (247, 241, 229)

Mask = NDArray[np.float32]
"""Coverage of one ink, 0 to 1, on a square grid."""

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Print:
    """A cover: what each ink covers (on coordinates -1..1, y down), its color, and the misregister in px."""

    inks: tuple[tuple[Callable[[Mask, Mask], Mask], Rgb], ...]
    misregister_px: tuple[int, int] = (-4, 5)
    paper: Rgb = PAPER
    seed: int = 1


@lru_cache(maxsize=1)
def cover_jpeg(print_: Print) -> bytes:
    """The printed cover as a 1024 px JPEG, the same bytes every time."""
    buffer = BytesIO()
    image = Image.fromarray(_printed(print_))
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    return buffer.getvalue()


def _printed(print_: Print) -> NDArray[np.uint8]:
    rng = np.random.default_rng(print_.seed)
    sheet = np.ones((SIZE_PX, SIZE_PX, 1), np.float32) * np.array(print_.paper, np.float32) / 255
    sheet *= 1 + 0.012 * rng.standard_normal((SIZE_PX, SIZE_PX, 1), np.float32)
    for number, (draw, color) in enumerate(print_.inks):
        coverage = _coverage(draw, *(2 * number * px / SIZE_PX for px in print_.misregister_px))
        coverage *= 0.96 - 0.05 * np.abs(rng.standard_normal((SIZE_PX, SIZE_PX), np.float32))
        sheet *= 1 - coverage[..., None] * (1 - np.array(color, np.float32) / 255)
    return (np.clip(sheet, 0, 1) * 255).round().astype(np.uint8)


def _coverage(draw: Callable[[Mask, Mask], Mask], right: float, down: float) -> Mask:
    """Draw at twice the size, moved by `right` and `down`, and average down, so that edges are smooth."""
    side = SIZE_PX * OVERSAMPLING
    axis = ((np.arange(side) + 0.5) / side) * 2 - 1
    x, y = np.meshgrid((axis - right).astype(np.float32), (axis - down).astype(np.float32))
    big = np.asarray(draw(x, y), dtype=np.float32)
    fine = big.reshape(SIZE_PX, OVERSAMPLING, SIZE_PX, OVERSAMPLING)
    return np.asarray(fine.mean(axis=(1, 3)), dtype=np.float32)


def disc(x: Mask, y: Mask, cx: float, cy: float, radius: float) -> Mask:
    """A filled circle."""
    return np.asarray(np.hypot(x - cx, y - cy) < radius, dtype=np.float32)


def halftone(x: Mask, y: Mask, tone: Mask, *, cells: float = 46, degrees: float = 22) -> Mask:
    """Round dots on a turned grid, as large as the tone (0..1) asks for."""
    turn = np.deg2rad(degrees)
    u = (x * np.cos(turn) + y * np.sin(turn)) * cells / 2
    v = (y * np.cos(turn) - x * np.sin(turn)) * cells / 2
    distance = np.hypot(u - np.round(u), v - np.round(v))
    return np.asarray(distance < 0.74 * np.sqrt(np.clip(tone, 0, 1)) * (tone > 0.01), dtype=np.float32)
