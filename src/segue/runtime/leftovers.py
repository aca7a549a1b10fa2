"""Ending what a crashed Segue left running, and never anybody else's process."""

import json
import signal
from collections.abc import Iterable

from segue.runtime.data_folder import DataFolder, write_whole
from segue.runtime.processes import ProcessFacts, all_processes, find_process, has_variable, send
from segue.runtime.waiting import wait_until

GRACE_S = 10.0
Record = dict[int, tuple[int, str]]  # by process id: when it started, in ticks since boot, and its name


def record(folder: DataFolder, running: dict[str, int]) -> None:
    """Remember the processes with their start times: a pid alone may be somebody else's later."""
    found = [(find_process(pid), name) for name, pid in running.items()]
    facts = [[facts.pid, facts.started_ticks, name] for facts, name in found if facts]
    write_whole(folder.processes, json.dumps(facts))


def end_leftovers(folder: DataFolder) -> int:
    """End recorded processes that still run, and what they started; returns how many there were."""
    recorded = _read(folder)
    left = [facts for facts in all_processes() if _is_ours(facts, recorded, folder)]
    for facts in left:
        # The database shuts down in order; the rest may be killed at any time.
        is_database = recorded.get(facts.pid, (0, ""))[1] == "postgres"
        send(facts.pid, signal.SIGINT if is_database else signal.SIGKILL)
    if not wait_until(lambda: not _still(left), GRACE_S):
        for facts in _still(left):
            send(facts.pid, signal.SIGKILL)
        wait_until(lambda: not _still(left), GRACE_S)
    folder.processes.unlink(missing_ok=True)
    return len(left)


def _is_ours(facts: ProcessFacts, recorded: Record, folder: DataFolder) -> bool:
    """A recorded process with its own start time, or one of its session that was started for this folder."""
    if facts.pid in recorded and recorded[facts.pid][0] == facts.started_ticks:
        return True
    return facts.session in recorded and has_variable(facts.pid, "SEGUE_DATA", str(folder.root))


def _still(left: Iterable[ProcessFacts]) -> list[ProcessFacts]:
    found = [(facts, find_process(facts.pid)) for facts in left]
    return [facts for facts, now in found if now and now.started_ticks == facts.started_ticks]


def _read(folder: DataFolder) -> Record:
    try:
        return {
            int(pid): (int(ticks), str(name)) for pid, ticks, name in json.loads(folder.processes.read_text())
        }
    except (FileNotFoundError, ValueError):
        return {}
