"""One running Segue for the journeys of a module, and music to upload."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest
from playwright.sync_api import expect

from segue.runtime.network import private_port
from tests.journeys.running import RunningSegue

expect.set_options(timeout=20_000)  # a busy machine takes longer than Playwright's 5 s


@pytest.fixture(scope="module")
def segue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSegue]:
    running = RunningSegue(tmp_path_factory.mktemp("segue") / "data", private_port())
    try:
        running.start()
        yield running
    finally:
        running.destroy()


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of three slow tones in stereo, FLAC 16 bit 44.1 kHz, with tags."""
    path = tmp_path_factory.mktemp("song") / "low_tide.flac"
    tones = "aevalsrc=0.2*sin(440*PI*t)*sin(PI*t/3)|0.2*sin(330*PI*t)*cos(PI*t/5):s=44100:d=60"
    tags = ["-metadata", "title=Low Tide", "-metadata", "album=Slack Water", "-metadata", "artist=Marram"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", tones, *tags, str(path)]
    subprocess.run(command, check=True)
    return path
