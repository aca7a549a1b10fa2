"""The waveform is 400 exact peaks."""

from pathlib import Path

import numpy as np
import pytest

from segue.media.processing import prepare, probe
from segue.media.processing.listening import Listener
from segue.media.processing.tests.sounds import encode, write_wav
from segue.media.processing.waveform import MAX_BLOCK_COUNT, Waveform


def peaks_of(source: Path, workdir: Path) -> bytes:
    return prepare(source, probe(source, workdir), (), workdir).peaks


def test_each_part_shows_its_own_largest_sample(tmp_path: Path, workdir: Path) -> None:
    samples = np.zeros((400 * 1000, 2), np.int16)
    expected = [part % 256 for part in range(400)]
    for part, level in enumerate(expected):
        sign = -1 if part % 2 else 1
        samples[part * 1000 + 500, part % 2] = np.clip(sign * round(level * 32768 / 255), -32768, 32767)
    source = write_wav(tmp_path / "a.wav", samples)
    assert list(peaks_of(source, workdir)) == expected


@pytest.mark.parametrize("frame_count", [4_410, 5_003, 44_100 * 61])
def test_any_length_gives_400_peaks(frame_count: int, tmp_path: Path, workdir: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", np.full((frame_count, 1), -32768, np.int16))
    source = encode(wav, tmp_path / "a.flac")
    assert peaks_of(source, workdir) == b"\xff" * 400


def test_silence_is_flat(tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "a.wav", np.zeros((44_100, 2), np.int16))
    assert peaks_of(source, workdir) == bytes(400)


@pytest.mark.parametrize("chunk_bytes", [7, 4096, 1 << 20])
def test_it_does_not_matter_where_the_sound_is_cut(chunk_bytes: int) -> None:
    frames = np.arange(20_000)
    sound = np.stack([frames % 3000, -(frames % 5000)], axis=1) / 10_000
    content = sound.astype("<f4").tobytes()
    listener, whole = Listener(2), Listener(2)
    for at in range(0, len(content), chunk_bytes):
        listener.add(content[at : at + chunk_bytes])
    whole.add(content)
    assert listener.waveform.peaks() == whole.waveform.peaks()
    assert max(whole.waveform.peaks()) == round(0.4999 * 255)
    assert listener.true_peak_dbtp() == whole.true_peak_dbtp()


def test_hours_take_no_more_memory_than_minutes() -> None:
    waveform = Waveform()
    minute = np.zeros(60 * 44_100, np.float32)
    for _ in range(3):
        waveform.add(minute)
    waveform.add(minute + 0.5)
    assert waveform.peaks() == bytes(300) + bytes([128]) * 100
    assert waveform.block_count <= MAX_BLOCK_COUNT


def test_no_sound_has_no_peaks() -> None:
    assert Waveform().peaks() == b""


def test_what_is_no_number_is_silence() -> None:
    listener = Listener(1)
    listener.add(np.array([0.25, np.nan, np.inf, -np.inf] * 1000, "<f4").tobytes())
    assert listener.waveform.peaks() == bytes([64]) * 400
