"""A film's file whose sound is said to lie in another file (QuickTime's data references)."""

import struct
from pathlib import Path

_AROUND = (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref")


def with_reference(mov: bytes, target: Path) -> bytes:
    """`mov`, whose index must come last, with an alias record (Inside Macintosh: Files, 4) that leads to `target`."""
    path = str(target).encode()
    padded = path + b"\0" * (len(path) % 2)
    record = bytes(10) + b"\0" + bytes(27) + bytes(12) + b"\0" + bytes(63) + bytes(16) + bytes(4) + bytes(16)
    record += struct.pack(">HH", 2, len(path)) + padded + b"\xff\xff\0\0"
    entry = struct.pack(">I4sI", 12 + len(record), b"alis", 0) + record
    places = []
    at = 0
    for name in _AROUND:
        at = mov.index(name, at)
        places.append(at - 4)
    old_end = places[-1] + struct.unpack_from(">I", mov, places[-1])[0]
    dref = b"dref" + struct.pack(">II", 0, 1) + entry
    content = bytearray(mov[: places[-1]] + struct.pack(">I", 4 + len(dref)) + dref + mov[old_end:])
    for place in places[:-1]:
        size = struct.unpack_from(">I", mov, place)[0]
        struct.pack_into(">I", content, place, size + len(content) - len(mov))
    return bytes(content)
