"""Settings from `segue.toml`: one table per topic, the fields' names as keys."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any

from segue.env.local_sources import Gathered
from segue.env.names import table_names, unknown
from segue.env.provenance import Provenance
from segue.env.settings import TOPICS
from segue.env.settings.places import absolute, default_data_dir

CONFIG_VARIABLE = "SEGUE_CONFIG"
NAME = "segue.toml"


def find_toml(gathered: Gathered) -> Path | None:
    """The one that SEGUE_CONFIG names, else the one in this folder, else the one in the data folder."""
    if named := gathered.text(CONFIG_VARIABLE):
        return absolute(Path(named))
    data = gathered.text("SEGUE_DATA")
    folders = (Path.cwd(), Path(data).expanduser() if data else default_data_dir())
    return next((found.resolve() for folder in folders if (found := folder / NAME).is_file()), None)


def add_toml(gathered: Gathered) -> None:
    path = find_toml(gathered)
    if path is None:
        return
    try:
        _refuse_foreign(path, is_named=bool(gathered.text(CONFIG_VARIABLE)))
        tables = tomllib.loads(path.read_text())
    except OSError as error:
        gathered.problems.append(f"{path} can't be read: {error.strerror}.")
    except (ValueError, PermissionError) as error:  # among them TOML's and Unicode's own
        gathered.problems.append(f"{path}: {error}")
    else:
        gathered.add(CONFIG_VARIABLE, str(path), Provenance("found"))
        _add_tables(gathered, tables, path)


def _refuse_foreign(path: Path, *, is_named: bool) -> None:
    """Whoever may write in the folder where a command is typed must not decide what it does."""
    if not is_named and path.stat().st_uid not in (0, os.geteuid()):
        raise ValueError(f"belongs to another user; if you trust it, name it: {CONFIG_VARIABLE}={path}")


def _add_tables(gathered: Gathered, tables: dict[str, Any], path: Path) -> None:
    provenance = Provenance(str(path))
    for table, content in tables.items():
        if not isinstance(content, dict):
            gathered.problems.append(f"{path}: {_outside(table)}")
        elif table not in {topic.table for topic in TOPICS}:
            gathered.problems.append(f"{path}: {unknown(f'[{table}]', _headings())}")
        else:
            for key, value in content.items():
                _add_value(gathered, f"{table}.{key}", value, provenance)


def _headings() -> list[str]:
    return [f"[{topic.table}]" for topic in TOPICS]


def _outside(key: str) -> str:
    """For a key that stands above all tables."""
    place = next((place for place in table_names() if place.partition(".")[2] == key), None)
    if place:
        return f"{key} must stand under [{place.partition('.')[0]}]."
    return unknown(key, table_names())


def _add_value(gathered: Gathered, place: str, value: Any, provenance: Provenance) -> None:
    names = table_names()
    if place not in names:
        gathered.problems.append(f"{provenance.label}: {unknown(place, names)}")
    elif names[place] == CONFIG_VARIABLE:
        gathered.problems.append(f"{provenance.label}: {place} can't be set in the file that it names.")
    else:
        gathered.add(names[place], as_text(value), provenance)


def as_text(value: Any) -> str:
    """As an environment variable would hold it: lists of words with commas, everything else as JSON has it."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    return json.dumps(value, default=str)
