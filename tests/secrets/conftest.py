"""OpenBao, a PostgreSQL whose users it makes, and a folder with music."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest

from segue.config.tests.database_engine import EnginePostgres
from segue.env.tests.openbao import OpenBao


@pytest.fixture(scope="module")
def bao() -> Iterator[OpenBao]:
    server = OpenBao()
    yield server
    server.stop()


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[EnginePostgres]:
    server = EnginePostgres(tmp_path / "engine")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one song of 8 seconds."""
    folder = tmp_path_factory.mktemp("music")
    tags = ["-metadata", "title=Low Tide", "-metadata", "album=Slack Water", "-metadata", "artist=Marram"]
    tone = "sine=frequency=440:sample_rate=44100:duration=8"
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", tone, *tags]
    subprocess.run([*command, str(folder / "low_tide.flac")], check=True)
    return folder
