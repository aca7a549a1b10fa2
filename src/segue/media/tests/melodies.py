"""Little pieces of generated music, versions of them, and their fingerprints."""

import subprocess
import wave
from pathlib import Path

import numpy as np

from segue.media.tests.factories import FFMPEG

RATE_HZ = 22_050
NOTE_S = 0.3


def melody(path: Path, *, seed: int, duration_s: int = 30) -> Path:
    """A WAV of chance notes with overtones, each with a bass below it."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(int(NOTE_S * RATE_HZ)) / RATE_HZ
    fading = np.exp(-4 * time_s)
    notes = []
    for _ in range(int(duration_s / NOTE_S)):
        pitches_hz = 220 * 2 ** (rng.integers(0, 24, 2) / 12) / [1, 4]
        tones = [
            np.sin(2 * np.pi * pitch * overtone * time_s) / overtone
            for pitch in pitches_hz
            for overtone in (1, 2, 3, 4)
        ]
        notes.append(0.15 * fading * sum(tones))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(np.round(np.concatenate(notes) * 32767).astype("<i2").tobytes())
    return path


def version(source: Path, path: Path, *options: str) -> Path:
    _ffmpeg("-y", "-i", str(source), *options, str(path))
    return path


def fingerprint_of(path: Path) -> list[int]:
    """Chromaprint's words, signed, of the first two minutes."""
    output = _ffmpeg("-i", str(path), "-t", "120", "-f", "chromaprint", "-fp_format", "raw", "-")
    return [int(word) for word in np.frombuffer(output, "<i4")]


def _ffmpeg(*arguments: str) -> bytes:
    command = [FFMPEG, "-nostdin", "-v", "error", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout
