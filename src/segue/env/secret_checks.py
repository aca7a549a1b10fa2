"""Whether the secrets among the settings are secret."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from segue.env.provenance import Given
from segue.env.purposes import PURPOSES
from segue.env.secrets import MIN_LENGTH
from segue.env.settings import Settings
from segue.env.settings.topic import is_secret, variable_of
from segue.env.weak_values import weakness

RINGS = frozenset(purpose.variable for purpose in PURPOSES.values())
PASSWORD = re.compile(r"\bpassword\s*=\s*('(?:[^'\\]|\\.)*'|\S+)")
SECRET_NAME = re.compile(r"secret|password|token|key", re.IGNORECASE)
ADVICE = "put a random one there, such as `openssl rand -base64 48` prints"


@dataclass(frozen=True)
class Judgment:
    """One line each: what stops the start, and what is only told."""

    refused: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)


def judge_secrets(values: Mapping[str, Given]) -> Judgment:
    """By variable, as the sources write them. A weak key is refused; a weak password is, in production."""
    judgment = Judgment()
    environment = values.get("SEGUE_ENVIRONMENT")
    is_production = environment is not None and environment.text == "production"
    for variable in sorted(secret_variables() & values.keys()):
        if variable in RINGS:
            judgment.refused.extend(_of_ring(variable, values[variable].text))
        else:
            problems = judgment.refused if is_production else judgment.warned
            problems.extend(_of_password(variable, values[variable].text))
    return judgment


def secret_variables() -> set[str]:
    """Those whose values are never shown."""
    return {variable_of(field) for field in Settings.model_fields.values() if is_secret(field)}


def key_problem(name: str, key: str, advice: str = ADVICE) -> str | None:
    """One line when a key is short or known; None when it will do."""
    if len(key) < MIN_LENGTH:
        return f"{name} holds a key that is shorter than {MIN_LENGTH} characters: {advice}."
    reason = weakness(key)
    return f"{name} holds a key that {reason}: {advice}." if reason else None


def _of_ring(variable: str, text: str) -> Iterator[str]:
    problems = [key_problem(variable, key) for key in text.split()]
    yield from dict.fromkeys(problem for problem in problems if problem)
    if not problems:
        yield f"{variable} holds no key: {ADVICE}."


def _of_password(variable: str, text: str) -> Iterator[str]:
    for password in passwords_in(text):
        if reason := weakness(password):
            part = "" if password == text else " holds a password that"
            yield f"{variable}{part} {reason}: {ADVICE}."
            return


def passwords_in(text: str) -> list[str]:
    """The secret parts of JSON, of a URL or of a connection string; else the text itself."""
    if text[:1] in ("[", "{"):
        try:
            return list(_in_json(json.loads(text)))
        except ValueError:
            return [text]
    if "://" in text:
        return _in_url(text)
    found = PASSWORD.search(text)
    return [found[1].strip("'")] if found else [text]


def _in_url(url: str) -> list[str]:
    try:
        parts = urlsplit(url)
    except ValueError:  # the settings will be found wrong
        return []
    query = [value for name, value in parse_qsl(parts.query) if SECRET_NAME.search(name)]
    return [unquote(parts.password), *query] if parts.password else query


def _in_json(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _in_json(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if isinstance(item, str) and SECRET_NAME.search(name):
                yield item
            else:
                yield from _in_json(item)
