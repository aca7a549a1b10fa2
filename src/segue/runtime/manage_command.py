"""Running a management command against the Segue that runs on the data folder."""

import os
import subprocess
import sys
from collections.abc import Container, Mapping
from typing import Any, NoReturn

from segue.runtime.data_folder import DataFolder, read_state
from segue.runtime.environment import FILE_SUFFIX, inherited, overlay
from segue.runtime.errors import StartError
from segue.runtime.plan import Plan, read_plan

COMMAND_TIMEOUT_S = 60.0


def run_command(*arguments: str) -> NoReturn:
    """Become the command. Raises StartError when Segue isn't running and no DATABASE_URL is set."""
    become("segue.config.manage", *arguments, environment=_environment())


def finish_command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command and come back. Raises StartError as `run_command` does, and when it takes too long."""
    command = [sys.executable, "-P", "-m", "segue.config.manage", *arguments]
    environment = _environment()
    try:
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=COMMAND_TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        raise StartError(f"No answer in {COMMAND_TIMEOUT_S:.0f} s.") from None


def _environment() -> dict[str, str]:
    """Raises StartError."""
    plan = read_plan()
    state = running_state(plan)
    if state is None and not plan.database_url:
        raise StartError("Segue isn't running. Start it with `segue up`, then run this again.")
    return environment_beside(plan, state)


def become(module: str, *arguments: str, environment: Mapping[str, str]) -> NoReturn:
    """`-P`: no module of it comes from the current folder, which may hold anything."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    os.execve(sys.executable, command, environment)  # noqa: S606 (no shell wanted)


def environment_beside(plan: Plan, state: dict[str, Any] | None) -> dict[str, str]:
    """The variables of a command beside the running Segue, its database too; without a state, of one by itself."""
    return overlay(inherited(), settings_beside(plan, state) | (_connections(state) if state else {}))


def settings_beside(plan: Plan, state: dict[str, Any] | None) -> dict[str, str]:
    """By variable, the settings alone."""
    own = plan.given | plan.secrets | {"SEGUE_DATA": plan.data_dir}
    return _settings(state, plan.named) | own if state else own


def running_state(plan: Plan) -> dict[str, Any] | None:
    """What the Segue on the data folder says of itself; None when none runs, or when it has another database."""
    state = read_state(DataFolder(plan.folder))
    is_other = plan.database_url and (state is None or state["database_url"] != plan.database_url)
    return None if is_other else state


def _settings(state: dict[str, Any], named: Container[str]) -> dict[str, str]:
    """So that nobody has to type them, or works with others by mistake. `named` settings are given to the command
    itself, and count more."""
    settings: dict[str, str] = {"SEGUE_ORIGIN": state["address"]} | state.get("settings", {})
    return {name: text for name, text in settings.items() if name.removesuffix(FILE_SUFFIX) not in named}


def _connections(state: dict[str, Any]) -> dict[str, str]:
    return {"DATABASE_URL": state["database_url"], "VALKEY_URL": state["valkey_url"]}
