"""Loudness is measured as EBU R 128 says, silence has none, and albums are measured from their tracks' blocks."""

from pathlib import Path

import numpy as np
import pytest

from segue.media.processing import album_loudness, prepare, probe
from segue.media.processing.listening import Listener
from segue.media.processing.tests.sounds import RATE_HZ, chord, write_wav
from segue.media.processing.true_peak import _PHASES
from segue.media.types import Loudness

Sound = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


def tone(peak_dbfs: float, channels: int, seconds: int = 5) -> Sound:
    """A 997 Hz sine, as in the standard's own test signals."""
    time_s = np.arange(seconds * RATE_HZ) / RATE_HZ
    sine = 10 ** (peak_dbfs / 20) * np.sin(2 * np.pi * 997 * time_s)
    return np.repeat(np.round(sine * 32767).astype(np.int16)[:, None], channels, axis=1)


def loudness_of(sound: Sound, folder: Path) -> Loudness:
    """In a new work folder inside `folder`."""
    workdir = folder / f"work-{len(list(folder.iterdir()))}"
    workdir.mkdir()
    source = write_wav(folder / f"{workdir.name}.wav", sound)
    return prepare(source, probe(source, workdir), (), workdir).loudness


@pytest.mark.parametrize("channels", [1, 2], ids=["mono", "stereo"])
def test_a_standard_tone_measures_as_the_standard_says(channels: int, tmp_path: Path) -> None:
    measured = loudness_of(tone(-23.0, channels), tmp_path)  # EBU Tech 3341, test 1
    figures = (measured.integrated_lufs, measured.true_peak_dbtp, measured.range_lu)
    assert figures == (-23.0, -23.0, 0.0)
    assert sum(measured.histogram.values()) == 5 * 10 - 3  # the first block ends after 400 ms
    assert set(measured.histogram) <= {"-22.9", "-23.0"}


def test_the_peak_between_samples_counts(tmp_path: Path) -> None:
    frames = np.arange(2 * RATE_HZ)
    fade = np.minimum(1, np.minimum(frames, frames[::-1]) / 4410)
    quarter = np.round(0.5 * fade * np.sin(2 * np.pi * frames / 4 + np.pi / 4) * 32767).astype(np.int16)
    peak = loudness_of(np.repeat(quarter[:, None], 2, axis=1), tmp_path).true_peak_dbtp
    assert peak == pytest.approx(-6.0, abs=0.3)  # EBU Tech 3341, test 16: samples alone would say -9


def test_the_true_peak_is_what_oversampling_everything_would_show() -> None:
    """The reference: the standard's filter over every sample, by plain convolution."""
    rng = np.random.default_rng(3)
    sound = rng.normal(0, 0.1, (40_000, 2)) * np.abs(np.sin(np.arange(40_000) / 3000))[:, None]
    sound[17_777:17_781, 1] = (0.7, 0.9, 0.9, 0.7)
    phases = [phase for half in _PHASES for phase in (half, half[::-1])]
    reference = max(np.abs(np.convolve(channel, phase)).max() for channel in sound.T for phase in phases)
    listener = Listener(2)
    listener.add(sound.astype("<f4").tobytes())
    assert listener.true_peak_dbtp() == round(20 * np.log10(reference), 1)
    assert reference > np.abs(sound).max()


def test_silence_has_no_loudness(tmp_path: Path) -> None:
    assert loudness_of(np.zeros((2 * RATE_HZ, 2), np.int16), tmp_path) == Loudness(None, None, None, {})
    assert album_loudness([{}, {}]) is None


def test_an_album_is_as_loud_as_its_tracks_in_a_row(tmp_path: Path) -> None:
    tracks = [
        tone(-20.0, 2, 6),
        tone(-26.0, 2, 9),
        (chord(7 * RATE_HZ) * np.linspace(0.02, 1, 7 * RATE_HZ)[:, None]).astype(np.int16),
        tone(-60.0, 2, 20),  # below the relative gate of the whole
    ]
    histograms = [loudness_of(track, tmp_path).histogram for track in tracks]
    whole = loudness_of(np.concatenate(tracks), tmp_path).integrated_lufs
    assert whole is not None
    assert album_loudness(histograms) == pytest.approx(whole, abs=0.1)


@pytest.mark.parametrize(
    ("histograms", "expected"),
    [
        ([{"-23.0": 100}], -23.05),
        ([{"-23.0": 50}, {"-23.0": 50}], -23.05),
        ([{"-20.0": 10, "-40.0": 1000}], -37.08),  # most is quiet, so that the mean's gate lies below it
        ([{"-20.0": 1000, "-40.0": 10}], -20.05),  # the quiet part is gated out
        ([{"-70.0": 9}], None),
    ],
)
def test_both_gates_hold(histograms: list[dict[str, int]], expected: float | None) -> None:
    assert album_loudness(histograms) == (None if expected is None else pytest.approx(expected, abs=0.01))
