"""After a crash: what was left is ended, and no stranger with a reused process id."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from subprocess import Popen

import pytest

from segue.runtime.data_folder import DataFolder
from segue.runtime.launch import launch
from segue.runtime.leftovers import end_leftovers, record
from segue.runtime.processes import find_process
from segue.runtime.tests.standins import pids, running, service
from segue.runtime.waiting import wait_until

START_MEMBER = "child = [sys.executable, '-c', open(sys.argv[1] + '.py').read(), sys.argv[1]]; "
MEMBER = f"import subprocess, sys; {START_MEMBER}subprocess.Popen(child)"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data")
    data.create()
    return data


@pytest.fixture
def left(folder: DataFolder) -> Iterator[Popen[bytes]]:
    """A process that an earlier run left behind."""
    process = launch(service("web", folder.root))
    assert wait_until(lambda: pids(folder.root, "web") != [], 10)
    yield process
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def test_a_recorded_process_is_ended(folder: DataFolder, left: "Popen[bytes]") -> None:
    record(folder, {"web": left.pid})
    assert end_leftovers(folder) == 1
    assert running(folder.root) == []
    assert not folder.processes.exists()


def test_a_process_that_only_has_the_same_id_is_left_alone(folder: DataFolder, left: "Popen[bytes]") -> None:
    facts = find_process(left.pid)
    assert facts is not None
    folder.processes.write_text(json.dumps([[left.pid, facts.started_ticks - 1, "web"]]))
    assert end_leftovers(folder) == 0
    assert running(folder.root) == [left.pid]


def test_members_of_a_recorded_session_are_ended_when_they_run_for_this_folder(folder: DataFolder) -> None:
    base = service("worker", folder.root)
    member = replace(base, environment={**base.environment, "SEGUE_DATA": str(folder.root)})
    leader = replace(member, command=(*member.command[:2], MEMBER, member.command[3]))
    (folder.root / "worker.pids.py").write_text(member.command[2])
    process = launch(leader)
    folder.processes.write_text(json.dumps([[process.pid, 1, "worker"]]))
    process.wait(10)
    assert wait_until(lambda: len(running(folder.root)) == 1, 10)
    assert end_leftovers(folder) == 1
    assert running(folder.root) == []
    if process.stdout is not None:
        process.stdout.close()


def test_a_damaged_record_ends_nothing(folder: DataFolder, left: "Popen[bytes]") -> None:
    folder.processes.write_text("[[")
    assert end_leftovers(folder) == 0
    assert running(folder.root) == [left.pid]
