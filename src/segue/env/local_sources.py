"""Settings from the command line, the environment, and the files that the environment points at."""

import json
import os
from pathlib import Path

from segue.env.last_said import MEMORY_VARIABLE
from segue.env.names import file_names, known_names, unknown
from segue.env.provenance import COMMAND_LINE, ENVIRONMENT, Given, Provenance
from segue.env.settings import PREFIX

COMMAND_LINE_VARIABLE = "SEGUE_COMMAND_LINE"
"""Carries what the command line says to the process that reads the settings, as JSON."""


class Gathered:
    """The first value given for each setting, by variable, and what is wrong with the sources."""

    def __init__(self) -> None:
        self.values: dict[str, Given] = {}
        self.problems: list[str] = []

    def add(self, name: str, text: str, provenance: Provenance) -> None:
        """An empty value counts as none."""
        if text and name not in self.values:
            self.values[name] = Given(text, provenance)

    def text(self, name: str) -> str:
        """Empty when nobody gives it."""
        return self.values[name].text if name in self.values else ""


def add_command_line(gathered: Gathered) -> None:
    values: dict[str, str] = json.loads(os.environ.get(COMMAND_LINE_VARIABLE) or "{}")
    known = known_names()
    for name, text in values.items():
        if name in known:
            gathered.add(name, text, COMMAND_LINE)
        else:
            gathered.problems.append(unknown(name, known))


def add_environment(gathered: Gathered) -> None:
    """Both the variables and what the `_FILE` variables point at."""
    known, files = known_names(), file_names()
    for name, text in sorted(os.environ.items()):
        if name in known:
            gathered.add(name, text, ENVIRONMENT)
        elif name in files:
            _add_file(gathered, name, text)
        elif name.startswith(PREFIX) and name not in (COMMAND_LINE_VARIABLE, MEMORY_VARIABLE):
            gathered.problems.append(unknown(name, known | files.keys()))


def _add_file(gathered: Gathered, pointer: str, place: str) -> None:
    name = file_names()[pointer]
    if not place:
        return
    if os.environ.get(name):
        gathered.problems.append(f"{name} and {pointer} are both set: keep one of them.")
        return
    path = Path(place).expanduser().absolute()
    try:
        text = path.read_text()
    except OSError as error:
        gathered.problems.append(f"{pointer}: {path} can't be read: {error.strerror}.")
    except UnicodeDecodeError:
        gathered.problems.append(f"{pointer}: {path} isn't text.")
    else:
        if not text.strip():
            gathered.problems.append(f"{pointer}: {path} is empty.")
        gathered.add(name, _without_newline(text), Provenance(f"file {path}", file=path))


def _without_newline(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")
