"""What a process hands on to those that it starts, so that they come to the same settings."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from segue.env.names import FILE_SUFFIX
from segue.env.provenance import COMMAND_LINE, Given
from segue.env.secret_checks import secret_variables
from segue.env.settings import Settings, given_settings


@dataclass(frozen=True)
class Handover:
    """`given` without secrets; `secrets`: those that a started process can't find by itself."""

    given: dict[str, str]
    secrets: dict[str, str] = field(repr=False)


def hand_over(settings: Settings, values: Mapping[str, Given]) -> Handover:
    """Paths are absolute, as another process has another folder. A secret of the environment, of `segue.toml` or of a
    secret store is read again from there."""
    given, secrets = given_settings(settings), {}
    for name in secret_variables() & values.keys():
        provenance = values[name].provenance
        if provenance.file:
            given[name + FILE_SUFFIX] = str(provenance.file)
        elif provenance == COMMAND_LINE:
            secrets[name] = values[name].text
    return Handover(given, secrets)


def adopt(environment: Mapping[str, str]) -> None:
    """It becomes this process's own."""
    os.environ.clear()
    os.environ.update(environment)
