"""Where a value comes from."""

from dataclasses import dataclass, field
from pathlib import Path

from segue.env.live_source import LiveSource


@dataclass(frozen=True)
class Provenance:
    """`label` for people, as `environment`. `file`: what `<NAME>_FILE` points at. `live`: the store that keeps it."""

    label: str
    file: Path | None = None
    live: LiveSource | None = None


@dataclass(frozen=True)
class Given:
    """A value as its source writes it."""

    text: str = field(repr=False)
    provenance: Provenance


DEFAULT = Provenance("default")
COMMAND_LINE = Provenance("command line")
ENVIRONMENT = Provenance("environment")
