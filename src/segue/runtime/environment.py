"""The variables that settings travel in from one process to another."""

import json
import os
from collections.abc import Mapping

COMMAND_LINE_VARIABLE = (
    "SEGUE_COMMAND_LINE"  # read by segue.env, which is too large for the supervisor to import
)
FILE_SUFFIX = "_FILE"


def carry(values: Mapping[str, str]) -> None:
    """Hand what the command line says to whoever reads the settings: of all sources it counts most."""
    os.environ[COMMAND_LINE_VARIABLE] = json.dumps(dict(values)) if values else ""


def inherited() -> dict[str, str]:
    """This process's own variables, to be handed on."""
    return os.environ | {}


def overlay(environment: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    """`environment` with settings in it that nothing else there overrules or contradicts.

    `<NAME>` and `<NAME>_FILE` exclude each other; of the changes' own the plain one stays.
    """
    others = {name.removesuffix(FILE_SUFFIX) for name in changes if name.endswith(FILE_SUFFIX)}
    merged = {name: value for name, value in environment.items() if name not in others}
    merged |= changes
    for name in (*(name + FILE_SUFFIX for name in changes), COMMAND_LINE_VARIABLE):
        merged.pop(name, None)
    return merged
