"""Folders and one piece of sound that most tests use."""

from pathlib import Path

import pytest

from segue.media.processing.tests.sounds import chord, write_wav

FRAME_COUNT = 5 * 44_100 + 123


@pytest.fixture
def workdir(tmp_path: Path) -> Path:
    """Empty, as the processing functions want it."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """FRAME_COUNT frames of 16-bit stereo at 44.1 kHz."""
    return write_wav(tmp_path / "source.wav", chord(FRAME_COUNT))
