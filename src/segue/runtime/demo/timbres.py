"""The instruments of the demo music: plucked strings, FM keys and bells, pads, basses and a whistle."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from segue.runtime.demo.sound import SAMPLE_RATE_HZ, Sound, clock, faded

Instrument = Callable[[float, float, float], Sound]
"""(frequency in Hz, seconds, velocity 0..1) to a sound with a peak near the velocity."""

TABLE_SIZE = 4096


@lru_cache(maxsize=48)
def pluck(hz: float, seconds: float, velocity: float) -> Sound:
    """A nylon string: Karplus and Strong's algorithm (Computer Music Journal 7:2, 1983), three-tap loop."""
    return _string(hz, seconds, damping=0.34, decay=0.9965, softness=0.9 - 0.55 * velocity) * np.float32(
        velocity
    )


@lru_cache(maxsize=48)
def muted_pluck(hz: float, seconds: float, velocity: float) -> Sound:
    """The same string under the palm: short and dark."""
    return _string(hz, min(seconds, 0.6), damping=0.62, decay=0.985, softness=0.8) * np.float32(velocity)


@lru_cache(maxsize=48)
def electric_piano(hz: float, seconds: float, velocity: float) -> Sound:
    """A tine piano: FM at ratio 1 whose index falls as the note decays, and a short high tine."""
    t = clock(seconds + 0.5)
    body = np.sin(_turns(hz, t) + (0.5 + 1.5 * velocity) * np.exp(-2.6 * t) * np.sin(_turns(hz, t)))
    tine = np.sin(_turns(hz, t) + 0.55 * velocity * np.exp(-11 * t) * np.sin(_turns(14 * hz, t)))
    tone = (0.72 * body + 0.28 * tine) * np.exp(-(0.55 + hz / 900) * t)
    return faded((velocity * tone).astype(np.float32), attack_s=0.003, release_s=0.45)


@lru_cache(maxsize=48)
def bell(hz: float, seconds: float, velocity: float) -> Sound:
    """A struck bar: two FM pairs at inharmonic ratios, ringing long after the note."""
    t = clock(seconds + 2.2)
    low = np.sin(_turns(hz, t) + 1.1 * velocity * np.exp(-2.2 * t) * np.sin(_turns(3.5 * hz, t)))
    high = np.sin(_turns(2.003 * hz, t) + 0.6 * np.exp(-5 * t) * np.sin(_turns(5.4 * hz, t)))
    tone = 0.7 * low * np.exp(-1.5 * t) + 0.3 * high * np.exp(-3.1 * t)
    return faded((velocity * tone).astype(np.float32), attack_s=0.002, release_s=1.2)


@lru_cache(maxsize=48)
def blip(hz: float, seconds: float, velocity: float) -> Sound:
    """A short synthetic pulse whose brightness closes quickly: the arpeggio voice."""
    t = clock(seconds + 0.25)
    phase = _position(hz * t)
    sweep = np.exp(-9 * t)
    tone = sweep * _read(_saw_table(0.75), phase) + (1 - sweep) * _read(_saw_table(0.2), phase)
    return faded((velocity * tone * np.exp(-5.5 * t)).astype(np.float32), attack_s=0.003, release_s=0.2)


@lru_cache(maxsize=24)
def bass(hz: float, seconds: float, velocity: float) -> Sound:
    """A round bass: mostly fundamental, with enough overtone to be heard on small speakers."""
    t = clock(seconds)
    phase = _turns(hz, t)
    tone = (
        np.sin(phase) + 0.32 * np.exp(-3 * t) * np.sin(2 * phase) + 0.14 * np.exp(-6 * t) * np.sin(3 * phase)
    )
    envelope = 0.35 + 0.65 * np.exp(-2.4 * t)
    return faded((velocity * 0.56 * tone * envelope).astype(np.float32), attack_s=0.012, release_s=0.09)


@lru_cache(maxsize=24)
def whistle(hz: float, seconds: float, velocity: float) -> Sound:
    """A breathy flute-like voice with a vibrato that sets in late."""
    t = clock(seconds + 0.15)
    vibrato = 0.004 * np.clip(t - 0.25, 0, 0.6) / 0.6 * np.sin(_turns(5.1, t))
    phase = 2 * np.pi * np.cumsum(hz * (1 + vibrato)) / SAMPLE_RATE_HZ
    tone = np.sin(phase) + 0.18 * np.sin(2 * phase) + 0.06 * np.sin(3 * phase)
    return faded((velocity * 0.8 * tone).astype(np.float32), attack_s=0.06, release_s=0.2)


