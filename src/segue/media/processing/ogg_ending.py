"""Tells whether an Ogg file was cut off in the middle of a page: decoders end there without a complaint."""

import os
from pathlib import Path

_MAX_PAGE_BYTES = 27 + 255 + 255 * 255  # RFC 3533, section 6
_SEGMENT_COUNT_AT = 26


def is_cut_off(source: Path) -> bool:
    """Whether the last page promises more bytes than there are. A cut between two pages can't be seen."""
    with source.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 2 * _MAX_PAGE_BYTES))
        tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0:
        return False
    page = tail[at:]
    table = page[_SEGMENT_COUNT_AT + 1 :]
    if len(page) <= _SEGMENT_COUNT_AT or len(table) < page[_SEGMENT_COUNT_AT]:
        return True
    segment_count = page[_SEGMENT_COUNT_AT]
    return len(table) < segment_count + sum(table[:segment_count])
