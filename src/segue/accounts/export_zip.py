"""Writes a zip piece by piece, so that neither a large file nor many small ones fill the memory."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import IO

from segue.accounts.ports import ExportFile, FileGone

ZIP64_BYTES = 1 << 31
MISSING = "missing-files.txt"


class ZipTooLarge(Exception):
    """More came than the limit allows."""


@contextmanager
def zip_writer(
    target: IO[bytes], *, made_at: datetime, limit_bytes: int, on_bytes: Callable[[int], None]
) -> Iterator["ZipWriter"]:
    """`on_bytes(count)` is told of everything that is put in."""
    with zipfile.ZipFile(target, "w") as archive:
        writer = ZipWriter(archive, made_at, limit_bytes, on_bytes)
        yield writer
        writer.tell_missing()


@dataclass
class ZipWriter:
    archive: zipfile.ZipFile
    made_at: datetime
    left_bytes: int
    on_bytes: Callable[[int], None]
    missing: list[str] = field(default_factory=list)

    def add_all(self, files: Iterable[ExportFile]) -> None:
        """Raises ZipTooLarge."""
        for file in files:
            chunks = file.chunks()
            try:
                first = next(chunks, b"")
            except FileGone:
                self.missing.append(file.path)
                continue
            self._add(file, chain([first], chunks))

    def tell_missing(self) -> None:
        """The paths of what wasn't there, if there are any."""
        if self.missing:
            text = "\n".join(["These files are no longer on this server:", *self.missing, ""])
            self.add_all([ExportFile(MISSING, lambda: iter([text.encode()]))])

    def _add(self, file: ExportFile, chunks: Iterable[bytes]) -> None:
        at = self.made_at
        date = (at.year, at.month, at.day, at.hour, at.minute, at.second)
        entry = zipfile.ZipInfo(file.path, date)
        entry.compress_type = zipfile.ZIP_STORED if file.is_original else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with self.archive.open(entry, "w", force_zip64=file.size_bytes >= ZIP64_BYTES) as target:
            for chunk in chunks:
                self.left_bytes -= len(chunk)
                if self.left_bytes < 0:
                    raise ZipTooLarge
                target.write(chunk)
                self.on_bytes(len(chunk))
