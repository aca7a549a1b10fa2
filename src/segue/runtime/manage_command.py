"""Running a management command against the Segue that runs on the data folder."""

import os
import sys
from typing import NoReturn

from segue.runtime.data_folder import DataFolder, read_state
from segue.runtime.errors import StartError
from segue.runtime.plan import Plan, read_plan


def run_command(*arguments: str) -> NoReturn:
    """Become the command. Raises StartError when Segue isn't running and no DATABASE_URL is set."""
    plan = read_plan()
    environment = os.environ | {"SEGUE_DATA": plan.data_dir} | _connections(plan)
    command = [sys.executable, "-m", "segue.config.manage", *arguments]
    os.execve(sys.executable, command, environment)  # noqa: S606 (no shell wanted)


def _connections(plan: Plan) -> dict[str, str]:
    """The running Segue's own, so that nobody has to type them."""
    if plan.database_url:
        return {}
    state = read_state(DataFolder(plan.folder))
    if state is None:
        raise StartError("Segue isn't running. Start it with `segue up`, then run this again.")
    known = {"DATABASE_URL": state["database_url"], "VALKEY_URL": state["valkey_url"]}
    return known | {"SEGUE_ORIGIN": os.environ.get("SEGUE_ORIGIN") or state["address"]}
