"""Reads and writes the boxes of ISO base media files (ISO/IEC 14496-12), without interpreting their media."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

Buffer = bytes | bytearray | mmap
CONTAINERS = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"mvex", b"moof", b"traf"))


class MalformedBox(ValueError):
    """The bytes are not the box structure that was expected."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: where it starts, how long it is with its header, and how long the header is, in bytes."""

    type: bytes
    offset: int
    size: int
    header_bytes: int

    @property
    def body(self) -> int:
        """Offset of the first byte after the header."""
        return self.offset + self.header_bytes

    @property
    def end(self) -> int:
        """Offset of the first byte after the box."""
        return self.offset + self.size


def iter_boxes(data: Buffer, start: int, end: int) -> Iterator[Box]:
    """The boxes that fill `start` to `end`, in order. Raises MalformedBox if they don't fill it exactly."""
    while start < end:
        box = _read_header(data, start, end)
        if box.size < box.header_bytes or box.end > end:
            raise MalformedBox(f"box {box.type!r} at {start} has a size of {box.size} bytes")
        yield box
        start = box.end


def find(data: Buffer, within: Box, *path: bytes) -> Box | None:
    """The first box at `path` below `within`."""
    for box in iter_boxes(data, within.body, within.end):
        if box.type == path[0]:
            return find(data, box, *path[1:]) if len(path) > 1 else box
    return None


def require(data: Buffer, within: Box, *path: bytes) -> Box:
    """Like `find`; raises MalformedBox if there is none."""
    box = find(data, within, *path)
    if box is None:
        raise MalformedBox(f"no box {b'/'.join(path)!r}")
    return box


def version_and_flags(data: Buffer, box: Box) -> tuple[int, int]:
    """Of a full box."""
    word = uint32(data, box.body)
    return word >> 24, word & 0xFFFFFF


def uint32(data: Buffer, offset: int) -> int:
    """Big-endian, as every number in these files. Raises MalformedBox past the end."""
    try:
        return int(struct.unpack_from(">I", data, offset)[0])
    except struct.error as error:
        raise MalformedBox(str(error)) from error


def pack(box_type: bytes, *content: bytes) -> bytes:
    """A box with a 32-bit size."""
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), box_type) + body


def pack_full(box_type: bytes, *content: bytes) -> bytes:
    """A full box of version 0 without flags."""
    return pack(box_type, bytes(4), *content)


def pack_header(box_type: bytes, body_bytes: int) -> bytes:
    """Only the header, for a body that is streamed; 16 bytes long if the size needs 64 bits."""
    if body_bytes + 8 <= 0xFFFFFFFF:
        return struct.pack(">I4s", body_bytes + 8, box_type)
    return struct.pack(">I4sQ", 1, box_type, body_bytes + 16)


def _read_header(data: Buffer, start: int, end: int) -> Box:
    if start + 8 > end:
        raise MalformedBox(f"{end - start} stray bytes at {start}")
    size, box_type = struct.unpack_from(">I4s", data, start)
    if size == 1 and start + 16 <= end:
        return Box(box_type, start, struct.unpack_from(">Q", data, start + 8)[0], 16)
    return Box(box_type, start, end - start if size == 0 else size, 8)
