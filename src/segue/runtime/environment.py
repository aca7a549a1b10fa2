"""The variables that settings travel in from one process to another."""

import json
import os
import sys
from collections.abc import Mapping

COMMAND_LINE_VARIABLE = (
    "SEGUE_COMMAND_LINE"  # read by segue.env, which is too large for the supervisor to import
)
MEMORY_VARIABLE = "SEGUE_LAST_SAID"  # read by segue.env as well
FILE_SUFFIX = "_FILE"


def carry(values: Mapping[str, str]) -> None:
    """Hand what the command line says to whoever reads the settings: of all sources it counts most."""
    os.environ[COMMAND_LINE_VARIABLE] = json.dumps(dict(values)) if values else ""


def inherited() -> dict[str, str]:
    """This process's own variables, to be handed on."""
    return os.environ | {}


def shared_memory() -> dict[str, str]:
    """Where the processes of one Segue keep for one another what secret stores said: in memory, as long as this process
    runs. Systems other than Linux have no such place."""
    if sys.platform != "linux":
        return {}
    return {MEMORY_VARIABLE: f"/proc/{os.getpid()}/fd/{os.memfd_create('segue')}"}


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
