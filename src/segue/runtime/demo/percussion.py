"""Unpitched sounds of the demo music: brushes, soft drums, and the weather and surface noises around them."""

from functools import lru_cache

import numpy as np

from segue.runtime.demo.sound import SAMPLE_RATE_HZ, Sound, clock, faded, shaped


@lru_cache(maxsize=8)
def kick(decay_s: float = 0.22) -> Sound:
    """A felt beater: a sine that falls from 120 Hz to 48 Hz."""
    t = clock(decay_s * 3)
    phase = 2 * np.pi * np.cumsum(48 + 72 * np.exp(-t / 0.03)) / SAMPLE_RATE_HZ
    return faded(
        (0.8 * np.sin(phase) * np.exp(-t / decay_s)).astype(np.float32), attack_s=0.002, release_s=0.05
    )


@lru_cache(maxsize=8)
def brush_hit(decay_s: float = 0.16) -> Sound:
    """A brush on a snare: a short bright swish over a soft skin tone."""
    t = clock(decay_s * 4)
    swish = shaped(_noise(len(t), 11), above_hz=1400, below_hz=9000) * np.exp(-t / decay_s)
    skin = 0.35 * np.sin(2 * np.pi * 185 * t) * np.exp(-t / 0.05)
    return faded((0.5 * swish + skin).astype(np.float32), attack_s=0.004, release_s=0.04)


@lru_cache(maxsize=8)
def brush_sweep(seconds: float) -> Sound:
    """A brush drawn round the skin: noise that swells and dies away."""
    noise = shaped(_noise(round(seconds * SAMPLE_RATE_HZ), 12), above_hz=2500, below_hz=10_000)
    return faded(0.35 * noise, attack_s=0.45 * seconds, release_s=0.5 * seconds)


@lru_cache(maxsize=8)
def shaker(seconds: float = 0.09) -> Sound:
    """Seeds in a gourd."""
    noise = shaped(_noise(round(seconds * SAMPLE_RATE_HZ), 13), above_hz=5500, below_hz=13_000)
    return faded(0.4 * noise, attack_s=0.3 * seconds, release_s=0.6 * seconds)


@lru_cache(maxsize=8)
def rim() -> Sound:
    """A stick across the rim: two short wooden partials."""
    t = clock(0.12)
    wood = np.sin(2 * np.pi * 820 * t) + 0.6 * np.sin(2 * np.pi * 1710 * t)
    return faded((0.5 * wood * np.exp(-t / 0.014)).astype(np.float32), attack_s=0.001, release_s=0.02)


def rain(seconds: float, seed: int) -> Sound:
    """Rain behind glass: a hush that drifts, with drops on it; stereo."""
    count = round(seconds * SAMPLE_RATE_HZ)
    rng = np.random.default_rng(seed)
    hush = rng.standard_normal((count, 2), dtype=np.float32)
    drops = np.where(rng.random((count, 2)) < 22 / SAMPLE_RATE_HZ, rng.uniform(8, 40, (count, 2)), 0)
    falling = shaped((0.5 * hush + drops).astype(np.float32), above_hz=700, below_hz=5200)
    drift = 0.75 + 0.25 * np.sin(2 * np.pi * 0.07 * clock(seconds))
    return faded((0.2 * falling * drift[:, None]).astype(np.float32), attack_s=2.5, release_s=3.5)


def wind(seconds: float, seed: int) -> Sound:
    """Wind over open water: low noise whose two sides swell at different times; stereo."""
    count = round(seconds * SAMPLE_RATE_HZ)
    noise = shaped(
        np.random.default_rng(seed).standard_normal((count, 2), dtype=np.float32), above_hz=180, below_hz=750
    )
    t = clock(seconds)
    swell = np.stack([0.6 + 0.4 * np.sin(0.43 * t + shift) for shift in (0.0, 1.9)], axis=1)
    return faded((noise * swell).astype(np.float32), attack_s=4, release_s=5)


def _noise(count: int, seed: int) -> Sound:
    return np.random.default_rng(seed).standard_normal(count, dtype=np.float32)
