"""Rings in files, for tests."""

import os
from pathlib import Path

from segue.env.key_file import rotate


def rotate_long_ago(path: Path, *, is_dropping_old: bool = False) -> tuple[str, list[str]]:
    """So that every process that starts now signs with the new key already."""
    answer = rotate(path, most_keys=4, is_dropping_old=is_dropping_old)
    os.utime(path, (answer_at := path.stat().st_mtime - 3600, answer_at))
    return answer
