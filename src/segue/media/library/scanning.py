"""One scan of a library's folder: what is new or changed is read and handed on album by album, in bounded batches."""

import hashlib
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from segue.kernel.storage import spool_folder
from segue.media import processing
from segue.media.file_names import shown_name
from segue.media.library import rows
from segue.media.library.changes import Back, Changed, KnownFile, Look, differences, is_there
from segue.media.library.readers import Reading, TagReaders, Wanted
from segue.media.library.walking import FoundFile
from segue.media.models import LibraryFile, LibraryFolder
from segue.media.processing.errors import ProcessingError, too_long
from segue.media.processing.ffmpeg import MAX_DURATION_S
from segue.media.processing.formats import CODECS
from segue.media.types import Probe, Tags

BATCH_FILES = 500
MAX_BATCH_FILES = 4000
_AHEAD = 1000
_MIN_DURATION_MS = 100


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """One that is to become a track, or whose track is to change. `refusal`: why it is none."""

    found: FoundFile
    known: KnownFile | None
    tags: Tags = field(default_factory=Tags)
    raw_format: str = ""
    raw: str = "{}"
    sound: Probe | None = None
    refusal: str = ""
    sha256: str = ""


@dataclass
class Report:
    """What one scan did; `troubles` are sentences about what couldn't be looked at."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    back: int = 0
    missing: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


class Scan:
    """`batches` does the work; `report` is complete once they have ended."""

    def __init__(self, folder: LibraryFolder, *, on_read: Callable[[int], None] = lambda count: None) -> None:
        self.folder, self.report, self.look = folder, Report(), Look()
        self._root = bytes(folder.path)
        self._on_read = on_read
        self.is_first = not LibraryFile.objects.filter(folder=folder).exists()

    def batches(self, below: bytes = b"") -> Iterator[list[ScannedFile]]:
        """Files of one album come together, unless there are very many in one folder. Nothing is said to be missing
        of a folder in which nothing is: its disk may not be there. Raises ProcessingError where nothing may be read."""
        with tempfile.TemporaryDirectory(dir=spool_folder("work")) as work:
            readings = self._read(Path(work), below)
            yield from _by_album(readings)
        self._settle_missing(below)

    def _settle_missing(self, below: bytes) -> None:
        look, report = self.look, self.report
        report.troubles += [
            f"{shown_name(os.fsdecode(place.path)) or 'The folder'}: {place.reason}."
            for place in look.unreadable
        ]
        if look.found_count or below:
            report.missing = len(look.missing)
            rows.mark_missing(look.missing)
        elif look.gone:
            report.troubles.append("There is no music in the folder any more. Is its disk there?")
        report.unchanged = (
            look.found_count - report.new - report.changed - report.moved - report.back - len(report.refused)
        )

    def _read(self, work: Path, below: bytes) -> Iterator[ScannedFile]:
        """In the order of the paths."""
        waiting: deque[Changed] = deque()

        def wanted() -> Iterator[Wanted]:
            for change in self._to_read(below):
                waiting.append(change)
                found = change.found
                yield Wanted(os.path.join(self._root, found.path), found.bytes, found.modified_ns)  # noqa: PTH118

        with TagReaders(work) as readers:
            for reading in readers.read(wanted()):
                self._on_read(1)
                if scanned := self._judge(waiting.popleft(), reading):
                    yield scanned

    def _to_read(self, below: bytes) -> Iterator[Changed]:
        """Without what only moved, was only touched, or is only back."""
        changes = differences(self.folder, self.look, below)
        while piece := list(islice(changes, _AHEAD)):
            back = [change.known for change in piece if isinstance(change, Back)]
            rows.bring_back(back)
            self.report.back += len(back)
            files = [change for change in piece if isinstance(change, Changed)]
            moves = (
                {} if self.is_first else self._moves([change.found for change in files if not change.known])
            )
            rows.move(moves)
            for change in files:
                if change.found.path in moves:
                    self.look.moved.add(moves[change.found.path][0].id)
                    self.report.moved += 1
                elif not self._is_only_touched(change):
                    yield change

    def _moves(self, new: list[FoundFile]) -> dict[bytes, tuple[KnownFile, FoundFile]]:
        """By the new path: rows whose file is gone from its place, and which is this one by its hash; or, if it never
        was hashed, by its size and time."""
        moves: dict[bytes, tuple[KnownFile, FoundFile]] = {}
        taken: set[object] = set(self.look.moved)
        candidates = rows.of_sizes(self.folder, {found.bytes for found in new})
        for found in new:
            for row in candidates.get(found.bytes, ()):
                if row.id not in taken and self._is_same(row, found) and not is_there(self.folder, row):
                    moves[found.path] = (row, found)
                    taken.add(row.id)
                    break
        return moves

    def _is_same(self, row: KnownFile, found: FoundFile) -> bool:
        if row.sha256:
            return self._sha256(found) == row.sha256
        return row.modified_ns == found.modified_ns

    def _is_only_touched(self, change: Changed) -> bool:
        known = change.known
        is_touched = bool(
            known
            and known.sha256
            and known.bytes == change.found.bytes
            and self._sha256(change.found) == known.sha256
        )
        if known and is_touched:
            rows.touch(known, change.found)
        return is_touched

    def _sha256(self, found: FoundFile) -> str:
        try:
            with open(os.path.join(self._root, found.path), "rb") as content:  # noqa: PTH118, PTH123
                return hashlib.file_digest(content, "sha256").hexdigest()
        except OSError:
            return ""

    def _judge(self, change: Changed, reading: Reading) -> ScannedFile | None:
        """None of what is to be looked at again next time: it is being written, or can't be opened."""
        found, report = change.found, self.report
        if reading.is_changing:
            report.troubles.append(
                f"{shown_name(found.name)} is being written. Import the folder again later."
            )
            return None
        if reading.problem:
            report.troubles.append(f"{shown_name(found.name)}: {reading.problem}.")
            return None
        try:
            scanned = self._completed(change, reading)
        except ProcessingError as error:
            if error.kind != "permanent":
                report.troubles.append(f"{shown_name(found.name)}: {error.message}")
                return None
            report.refused.append((shown_name(os.fsdecode(found.path)), error.message))
            return ScannedFile(found, change.known, refusal=error.message)
        report.changed += bool(change.known and change.known.asset_id)
        report.new += not (change.known and change.known.asset_id)
        return scanned

    def _completed(self, change: Changed, reading: Reading) -> ScannedFile:
        """With what it takes more than mutagen to know. Raises ProcessingError."""
        tags, raw_format, raw, sound = reading.tags, reading.raw_format, reading.raw, reading.sound
        source = Path(os.fsdecode(os.path.join(self._root, change.found.path)))  # noqa: PTH118
        if sound is None or sound.duration_ms < _MIN_DURATION_MS or sound.codec not in CODECS:
            with tempfile.TemporaryDirectory(dir=spool_folder("work")) as work:
                sound = processing.probe(source, Path(work))
        if reading.is_lost:
            with tempfile.TemporaryDirectory(dir=spool_folder("work")) as work:
                again = processing.read_all_tags(source, Path(work))
                tags, raw_format, raw = again.tags, again.raw.format, rows.as_json(again.raw.fields)
        if sound.duration_ms > MAX_DURATION_S * 1000:
            raise too_long(MAX_DURATION_S // 3600)
        return ScannedFile(change.found, change.known, tags, raw_format, raw, sound)


def _by_album(files: Iterator[ScannedFile]) -> Iterator[list[ScannedFile]]:
    """Cut where no folder that has files in the batch goes on."""
    batch: list[ScannedFile] = []
    open_folders: set[bytes] = set()
    for file in files:
        open_folders = {folder for folder in open_folders if file.found.path.startswith(folder + b"/")}
        if len(batch) >= (MAX_BATCH_FILES if open_folders else BATCH_FILES):
            yield batch
            batch = []
        batch.append(file)
        if file.found.album_folder:  # what lies in the library's own folder is no album
            open_folders.add(file.found.album_folder)
    if batch:
        yield batch
