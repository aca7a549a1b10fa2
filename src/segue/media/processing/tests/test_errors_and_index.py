"""Errors and indexes survive the trip through a queue and a database."""

import pickle
from pathlib import Path

import pytest

from segue.media.processing import ogg_ending
from segue.media.processing.errors import ProcessingError, damaged
from segue.media.types import RenditionIndex


def test_an_error_survives_pickling() -> None:
    error = damaged(130.9, "why")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert isinstance(copy, ProcessingError)
    assert vars(copy) == vars(error)
    assert str(copy) == "This file is damaged after 2:10. Export it again and upload the new file."


@pytest.mark.parametrize(
    ("after_s", "place"), [(0.0, ""), (0.9, ""), (1.0, " after 0:01"), (3_723.5, " after 1:02:03")]
)
def test_the_place_of_damage_is_said_where_it_helps(after_s: float, place: str) -> None:
    assert (
        damaged(after_s).message == f"This file is damaged{place}. Export it again and upload the new file."
    )


def test_an_index_survives_json() -> None:
    index = RenditionIndex(
        (1180, 728), 44_100, 441_000, 1024, ((1984, 325_168, 176_128), (327_152, 9, 264_872)), 327_161
    )
    assert RenditionIndex.from_json(index.to_json()) == index


@pytest.mark.parametrize("text", ["[]", "{}", '{"init":[1],"timescale":1}', "no json"])
def test_what_is_no_index_is_refused(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        RenditionIndex.from_json(text)


PAGE = b"OggS" + bytes(22) + bytes([2, 255, 10]) + bytes(265)


@pytest.mark.parametrize(
    ("content", "is_cut_off"),
    [
        (PAGE, False),
        (PAGE + PAGE, False),
        (PAGE + b"trailing junk", False),
        (PAGE + PAGE[:-1], True),
        (PAGE + PAGE[:28], True),
        (PAGE + PAGE[:10], True),
        (b"no page", False),
    ],
)
def test_an_incomplete_last_ogg_page_is_seen(content: bytes, is_cut_off: bool, tmp_path: Path) -> None:
    source = tmp_path / "a.ogg"
    source.write_bytes(content)
    assert ogg_ending.is_cut_off(source) is is_cut_off
