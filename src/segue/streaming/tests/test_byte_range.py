"""The Range header by RFC 9110, 14.1.2, for a file of 1000 bytes."""

import pytest

from segue.streaming.byte_range import ByteRange, Unsatisfiable, parse_range

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-499", (0, 500)),
        ("bytes=500-998", (500, 499)),
        ("bytes=999-999", (999, 1)),
        ("bytes=0-", (0, 1000)),
        ("bytes=999-", (999, 1)),
        ("bytes=900-5000", (900, 100)),
        ("bytes=0-99999999999999999999999999", (0, 1000)),
        ("bytes=-1", (999, 1)),
        ("bytes=-1000", (0, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("bytes=-99999999999999999999999999", (0, 1000)),
        ("Bytes=0-9", (0, 10)),
        (" bytes=0-9 ", (0, 10)),
    ],
)
def test_one_range(header: str, expected: tuple[int, int]) -> None:
    assert parse_range(header.encode(), SIZE) == ByteRange(*expected)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=9-8",
        "bytes=0-1,3-4",
        "bytes=0-1, -1",
        "bytes=a-b",
        "bytes=1.5-3",
        "bytes=-0x1",
        "bytes=+1-2",
        "bytes=--1",
        "bytes=٣-٤",
        "items=0-1",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_what_is_no_single_range_is_answered_with_the_whole(header: str) -> None:
    assert parse_range(header.encode(), SIZE) is None


@pytest.mark.parametrize(
    "header", ["bytes=1000-", "bytes=1000-1000", "bytes=99999999999999999999999999-", "bytes=-0"]
)
def test_what_lies_outside_can_not_be_served(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        parse_range(header.encode(), SIZE)


def test_an_empty_file_has_no_ranges() -> None:
    for header in (b"bytes=0-", b"bytes=-5"):
        with pytest.raises(Unsatisfiable):
            parse_range(header, 0)
