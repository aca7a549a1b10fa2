"""Settings as the supervisor needs them, read in a child process so that its own memory stays small."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from segue.runtime.environment import inherited
from segue.runtime.errors import StartError
from segue.runtime.launch import request_death_signal

if TYPE_CHECKING:
    from segue.env import Settings
    from segue.env.loading import Outcome


@dataclass(frozen=True)
class Plan:
    """Where and how to run. Empty `database_url` or `valkey_url`: the embedded part. `given`: the settings that
    aren't defaults, by variable, without secrets; `secrets`: those of the command line; `named`: the variables of all
    that are given. `warnings`: one line each."""

    data_dir: str
    host: str
    port: int
    origin: str
    web_dist: str
    database_url: str
    valkey_url: str
    media_sandbox: str = "required"
    given: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    named: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return Path(self.data_dir)


def read_plan(
    *, with_keys: bool = False, is_lenient: bool = False, environment: Mapping[str, str] | None = None
) -> Plan:
    """Read and check the settings, and if wanted the keys that Segue made. `is_lenient`: don't wait for stores of
    secrets, and take settings that can be used although something is wrong. `environment`: in the place of this
    process's own.

    Raises StartError with what is wrong.
    """
    variables = inherited() if environment is None else environment
    answer = json.loads(
        in_child(lambda: _read_settings(variables, with_keys=with_keys, is_lenient=is_lenient))
    )
    if "error" in answer:
        raise StartError(answer["error"])
    return Plan(**answer)


def make_keys_in_child(data_dir: Path) -> None:
    """Make the keys that were never made. Raises StartError."""
    if problem := in_child(lambda: _make_keys(data_dir)):
        raise StartError(problem)


def in_child(answer: Callable[[], str]) -> str:
    """Call `answer` in a forked process and return what it returned; its imports go with it. Raises StartError."""
    reader, writer = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(answer, writer, parent)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            text = pipe.read().decode()
    except KeyboardInterrupt:
        os.kill(child, signal.SIGKILL)  # it may be waiting for a secret store
        raise
    finally:
        _, status = os.waitpid(child, 0)
    if status:
        raise StartError("The settings could not be read.")
    return text


def _answer(answer: Callable[[], str], writer: int, parent: int) -> NoReturn:
    code = 1
    try:
        request_death_signal(signal.SIGTERM, parent)
        os.write(writer, answer().encode())
        code = 0
    finally:
        if isinstance(sys.exc_info()[1], Exception):
            traceback.print_exc()
        os._exit(code)


def _read_settings(environment: Mapping[str, str], *, with_keys: bool, is_lenient: bool) -> str:
    from segue.env.handover import adopt
    from segue.env.key_checks import key_problems
    from segue.env.loading import examine, leave

    adopt(environment)
    outcome = examine(is_waiting=not is_lenient)
    leave(outcome.stores)
    problems, settings = outcome.problems, outcome.settings
    if settings and with_keys:
        problems = problems + key_problems(settings)
    if settings is None or (problems and not is_lenient):
        return json.dumps({"error": "; ".join(problems)})
    return json.dumps(asdict(_plan(settings, outcome)))


def _plan(settings: "Settings", outcome: "Outcome") -> Plan:
    from segue.env.handover import hand_over

    database, valkey = settings.database_url, settings.valkey_url
    handed = hand_over(settings, outcome.given)
    return Plan(
        data_dir=str(settings.data_dir),
        host=settings.host,
        port=settings.port,
        origin=settings.origin,
        web_dist=str(settings.web_dist),
        database_url=database.get_secret_value() if database else "",
        valkey_url=valkey.get_secret_value() if valkey else "",
        media_sandbox=settings.media_sandbox,
        given=handed.given,
        secrets=handed.secrets,
        named=sorted(outcome.given),
        warnings=outcome.warnings,
    )


def _make_keys(data_dir: Path) -> str:
    from segue.env import MissingSecret
    from segue.env.key_checks import make_keys

    try:
        make_keys(data_dir)
    except MissingSecret as error:
        return str(error)
    return ""
