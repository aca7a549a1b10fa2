"""Reads the sample tables out of a fragmented single-track MP4 file, as ffmpeg writes it with a global index."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from segue.media.processing.isobmff import (
    Box,
    Buffer,
    MalformedBox,
    iter_boxes,
    require,
    uint32,
    version_and_flags,
)

_TFHD_OPTIONAL_FIELDS = ((0x01, 8), (0x02, 4))  # base data offset, sample description index: skipped
_TFHD_DEFAULT_DURATION, _TFHD_DEFAULT_SIZE = 0x08, 0x10
_TRUN_DATA_OFFSET, _TRUN_FIRST_FLAGS = 0x001, 0x004
_TRUN_DURATION, _TRUN_SIZE, _TRUN_SAMPLE_FLAGS, _TRUN_TIME_OFFSET = 0x100, 0x200, 0x400, 0x800


@dataclass(frozen=True, slots=True)
class SampleTable:
    """Duration and size of every sample, and where each run of samples lies: (file offset, sample count)."""

    durations: "array[int]"
    sizes: "array[int]"
    chunks: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class FragmentedFile:
    """The parts of a fragmented file; `references` are (bytes, duration) of each fragment after the index."""

    moov: Box
    sidx: Box
    references: list[tuple[int, int]]
    samples: SampleTable


def read_fragmented(data: Buffer, size: int) -> FragmentedFile:
    """Raises MalformedBox for anything but one track, one moov and one sidx before the first fragment."""
    top = list(iter_boxes(data, 0, size))
    moov, sidx = _only(top, b"moov"), _only(top, b"sidx")
    table = SampleTable(array("I"), array("I"), [])
    defaults = _track_defaults(data, moov)
    for box in top:
        if box.type == b"moof":
            _read_fragment(data, box, defaults, table)
    return FragmentedFile(moov, sidx, list(_read_sidx(data, sidx)), table)


def _only(boxes: list[Box], box_type: bytes) -> Box:
    found = [box for box in boxes if box.type == box_type]
    if len(found) != 1:
        raise MalformedBox(f"{len(found)} boxes {box_type!r}")
    return found[0]


def _track_defaults(data: Buffer, moov: Box) -> tuple[int, int]:
    trex = require(data, moov, b"mvex", b"trex")
    return uint32(data, trex.body + 12), uint32(data, trex.body + 16)


def _read_sidx(data: Buffer, sidx: Box) -> Iterator[tuple[int, int]]:
    version, _ = version_and_flags(data, sidx)
    counts_at = sidx.body + 12 + (8 if version == 0 else 16)
    count = uint32(data, counts_at) & 0xFFFF
    for entry_at in range(counts_at + 4, counts_at + 4 + 12 * count, 12):
        yield uint32(data, entry_at) & 0x7FFFFFFF, uint32(data, entry_at + 4)


def _read_fragment(data: Buffer, moof: Box, defaults: tuple[int, int], table: SampleTable) -> None:
    traf = require(data, moof, b"traf")
    for box in iter_boxes(data, traf.body, traf.end):
        if box.type == b"tfhd":
            defaults = _fragment_defaults(data, box, defaults)
        elif box.type == b"trun":
            _read_run(data, moof, box, defaults, table)


def _fragment_defaults(data: Buffer, tfhd: Box, defaults: tuple[int, int]) -> tuple[int, int]:
    _, flags = version_and_flags(data, tfhd)
    duration, size = defaults
    at = tfhd.body + 8 + sum(length for flag, length in _TFHD_OPTIONAL_FIELDS if flags & flag)
    if flags & _TFHD_DEFAULT_DURATION:
        duration, at = uint32(data, at), at + 4
    if flags & _TFHD_DEFAULT_SIZE:
        size = uint32(data, at)
    return duration, size


def _read_run(data: Buffer, moof: Box, trun: Box, defaults: tuple[int, int], table: SampleTable) -> None:
    _, flags = version_and_flags(data, trun)
    count, at = uint32(data, trun.body + 4), trun.body + 8
    if not flags & _TRUN_DATA_OFFSET:
        raise MalformedBox("a run without a data offset")
    table.chunks.append((moof.offset + uint32(data, at), count))
    at += 8 if flags & _TRUN_FIRST_FLAGS else 4
    skipped_bytes = 4 * bool(flags & _TRUN_SAMPLE_FLAGS) + 4 * bool(flags & _TRUN_TIME_OFFSET)
    for _ in range(count):
        duration, size = defaults
        if flags & _TRUN_DURATION:
            duration, at = uint32(data, at), at + 4
        if flags & _TRUN_SIZE:
            size, at = uint32(data, at), at + 4
        at += skipped_bytes
        table.durations.append(duration)
        table.sizes.append(size)
