"""A folder of music becomes artists, releases and tracks; again, only what changed in it does anything.

First everything is made browsable, from the tags alone. Then each new file is read whole (its hash, and its copy if
the library is copied), covers are made, and the sound, if it is wanted ahead. Each step goes on where it was stopped.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from segue.accounts.types import Viewer
from segue.catalog.importing.albums import AlbumWriter
from segue.catalog.importing.blocked import forget_tracks
from segue.catalog.importing.covers import give_covers
from segue.media import queries as media_queries
from segue.media import services as media_services
from segue.media.services import LibraryFolder, Report, Scan

SCAN, READ, COVERS, SOUND = "Scanned", "Read", "Made covers of", "Asked for the sound of"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one of the steps is; `total` may still grow."""

    step: str
    done: int
    total: int


OnProgress = Callable[[Progress], None]


def import_library(
    actor: Viewer,
    library: LibraryFolder,
    *,
    publish: bool,
    below: bytes = b"",
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """What it did. `below`: only look into this folder of the library. Raises LibraryBusy, NoSpace, ProcessingError
    where no file may be opened on this machine."""
    with media_services.alone(library):
        was_stopped = library.scanned_at is None
        media_services.take_up_lifted(library)
        report, touched = _scan(actor, library, below, publish=publish, on_progress=on_progress)
        _read_contents(library, report, on_progress)
        give_covers(
            library,
            None if was_stopped else touched,
            on_done=lambda done, total: on_progress(Progress(COVERS, done, total)),
            on_trouble=report.troubles.append,
        )
        if library.is_ahead:
            _make_sound(library, on_progress)
        media_services.settle(library)
        return report


def _scan(
    actor: Viewer, library: LibraryFolder, below: bytes, *, publish: bool, on_progress: OnProgress
) -> tuple[Report, set[uuid.UUID]]:
    """Also which releases got tracks."""
    done, total = 0, media_services.count_music(library, below)

    def count(more: int) -> None:
        nonlocal done
        done += more
        on_progress(Progress(SCAN, done, max(done, total)))

    scan = Scan(library, on_read=count)
    writer = AlbumWriter(actor, library, publish=publish, is_first=scan.is_first)
    for files in scan.batches(below):
        writer.write(files)
    return scan.report, writer.touched


def _read_contents(library: LibraryFolder, report: Report, on_progress: OnProgress) -> None:
    total, done = media_services.count_unread(library)[0], 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        on_progress(Progress(READ, done, total))

    if total:
        refused = media_services.read_contents(library, forget=forget_tracks, on_read=count)
        report.refused += refused
        report.new = max(0, report.new - len(refused))


def _make_sound(library: LibraryFolder, on_progress: OnProgress) -> None:
    waiting = media_queries.silent_assets(library)
    for start in range(0, len(waiting), 500):
        media_services.make_sound(waiting[start : start + 500])
        on_progress(Progress(SOUND, min(start + 500, len(waiting)), len(waiting)))
