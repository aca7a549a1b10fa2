"""Every setting with its value and its source, for `segue config show`."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby

from pydantic.fields import FieldInfo

from segue.env.loading import Outcome
from segue.env.provenance import DEFAULT
from segue.env.redaction import redacted
from segue.env.settings import TOPICS
from segue.env.settings.topic import is_secret, variable_of

EMPTY = (None, "", ())


@dataclass(frozen=True)
class Entry:
    """`value`: as it would be written, without secrets; None when there is none."""

    topic: str
    variable: str
    value: str | None
    source: str
    is_secret: bool


def inventory(outcome: Outcome) -> list[Entry]:
    """In the order of the documentation."""
    return [
        _entry(outcome, topic.title, name, field)
        for topic in TOPICS
        for name, field in topic.model_fields.items()
    ]


def as_text(entries: Iterable[Entry]) -> str:
    """A heading for each topic, then three columns."""
    return "\n\n".join(
        _section(title, list(group)) for title, group in groupby(entries, lambda entry: entry.topic)
    )


def as_json(entries: Iterable[Entry]) -> str:
    return json.dumps([asdict(entry) for entry in entries], indent=2, ensure_ascii=False)


def _entry(outcome: Outcome, title: str, name: str, field: FieldInfo) -> Entry:
    variable = variable_of(field)
    given = outcome.given.get(variable)
    source = given.provenance.label if given else DEFAULT.label
    return Entry(title, variable, _value(outcome, name, field), source, is_secret(field))


def _value(outcome: Outcome, name: str, field: FieldInfo) -> str | None:
    """A secret as its source writes it, all else as it is understood, if it is."""
    given = outcome.given.get(variable_of(field))
    if is_secret(field):
        return redacted(given.text, is_secret=True) if given else None
    if outcome.settings is None:
        value = given.text if given else field.get_default(call_default_factory=True)
    else:
        value = getattr(outcome.settings, name)
    return None if value in EMPTY else redacted(str(value), is_secret=False)


def _section(title: str, entries: list[Entry]) -> str:
    name_width = max(len(entry.variable) for entry in entries)
    value_width = max(len(_cell(entry)) for entry in entries)
    rows = (
        f"  {entry.variable:<{name_width}}  {_cell(entry):<{value_width}}  {entry.source}"
        for entry in entries
    )
    return "\n".join((title, *rows))


def _cell(entry: Entry) -> str:
    return "not set" if entry.value is None else entry.value
