"""Folders to work in, outside storage; the clock removes what killed processes left there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue.kernel.storage import spool_folder


def work_root() -> Path:
    return spool_folder("work")


@contextmanager
def work_folder() -> Iterator[Path]:
    """An empty folder of one's own, gone afterwards."""
    with tempfile.TemporaryDirectory(dir=work_root()) as folder:
        yield Path(folder)
