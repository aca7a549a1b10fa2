"""Running a management command against the Segue that runs on the data folder."""

import os
import sys
from typing import Any, NoReturn

from segue.runtime.data_folder import DataFolder, read_state
from segue.runtime.errors import StartError
from segue.runtime.plan import Plan, read_plan


def run_command(*arguments: str) -> NoReturn:
    """Become the command. Raises StartError when Segue isn't running and no DATABASE_URL is set."""
    plan = read_plan()
    environment = os.environ | {"SEGUE_DATA": plan.data_dir}
    if state := _running(plan):
        environment |= _settings(state) | plan.given | _connections(state)
    # -P: modules never come from the folder that the command is called in.
    command = [sys.executable, "-P", "-m", "segue.config.manage", *arguments]
    os.execve(sys.executable, command, environment)  # noqa: S606 (no shell wanted)


def _running(plan: Plan) -> dict[str, Any] | None:
    """What the Segue on the data folder says of itself; None when the command is for another database."""
    state = read_state(DataFolder(plan.folder))
    if plan.database_url and (state is None or state["database_url"] != plan.database_url):
        return None
    if state is None:
        raise StartError("Segue isn't running. Start it with `segue up`, then run this again.")
    return state


def _settings(state: dict[str, Any]) -> dict[str, str]:
    """So that nobody has to type them, or works with others by mistake; the environment may overrule them."""
    settings: dict[str, str] = state.get("settings", {})
    return {"SEGUE_ORIGIN": state["address"]} | settings


def _connections(state: dict[str, Any]) -> dict[str, str]:
    return {"DATABASE_URL": state["database_url"], "VALKEY_URL": state["valkey_url"]}
