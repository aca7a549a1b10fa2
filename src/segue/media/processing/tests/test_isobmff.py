"""Boxes are read exactly, and anything that doesn't add up is refused."""

import struct

import pytest

from segue.media.processing.isobmff import (
    Box,
    MalformedBox,
    find,
    iter_boxes,
    pack,
    pack_header,
    require,
    uint32,
)

LEAF = pack(b"free", b"abc")
TREE = pack(b"moov", pack(b"trak", LEAF), LEAF)
ROOT = Box(b"root", 0, len(TREE), 0)


def test_boxes_are_found_by_their_path() -> None:
    assert find(TREE, ROOT, b"moov", b"trak", b"free") == Box(b"free", 16, 11, 8)
    assert find(TREE, ROOT, b"moov", b"free") == Box(b"free", 27, 11, 8)
    assert find(TREE, ROOT, b"moov", b"none") is None
    with pytest.raises(MalformedBox, match="no box b'moov/none'"):
        require(TREE, ROOT, b"moov", b"none")


def test_a_64_bit_size_is_understood() -> None:
    data = struct.pack(">I4sQ", 1, b"mdat", 20) + b"abcd"
    assert list(iter_boxes(data, 0, 20)) == [Box(b"mdat", 0, 20, 16)]


def test_a_size_of_zero_reaches_to_the_end() -> None:
    assert list(iter_boxes(struct.pack(">I4s", 0, b"mdat") + b"abcd", 0, 12)) == [Box(b"mdat", 0, 12, 8)]


@pytest.mark.parametrize(
    "data",
    [b"abc", struct.pack(">I4s", 7, b"free"), struct.pack(">I4s", 9, b"free"), LEAF + b"\0"],
    ids=["too short for a header", "smaller than its header", "longer than the file", "a stray byte"],
)
def test_boxes_that_do_not_add_up_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedBox):
        list(iter_boxes(data, 0, len(data)))


def test_reading_past_the_end_is_refused() -> None:
    with pytest.raises(MalformedBox):
        uint32(b"abcd", 1)


def test_a_header_grows_when_its_body_needs_64_bits() -> None:
    assert pack_header(b"mdat", 4) == struct.pack(">I4s", 12, b"mdat")
    assert pack_header(b"mdat", 1 << 32) == struct.pack(">I4sQ", 1, b"mdat", (1 << 32) + 16)
