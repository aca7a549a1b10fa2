"""The names of settings, and the nearest one to a name that is none."""

import difflib
from collections.abc import Iterable

from segue.env.settings import TOPICS, variable_names

FILE_SUFFIX = "_FILE"


def known_names() -> frozenset[str]:
    return frozenset(variable_names().values())


def file_names() -> dict[str, str]:
    """By the variable that points at a file with the value, as container platforms do it: the setting's own."""
    return {f"{name}{FILE_SUFFIX}": name for name in known_names()}


def table_names() -> dict[str, str]:
    """By a setting's place in `segue.toml`, as `web.port`: its variable."""
    names = variable_names()
    return {f"{topic.table}.{field}": names[field] for topic in TOPICS for field in topic.model_fields}


def unknown(name: str, known: Iterable[str]) -> str:
    """One sentence and a question."""
    nearest = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)[0]
    return f"{name} is not a setting of Segue. Did you mean {nearest}?"
