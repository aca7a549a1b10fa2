"""Watches a library's folder, and imports again what changed in it."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import watch

from segue.media.services import LibraryFolder

QUIET_MS = 2_000
"""So long nothing may have changed: a file that is being copied is one change after the other."""
LONGEST_MS = 60_000


def watch_library(
    library: LibraryFolder, on_change: Callable[[bytes], None], *, stop: threading.Event | None = None
) -> None:
    """Calls with each folder, below the library, in which something changed. Until Ctrl-C, or `stop`."""
    root = Path(str(library))
    for changes in watch(
        root, watch_filter=None, step=QUIET_MS, debounce=LONGEST_MS, stop_event=stop, raise_interrupt=True
    ):
        for folder in changed_folders(root, (Path(path) for _, path in changes)):
            on_change(folder)


def changed_folders(root: Path, paths: Iterable[Path]) -> list[bytes]:
    """Folders that are there, none within another; of what is gone or oddly named, the next one above."""
    folders: set[bytes] = set()
    for path in paths:
        if any(part.startswith(".") for part in path.relative_to(root).parts):
            continue
        folder = path.parent if path != root else root
        while folder != root and not folder.is_dir():
            folder = folder.parent
        below = os.fsencode(folder.relative_to(root))
        folders.add(b"" if below == b"." else below)
    return [folder for folder in sorted(folders) if not any(_holds(other, folder) for other in folders)]


def _holds(outer: bytes, inner: bytes) -> bool:
    return outer != inner and (outer == b"" or inner.startswith(outer + b"/"))
