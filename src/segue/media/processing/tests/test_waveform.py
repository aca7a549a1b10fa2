"""The waveform is 400 exact peaks."""

from pathlib import Path

import numpy as np
import pytest

from segue.media.processing import ProcessingError, measure_peaks, probe
from segue.media.processing.tests.sounds import encode, write_wav
from segue.media.types import Probe


def test_each_part_shows_its_own_largest_sample(tmp_path: Path, workdir: Path) -> None:
    samples = np.zeros((400 * 1000, 2), np.int16)
    expected = [part % 256 for part in range(400)]
    for part, level in enumerate(expected):
        sign = -1 if part % 2 else 1
        samples[part * 1000 + 500, part % 2] = np.clip(sign * round(level * 32768 / 255), -32768, 32767)
    source = write_wav(tmp_path / "a.wav", samples)
    assert list(measure_peaks(source, probe(source, workdir), workdir)) == expected


@pytest.mark.parametrize("frame_count", [4_410, 5_003, 44_100 * 61])
def test_any_length_gives_400_peaks(frame_count: int, tmp_path: Path, workdir: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", np.full((frame_count, 1), -32768, np.int16))
    source = encode(wav, tmp_path / "a.flac")
    assert measure_peaks(source, probe(source, workdir), workdir) == b"\xff" * 400


def test_silence_is_flat(tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "a.wav", np.zeros((44_100, 2), np.int16))
    assert measure_peaks(source, probe(source, workdir), workdir) == bytes(400)


def test_what_cannot_be_decoded_is_an_error(tmp_path: Path, workdir: Path) -> None:
    source = tmp_path / "a.wav"
    source.write_text("no sound")
    facts = Probe("wav", "pcm_s16le", 44_100, 2, 16, 1000, is_lossless=True)
    with pytest.raises(ProcessingError) as caught:
        measure_peaks(source, facts, workdir)
    assert caught.value.code == "media.tool_failed"
