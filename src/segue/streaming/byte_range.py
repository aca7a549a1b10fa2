"""The Range header (RFC 9110, 14.1.2): one range of bytes; more than one is answered with the whole."""

import re
from dataclasses import dataclass

_ONE_RANGE = re.compile(rb"bytes=(\d{0,100})-(\d{0,100})", re.IGNORECASE)  # far beyond any file, yet bounded


class Unsatisfiable(Exception):
    """The range lies outside the file: 416."""


@dataclass(frozen=True)
class ByteRange:
    start: int
    length: int


def parse_range(header: bytes, size: int) -> ByteRange | None:
    """None when the whole file is to be sent: no header, or one that may be ignored. Raises Unsatisfiable."""
    match = _ONE_RANGE.fullmatch(header.strip())
    if match is None or match.groups() == (b"", b""):
        return None
    first, last = match.groups()
    if not first:
        return _suffix(int(last), size)
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return ByteRange(start, end - start + 1)


def _suffix(count: int, size: int) -> ByteRange:
    if count == 0 or size == 0:
        raise Unsatisfiable
    return ByteRange(max(size - count, 0), min(count, size))
