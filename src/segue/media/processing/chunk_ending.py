"""Tells whether a W64, CAF or DSDIFF file was cut off: ffmpeg reads what there is of the sound, and says nothing."""

import struct
from pathlib import Path
from typing import BinaryIO

_MAX_CHUNKS = 1000
_W64_HEADER_BYTES = 40  # "riff", size, "wave": two GUIDs and 64 bits
_W64_SOUND = b"data"
_UNKNOWN_CAF_SIZE = -1  # "to the end of the file"


def is_cut_off(source: Path, container: str) -> bool:
    """Whether the chunk with the sound promises more bytes than there are."""
    with source.open("rb") as file:
        size = file.seek(0, 2)
        if container == "w64":
            return _ends_beyond(file, size, _W64_HEADER_BYTES)
        if container == "caf":
            return _promises_too_much(file, size, 8, ">4sq", b"data")
        return container == "dff" and _promises_too_much(file, size, 16, ">4sq", b"DSD ")


def _promises_too_much(file: BinaryIO, size: int, at: int, header: str, sound: bytes) -> bool:
    length = struct.calcsize(header)
    for _ in range(_MAX_CHUNKS):
        file.seek(at)
        head = file.read(length)
        if len(head) < length:
            return False
        name: bytes
        content: int
        name, content = struct.unpack(header, head)
        if name == sound or content < 0:
            return content != _UNKNOWN_CAF_SIZE and at + length + content > size
        at += length + content + (content % 2 if sound == b"DSD " else 0)
    return False


def _ends_beyond(file: BinaryIO, size: int, at: int) -> bool:
    """W64: a GUID, then a little-endian size that counts both and is filled up to eight bytes."""
    for _ in range(_MAX_CHUNKS):
        file.seek(at)
        head = file.read(24)
        if len(head) < 24:
            return False
        content = int.from_bytes(head[16:], "little")
        if head[:4] == _W64_SOUND:
            return at + content > size
        at += max(24, (content + 7) // 8 * 8)
    return False
