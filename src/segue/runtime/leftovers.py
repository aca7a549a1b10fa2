"""Ending what a crashed Segue left running, and never anybody else's process."""

import json
import signal
from collections.abc import Iterable

from segue.runtime.data_folder import DataFolder, write_whole
from segue.runtime.processes import ProcessFacts, all_processes, find_process, has_variable, send
from segue.runtime.waiting import wait_until

GRACE_S = 10.0


def record(folder: DataFolder, running: dict[str, int]) -> None:
    """Remember the processes with their start times: a pid alone may be somebody else's later."""
    facts = [found for pid in running.values() if (found := find_process(pid))]
    write_whole(folder.processes, json.dumps([[found.pid, found.started_ticks] for found in facts]))


def end_leftovers(folder: DataFolder) -> int:
    """End recorded processes that still run, and what they started; returns how many there were."""
    recorded = _read(folder)
    left = [facts for facts in all_processes() if _is_ours(facts, recorded, folder)]
    # SIGINT is PostgreSQL's orderly fast shutdown; the others are killed, as they may be at any time.
    for facts in left:
        send(facts.pid, signal.SIGINT)
    if not wait_until(lambda: not _still(left), GRACE_S if left else 0.0):
        for facts in _still(left):
            send(facts.pid, signal.SIGKILL)
        wait_until(lambda: not _still(left), GRACE_S)
    folder.processes.unlink(missing_ok=True)
    return len(left)


def _is_ours(facts: ProcessFacts, recorded: dict[int, int], folder: DataFolder) -> bool:
    """A recorded process with its own start time, or one of its session that was started for this folder."""
    if recorded.get(facts.pid) == facts.started_ticks:
        return True
    return facts.session in recorded and has_variable(facts.pid, "SEGUE_DATA", str(folder.root))


def _still(left: Iterable[ProcessFacts]) -> list[ProcessFacts]:
    found = [(facts, find_process(facts.pid)) for facts in left]
    return [facts for facts, now in found if now and now.started_ticks == facts.started_ticks]


def _read(folder: DataFolder) -> dict[int, int]:
    try:
        return {int(pid): int(ticks) for pid, ticks in json.loads(folder.processes.read_text())}
    except (FileNotFoundError, ValueError):
        return {}
