"""Text that people type, as it is kept."""

import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """A name as people see it: single spaces, and no control characters, some of which a database can't hold."""
    return " ".join(_CONTROLS.sub(" ", text).split())
