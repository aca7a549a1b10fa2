"""Reading the settings, each from the first source that gives it, and checking them all."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from pydantic import ValidationError

from segue.env.gathering import gather
from segue.env.live_source import LiveSource, SourceUnavailable
from segue.env.local_sources import Gathered
from segue.env.provenance import COMMAND_LINE, ENVIRONMENT, Given
from segue.env.secret_checks import judge_secrets, secret_variables
from segue.env.settings import Settings, SettingsError, variable_names
from segue.env.vault import VaultSource


@dataclass(frozen=True)
class Outcome:
    """`settings`: None when they can't be used. `given`: what they were made from, by variable. `stores`: which were
    asked. `problems` stop the start, `warnings` don't; one line each."""

    settings: Settings | None
    given: Mapping[str, Given]
    stores: list[LiveSource]
    problems: list[str]
    warnings: list[str]


def load_settings() -> Settings:
    """Read the settings, waiting for secret stores. Raises SettingsError, naming the variable and what to do."""
    outcome = examine(is_waiting=True)
    if outcome.settings is None or outcome.problems:
        raise SettingsError(outcome.problems)
    return outcome.settings


def examine(*, is_waiting: bool) -> Outcome:
    """Read the settings and find everything that is wrong. `is_waiting`: for secret stores that don't answer."""
    gathered, stores = gather(is_waiting=is_waiting)
    judgment = judge_secrets(gathered.values)
    settings, problems = _settings(gathered)
    if settings:
        settings.remember(gathered.values, stores)
    problems = gathered.problems + problems + judgment.refused
    warnings = [*judgment.warned, *_in_view(gathered), *(settings.concerns() if settings else ())]
    return Outcome(settings, gathered.values, stores, problems, warnings)


def leave(stores: list[LiveSource]) -> None:
    """For a process that only wanted to read: give back what the stores lent it."""
    for store in stores:
        if isinstance(store, VaultSource):
            with suppress(SourceUnavailable):
                store.sign_out()
        store.close()


def _in_view(gathered: Gathered) -> list[str]:
    return [
        f"{name} stands on the command line, where every user of this machine can read it."
        for name, given in sorted(gathered.values.items())
        if given.provenance == COMMAND_LINE and name in secret_variables()
    ]


def _settings(gathered: Gathered) -> tuple[Settings | None, list[str]]:
    try:
        return Settings.model_validate({name: given.text for name, given in gathered.values.items()}), []
    except ValidationError as error:
        return None, _problems(error, gathered)


def _problems(error: ValidationError, gathered: Gathered) -> list[str]:
    """In the order of the documentation."""
    order = list(variable_names().values())
    problems = sorted(error.errors(), key=lambda problem: _position(problem["loc"], order))
    return [_sentence(problem["loc"], problem["msg"], gathered) for problem in problems]


def _position(place: tuple[int | str, ...], order: list[str]) -> int:
    return order.index(str(place[0])) if place and place[0] in order else len(order)


def _sentence(place: tuple[int | str, ...], message: str, gathered: Gathered) -> str:
    text = message.removeprefix("Value error, ")
    if not place:
        return text
    name = str(place[0])
    inner = "".join(f", {part}" if isinstance(part, str) else f", number {part + 1}" for part in place[1:])
    source = gathered.values[name].provenance if name in gathered.values else ENVIRONMENT
    return f"{name}{inner}: {text}" if source == ENVIRONMENT else f"{name}{inner} ({source.label}): {text}"
