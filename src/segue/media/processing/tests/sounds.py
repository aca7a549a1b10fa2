"""Deterministic sound for tests: synthesized with numpy, written with the standard library, encoded with ffmpeg."""

import subprocess
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from segue.media.processing.ffmpeg import ffmpeg_path

RATE_HZ = 44_100
Samples = npt.NDArray[np.int16]


def chord(frame_count: int, channels: int = 2, *, rate_hz: int = RATE_HZ) -> Samples:
    """Two soft tones and a little noise in each channel, faded in and out; shape (frames, channels)."""
    time_s = np.arange(frame_count)[:, None] / rate_hz
    pitches_hz = 220.0 * (1 + np.arange(channels))
    noise = np.random.default_rng(7).uniform(-0.01, 0.01, (frame_count, channels))
    tones = 0.3 * np.sin(2 * np.pi * pitches_hz * time_s) + 0.1 * np.sin(2 * np.pi * 3 * pitches_hz * time_s)
    edge = np.minimum(np.arange(frame_count), np.arange(frame_count)[::-1])[:, None] / (0.1 * rate_hz)
    return np.round((tones + noise) * np.minimum(1, edge) * 32767).astype(np.int16)


def write_wav(path: Path, samples: Samples, *, rate_hz: int = RATE_HZ) -> Path:
    """16-bit PCM."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def encode(source: Path, destination: Path, *options: str) -> Path:
    """Convert with the locked ffmpeg, which may open files by name here: the input is our own."""
    run_ffmpeg("-i", str(source), *options, str(destination))
    return destination


def run_ffmpeg(*arguments: str) -> bytes:
    """What it wrote to standard output."""
    command = [ffmpeg_path(), "-nostdin", "-v", "error", "-y", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def decode(path: Path, *input_options: str) -> bytes:
    """Interleaved 16-bit samples."""
    return run_ffmpeg(
        *input_options, "-i", str(path), "-map", "0:a:0", "-f", "s16le", "-c:a", "pcm_s16le", "-"
    )
