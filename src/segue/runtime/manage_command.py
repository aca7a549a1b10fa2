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
    address, connections = _running(plan)
    environment = address | os.environ | {"SEGUE_DATA": plan.data_dir} | connections
    # -P: modules never come from the folder that the command is called in.
    command = [sys.executable, "-P", "-m", "segue.config.manage", *arguments]
    os.execve(sys.executable, command, environment)  # noqa: S606 (no shell wanted)


def _running(plan: Plan) -> tuple[dict[str, str], dict[str, str]]:
    """The running Segue's address, which the environment may overrule, and its connections, so that
    nobody has to type them."""
    if plan.database_url:
        return {}, {}
    state = read_state(DataFolder(plan.folder))
    if state is None:
        raise StartError("Segue isn't running. Start it with `segue up`, then run this again.")
    connections = {"DATABASE_URL": state["database_url"], "VALKEY_URL": state["valkey_url"]}
    return {"SEGUE_ORIGIN": state["address"]}, connections
