"""Reads the tags of many files with few confined readers, each of which reads one file after the other.

A file on which a reader dies, hangs or runs out of memory costs that file alone: another reader goes on behind it.
"""

import json
import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from segue.media.processing import child
from segue.media.processing.formats import is_lossless
from segue.media.processing.lasting_child import ChildGone, LastingChild
from segue.media.processing.tag_values import tags_of
from segue.media.processing.tags import latin1_fields, raw_fields
from segue.media.types import Probe, RawTagFields, Tags

FILES_AT_ONCE = 24
FILES_PER_READER = 20_000
_LIMITS = child.Limits(cpu_s=3600, wall_s=30.0, memory_bytes=512 << 20, file_bytes=1 << 20)
_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_UNKEPT_IN_JSON = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?:0000|[dD][89a-fA-F])")


@dataclass(frozen=True, slots=True)
class Reading:
    """Of one file. `raw` is the JSON text of its fields; `sound` is None where the headers don't tell. `problem` says
    why it couldn't be opened, `is_changing` that it isn't what the scan has seen, `is_lost` that its reader died."""

    tags: Tags = field(default_factory=Tags)
    raw_format: str = ""
    raw: str = "{}"
    sound: Probe | None = None
    problem: str = ""
    is_changing: bool = False
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file by its whole path, as the scan has seen it."""

    path: bytes
    bytes: int
    modified_ns: int


class TagReaders:
    """Raises ProcessingError when no reader can be started here."""

    def __init__(self, folder: Path, *, count: int = 2) -> None:
        self._folder = folder
        self._readers: list[LastingChild | None] = [None] * count
        self._left = [0] * count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for number in range(len(self._readers)):
            self._end(number)

    def read(self, files: Iterable[Wanted]) -> Iterator[Reading]:
        """In the same order; as many batches are under way as there are readers."""
        under_way: deque[tuple[int, list[Wanted], list[int | Reading]]] = deque()
        try:
            for turn, batch in enumerate(_batches(files)):
                number = turn % len(self._readers)
                if len(under_way) == len(self._readers):
                    yield from self._answers(*under_way.popleft())
                opened = [_opened(file) for file in batch]
                under_way.append((number, batch, opened))
                with suppress(ChildGone):  # it is met again where the answers are missed
                    self._ask(number, opened)
            while under_way:
                yield from self._answers(*under_way.popleft())
        finally:
            for _, _, opened in under_way:
                _close(opened)

    def _answers(self, number: int, batch: list[Wanted], opened: list[int | Reading]) -> Iterator[Reading]:
        with ExitStack() as stack:
            stack.callback(_close, opened)
            for position, (file, entry) in enumerate(zip(batch, opened, strict=True)):
                if isinstance(entry, Reading):
                    yield entry
                    continue
                try:
                    head, fields = self._documents(number)
                    yield _reading(head, fields, file, entry)
                except ChildGone:
                    self._end(number)
                    yield Reading(is_lost=True)
                    rest = opened[position + 1 :]
                    with suppress(ChildGone):
                        self._ask(number, rest)

    def _documents(self, number: int) -> tuple[bytes, bytes]:
        """Raises ChildGone."""
        reader = self._readers[number]
        if reader is None:
            raise ChildGone
        return reader.document(), reader.document()

    def _ask(self, number: int, opened: list[int | Reading]) -> None:
        """Raises ChildGone."""
        descriptors = [entry for entry in opened if isinstance(entry, int)]
        if not descriptors:
            return
        reader = self._readers[number]
        if reader is None or self._left[number] <= 0:
            self._end(number)
            reader = LastingChild("tags_child.py", workdir=self._folder, limits=_LIMITS)
            self._readers[number], self._left[number] = reader, FILES_PER_READER
        self._left[number] -= len(descriptors)
        reader.ask(descriptors)

    def _end(self, number: int) -> None:
        reader, self._readers[number] = self._readers[number], None
        if reader:
            reader.end()


def _batches(files: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    batch: list[Wanted] = []
    for file in files:
        batch.append(file)
        if len(batch) == FILES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _opened(file: Wanted) -> int | Reading:
    try:
        descriptor = os.open(file.path, _OPEN)
    except OSError as error:
        return Reading(problem=error.strerror or "it can't be opened")
    if not _is_as_seen(descriptor, file):
        os.close(descriptor)
        return Reading(is_changing=True)
    return descriptor


def _is_as_seen(descriptor: int, file: Wanted) -> bool:
    facts = os.fstat(descriptor)
    is_same = (facts.st_size, facts.st_mtime_ns) == (file.bytes, file.modified_ns)
    return is_same and stat.S_ISREG(facts.st_mode)


def _close(opened: list[int | Reading]) -> None:
    for entry in opened:
        if isinstance(entry, int):
            with suppress(OSError):
                os.close(entry)


def _reading(head: bytes, fields: bytes, file: Wanted, descriptor: int) -> Reading:
    """Raises ChildGone of a reader that doesn't say what ours says."""
    if not _is_as_seen(descriptor, file):
        return Reading(is_changing=True)
    try:
        document: dict[str, Any] = json.loads(head)
        raw = RawTagFields(
            str(document["format"])[:40], raw_fields(json.loads(fields, parse_constant=_refused))
        )
        if b"\\u" in fields and _UNKEPT_IN_JSON.search(fields):
            raise ChildGone
        tags = tags_of(raw, latin1_fields(document), has_cover=bool(document["has_cover"]))
        return Reading(tags, raw.format, fields.decode(), _sound(document["facts"]))
    except Exception as error:
        raise ChildGone from error


def _refused(constant: str) -> None:
    """NaN and its like, which no JSON has."""
    raise ValueError(constant)


def _sound(facts: dict[str, Any]) -> Probe | None:
    if not facts or not facts["codec"]:
        return None
    is_exact = is_lossless(facts["codec"])
    bits = facts["bits_per_sample"] if is_exact else None
    return Probe(**(facts | {"bits_per_sample": bits}), is_lossless=is_exact)
