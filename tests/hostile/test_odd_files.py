"""Odd and broken files from other projects' tests each get a verdict with a reason, in time."""

import hashlib
from pathlib import Path

import pytest

from tests.hostile.judging import NOT_MUSIC, Court, Report

_ODD = Path(__file__).resolve().parents[3] / "shared" / "data" / "D_odd_audio"
_SAMPLE_COUNT, _PARTS = 60, 6
_OTHER_KINDS = {
    ".json",
    ".txt",
    ".m3u",
    ".m3u8",
    ".html",
    ".xml",
    ".jpg",
    ".png",
    ".tiff",
    ".lrc",
    ".srt",
    ".ttml",
}
_NEEDS_DATA = pytest.mark.skipif(
    not _ODD.is_dir(), reason="needs the odd audio files in ../shared/data/D_odd_audio"
)


@pytest.fixture(scope="session")
def odd_files(is_complete: bool) -> list[Path]:
    """All of them, or always the same few, chosen by their names' hashes."""
    paths = [path for path in _ODD.rglob("*") if path.is_file()]
    mixed = sorted(paths, key=lambda path: hashlib.sha256(str(path.relative_to(_ODD)).encode()).digest())
    return mixed if is_complete else mixed[:_SAMPLE_COUNT]


@_NEEDS_DATA
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(_PARTS))
def test_every_odd_file_gets_a_verdict(part: int, court: Court, odd_files: list[Path]) -> None:
    court.group = "odd files"
    for path in odd_files[part::_PARTS]:
        report = court.judge(path)
        assert_fits(path, report)


def assert_fits(path: Path, report: Report) -> None:
    """What is no music at all isn't taken."""
    if path.suffix in _OTHER_KINDS:
        assert report["code"] in NOT_MUSIC, report
