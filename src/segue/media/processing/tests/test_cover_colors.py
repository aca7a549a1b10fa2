"""The hue that colors a cover most, as people see it, and a gradient of its three diagonal thirds."""

import colorsys
import random

import pytest

from segue.media.processing.cover_colors import colors_of, dominant, to_oklab

Pixel = tuple[int, int, int]
RED, TEAL, GRAY, WHITE = (200, 40, 30), (0, 128, 128), (120, 120, 120), (255, 255, 255)


@pytest.mark.parametrize(
    ("pixel", "lab"),
    [
        ((255, 255, 255), (1.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (0.6280, 0.2249, 0.1258)),
        ((0, 255, 0), (0.8664, -0.2339, 0.1795)),
        ((0, 0, 255), (0.4520, -0.0325, -0.3115)),
    ],
)
def test_oklab_of_the_primaries(pixel: Pixel, lab: tuple[float, float, float]) -> None:
    """As CSS Color 4 has them."""
    assert to_oklab(pixel) == pytest.approx(lab, abs=2e-4)


def colors_around(hue: float, count: int, seed: int) -> list[Pixel]:
    """Shades of one hue (HSV), light and dark, pale and vivid."""
    chance = random.Random(seed)
    shades = [colorsys.hsv_to_rgb(hue, chance.uniform(0.4, 1), chance.uniform(0.3, 1)) for _ in range(count)]
    return [(round(255 * red), round(255 * green), round(255 * blue)) for red, green, blue in shades]


def test_the_hue_of_most_color_wins_over_a_larger_gray() -> None:
    pixels = [GRAY] * 700 + colors_around(0.55, 200, 1) + colors_around(0.1, 100, 2)
    colors = colors_of(pixels, 20)
    assert 200 < colors.hue < 240
    assert 0.08 < colors.chroma < 0.16


def test_hues_on_both_sides_of_zero_are_one() -> None:
    """Pinks and reds around 0 degrees, against fewer greens."""
    reds = [(220, 60, level) for level in range(60, 160, 2)]
    hue, _ = dominant([to_oklab(pixel) for pixel in [*reds, *[(60, 200, 80)] * 20]])
    assert hue < 30 or hue > 350


@pytest.mark.parametrize("pixels", [[GRAY] * 100, [WHITE] * 100, [(0, 0, 0)] * 100, [(124, 126, 125)] * 100])
def test_gray_covers_have_no_hue(pixels: list[Pixel]) -> None:
    colors = colors_of(pixels, 10)
    assert (colors.hue, colors.chroma) == (0.0, 0.0)
    assert colors.gradient[0].endswith(" 0)")


def test_a_speck_is_no_dominant_color() -> None:
    assert colors_of([*[GRAY] * 398, RED, RED], 20).chroma == 0.0
    assert colors_of([*[GRAY] * 380, *[RED] * 20], 20).chroma > 0.15


def test_the_gradient_goes_from_the_top_left_to_the_bottom_right() -> None:
    width = 12
    pixels = [RED if row + column < 8 else TEAL for row in range(width) for column in range(width)]
    assert colors_of(pixels, width).gradient == (
        "oklch(0.541 0.197 29)",
        "oklch(0.543 0.093 195)",
        "oklch(0.543 0.093 195)",
    )
