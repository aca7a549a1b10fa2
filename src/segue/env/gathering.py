"""Asking every source, in order: the first that gives a value wins."""

from collections.abc import Mapping

from pydantic import ValidationError

from segue.env.live_source import LiveSource, SourceUnavailable
from segue.env.local_sources import Gathered, add_command_line, add_environment
from segue.env.names import known_names, unknown
from segue.env.provenance import Provenance
from segue.env.settings import SettingsError
from segue.env.settings.secrets import DEFAULT_WAIT_S
from segue.env.stores import bootstrap_variables, configured_stores
from segue.env.toml_file import CONFIG_VARIABLE, add_toml
from segue.env.waiting import read_patiently

WAIT_VARIABLE = "SEGUE_SECRETS_WAIT_SECONDS"


def gather(*, is_waiting: bool) -> tuple[Gathered, list[LiveSource]]:
    """All values, and the stores that were asked. `is_waiting`: give a store the time that the settings grant."""
    gathered = Gathered()
    add_command_line(gathered)
    add_environment(gathered)
    add_toml(gathered)
    stores = [] if gathered.problems else _stores(gathered)
    for store in stores:
        _add_store(gathered, store, _wait_s(gathered) if is_waiting else None)
    return gathered, stores


def _stores(gathered: Gathered) -> list[LiveSource]:
    """None when these settings are wrong themselves; all settings together will be found wrong as well."""
    try:
        return configured_stores({name: given.text for name, given in gathered.values.items()})
    except ValidationError:
        return []


def _wait_s(gathered: Gathered) -> float:
    """All settings together will be found wrong when this one is."""
    text = gathered.text(WAIT_VARIABLE)
    return float(text) if text.isdecimal() else DEFAULT_WAIT_S


def _add_store(gathered: Gathered, store: LiveSource, wait_s: float | None) -> None:
    try:
        values: Mapping[str, str] = store.read() if wait_s is None else read_patiently(store, wait_s)
    except SourceUnavailable as error:
        gathered.problems.append(str(error))
        return
    except SettingsError as error:
        gathered.problems.extend(error.problems)
        return
    known, local = known_names(), _local_names()
    for name, text in values.items():
        if name not in known:
            gathered.problems.append(f"{store.label}: {unknown(name, known)}")
        elif name in local:
            gathered.problems.append(f"{store.label}: {name} must be known before a secret store is asked.")
        else:
            gathered.add(name, text, Provenance(store.label, live=store))


def _local_names() -> set[str]:
    return bootstrap_variables() | {"SEGUE_DATA", CONFIG_VARIABLE, WAIT_VARIABLE}
