"""What is wrong with a field of a request, in words for the person who filled it in."""

from collections.abc import Mapping
from typing import Any

WORDS = {
    "missing": "This is needed.",
    "string_too_short": "Write at least {min_length} characters.",
    "string_too_long": "Write at most {max_length} characters.",
}
"""By pydantic's names of errors; its own words, meant for programmers, stand for the others."""
EMPTY = "This can't be empty."


def words_for(error: Mapping[str, Any]) -> str:
    """`error`: one of those that pydantic lists, with its type, its words and its limits."""
    limits = error.get("ctx", {})
    if error["type"] == "string_too_short" and limits["min_length"] == 1:
        return EMPTY
    if words := WORDS.get(error["type"]):
        return words.format(**limits)
    return str(error["msg"]).removeprefix("Value error, ")