def pad(brightness: float, *, attack_s: float = 1.2, release_s: float = 1.6) -> Instrument:
    """A soft stereo pad: four detuned oscillators behind a low-pass filter that breathes slowly."""

    tables = (_saw_table(0.12), _saw_table(brightness))

    @lru_cache(maxsize=10)
    def play(hz: float, seconds: float, velocity: float) -> Sound:
        t = clock(seconds + release_s)
        breath = (0.5 + 0.5 * np.sin(_turns(0.11, t) + hz)).astype(np.float32)
        sides = []
        for cents, start in ((-7.0, 0.13), (5.0, 0.61)):
            outer = _position(hz * 2 ** (cents / 1200) * t + start)
            inner = _position(hz * 2 ** (-0.4 * cents / 1200) * t + 1.7 * start)
            dark, bright = (_read(table, outer) + _read(table, inner) for table in tables)
            sides.append(0.5 * (dark + (bright - dark) * breath))
        left, right = (0.8 * sides[i] + 0.3 * sides[1 - i] for i in (0, 1))
        tone = (velocity * np.stack([left, right], axis=1)).astype(np.float32)
        return faded(tone, attack_s=min(attack_s, seconds), release_s=release_s)

    return play


def _turns(hz: float, t: NDArray[np.float64]) -> NDArray[np.float64]:
    return 2 * np.pi * hz * t


def _string(hz: float, seconds: float, *, damping: float, decay: float, softness: float) -> Sound:
    """Feed a burst of noise around a loop; a block of one period at a time, so that numpy does the work.

    The loop's taps at delays n-1, n, n+1 sum to `decay`. Their asymmetry tunes the string by the fraction of
    a sample that a whole delay can't reach; their outer weight is the damping of the high partials.
    """
    period = SAMPLE_RATE_HZ / hz
    n = round(period)
    tuning = period - n
    early, late = (damping - tuning) / 2, (damping + tuning) / 2
    if early < 0 or late < 0:
        early, late = max(0.0, -tuning), max(0.0, tuning)
    decay **= period / 100
    middle = 1 - early - late
    block = n - 1
    total = round(seconds * SAMPLE_RATE_HZ) + n
    loop = np.zeros(n + 1 + total + block, dtype=np.float32)
    loop[: n + 1] = _burst(n + 1, softness)
    for start in range(n + 1, n + 1 + total, block):
        stop = start + block
        loop[start:stop] = decay * (
            early * loop[start - n + 1 : stop - n + 1]
            + middle * loop[start - n : stop - n]
            + late * loop[start - n - 1 : stop - n - 1]
        )
    sound = loop[n + 1 : n + 1 + total]
    return faded(sound / max(0.25, float(np.abs(sound).max())), attack_s=0.0015, release_s=0.12)


def _burst(count: int, softness: float) -> NDArray[np.float32]:
    """Noise as a finger leaves it on the string: highs rolled off by `softness`, picked at a fifth."""
    noise = np.random.default_rng(count).uniform(-1, 1, count)
    spectrum = np.fft.rfft(noise)
    partial = np.arange(len(spectrum))
    spectrum *= np.abs(np.sin(np.pi * partial / 5)) ** 0.5 / (1 + (partial * softness / 4) ** 1.6)
    return np.fft.irfft(spectrum, count).astype(np.float32)


@lru_cache(maxsize=16)
def _saw_table(brightness: float) -> NDArray[np.float32]:
    """One period of a sawtooth and its first sample again; brightness 0..1 keeps 1 to about 24 partials."""
    phase = np.arange(TABLE_SIZE) / TABLE_SIZE
    corner = 1 + 23 * brightness
    k = np.arange(1, 33)[:, None]
    table = (np.sin(2 * np.pi * k * phase) / k / (1 + (k / corner) ** 4)).sum(axis=0)
    return np.asarray(np.append(table, table[0]) / np.abs(table).max(), dtype=np.float32)


def _position(phase: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Where a phase in turns falls in a table: the sample before it and the fraction to the next."""
    position = (phase % 1.0) * TABLE_SIZE
    index = position.astype(np.int32) % TABLE_SIZE
    return index, (position - index).astype(np.float32)


def _read(
    table: NDArray[np.float32], position: tuple[NDArray[np.int32], NDArray[np.float32]]
) -> NDArray[np.float32]:
    index, fraction = position
    before = table[index]
    return before + (table[index + 1] - before) * fraction
