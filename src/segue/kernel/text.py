"""Text that people type, as it is kept."""

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROLS_IN_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# Marks, embeddings, overrides and isolates (Unicode UAX 9, section 2), unpaired surrogates, invisible spaces.
# Joiners stay: several scripts, and many emoji, are written with them.
_UNSEEN = re.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_EMPTY_LINES = re.compile(r"\n{3,}")


def one_line(text: str) -> str:
    """A name as people see it: single spaces, no control characters, some of which a database can't hold, and nothing
    unseen that turns the text around it."""
    return " ".join(_CONTROLS.sub(" ", _UNSEEN.sub("", text)).split())


def paragraphs(text: str) -> str:
    """Plain text of several lines, at most one of them empty between two others; what `one_line` drops goes, too."""
    lines = _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "\n".join(_CONTROLS_IN_LINES.sub(" ", line).rstrip() for line in lines.split("\n"))
    return _EMPTY_LINES.sub("\n\n", kept).strip()
