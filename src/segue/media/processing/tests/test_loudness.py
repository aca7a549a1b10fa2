"""Loudness is measured as EBU R 128 says, and silence has none."""

from pathlib import Path

import numpy as np
import pytest

from segue.media.processing import measure_loudness
from segue.media.processing.tests.sounds import RATE_HZ, write_wav
from segue.media.types import Loudness


def tone(peak_dbfs: float, channels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """Five seconds of a 997 Hz sine, as in the standard's own test signals."""
    time_s = np.arange(5 * RATE_HZ) / RATE_HZ
    sine = 10 ** (peak_dbfs / 20) * np.sin(2 * np.pi * 997 * time_s)
    return np.repeat(np.round(sine * 32767).astype(np.int16)[:, None], channels, axis=1)


@pytest.mark.parametrize("channels", [1, 2], ids=["mono", "stereo"])
def test_a_standard_tone_measures_as_the_standard_says(channels: int, tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "a.wav", tone(-23.0, channels))  # EBU Tech 3341, test 1
    assert measure_loudness(source, workdir) == Loudness(-23.0, -23.0, 0.0)


def test_the_peak_between_samples_counts(tmp_path: Path, workdir: Path) -> None:
    frames = np.arange(2 * RATE_HZ)
    fade = np.minimum(1, np.minimum(frames, frames[::-1]) / 4410)
    quarter = np.round(0.5 * fade * np.sin(2 * np.pi * frames / 4 + np.pi / 4) * 32767).astype(np.int16)
    source = write_wav(tmp_path / "a.wav", np.repeat(quarter[:, None], 2, axis=1))
    peak = measure_loudness(source, workdir).true_peak_dbtp
    assert peak == pytest.approx(-6.0, abs=0.3)  # EBU Tech 3341, test 16: samples alone would say -9


def test_silence_has_no_loudness(tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "a.wav", np.zeros((2 * RATE_HZ, 2), np.int16))
    assert measure_loudness(source, workdir) == Loudness(None, None, None)
