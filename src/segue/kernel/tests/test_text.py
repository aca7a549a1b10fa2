"""Text keeps what people can read, and loses what only confuses."""

import pytest

from segue.kernel.text import one_line, paragraphs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Paper \t Heron\n", "Paper Heron"),
        ("Low\x00Tide\x85", "Low Tide"),
        ("Ines\u202egpj.exe\u202c", "Inesgpj.exe"),
        ("\u2067a\u2069\u200f\u061c\ufeff\u200bb", "ab"),
        ("\ud800x", "x"),
        ("نیم\u200cفاصله 👩\u200d🎤 é", "نیم\u200cفاصله 👩\u200d🎤 é"),
        ("\u202e \n", ""),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One.\r\nTwo.\rThree. \n", "One.\nTwo.\nThree."),
        ("One.\n\n\n \nTwo.", "One.\n\nTwo."),
        ("a\tb\x00c\x9f", "a b c"),
        ("\u202eevil\u2069", "evil"),
        ("\n \n", ""),
    ],
)
def test_paragraphs(typed: str, kept: str) -> None:
    assert paragraphs(typed) == kept
