"""Start order, restart, and stopping without leaving a process behind."""

import os
import re
import signal
from functools import partial
from pathlib import Path

from segue.runtime.processes import descendants
from segue.runtime.tests.conftest import RunPython
from segue.runtime.tests.standins import pids, running
from segue.runtime.waiting import wait_until

HEAD = """
import sys, time
from pathlib import Path
from segue.runtime.errors import StartError
from segue.runtime.guardian import guard
from segue.runtime.log import Log
from segue.runtime.supervisor import StopRequested, Supervisor
from segue.runtime.tests.standins import *
folder = Path(sys.argv[1])

def serve(body):
    supervisor = Supervisor(Log(folder / "log"))
    try:
        body(supervisor)
        (folder / "up").touch()
        supervisor.run_until_stopped()
    except StopRequested:
        return 0
    except StartError as error:
        print(error, flush=True)
        return 1
    finally:
        supervisor.stop()
"""
PAIR = """
def body(supervisor):
    supervisor.start([service("store", folder)])
    supervisor.wait_ready(20)
    assert not pids(folder, "web")
    supervisor.start([service("web", folder)])
    supervisor.wait_ready(20)
sys.exit(guard(lambda: serve(body)))
"""


def up(folder: Path) -> bool:
    return wait_until((folder / "up").exists, 30)


def has_more_starts(folder: Path, name: str, count: int) -> bool:
    return len(pids(folder, name)) > count


def alone(name: str, program: str, options: str = "") -> str:
    return f"""
def body(supervisor):
    supervisor.start([service("{name}", folder, {program}{options})])
    supervisor.wait_ready(20)
sys.exit(guard(lambda: serve(body)))
"""


def test_a_stage_starts_when_the_one_before_is_ready_and_sigterm_stops_all(
    tmp_path: Path, run_python: RunPython
) -> None:
    process = run_python(HEAD + PAIR, tmp_path)
    assert up(tmp_path)
    assert len(running(tmp_path)) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert running(tmp_path) == []


def test_a_killed_service_starts_again_with_doubling_delays(tmp_path: Path, run_python: RunPython) -> None:
    process = run_python(HEAD + PAIR, tmp_path)
    assert up(tmp_path)
    for _ in range(2):
        before = pids(tmp_path, "web")
        os.kill(before[-1], signal.SIGKILL)
        assert wait_until(partial(has_more_starts, tmp_path, "web", len(before)), 20)
    process.terminate()
    output, _ = process.communicate(timeout=20)
    delays = re.findall(r"web ended \(killed by SIGKILL\); it starts again in (\d+) s\.", output)
    assert delays == ["1", "2"]
    assert len(pids(tmp_path, "store")) == 1
    assert running(tmp_path) == []


def test_a_part_that_ends_while_starting_stops_the_rest_and_says_why(
    tmp_path: Path, run_python: RunPython
) -> None:
    program = PAIR.replace('service("web", folder)', 'service("web", folder, BROKEN, is_ready=lambda: False)')
    process = run_python(HEAD + program, tmp_path)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "web ended while starting (exit code 3): no such table. `segue logs` shows all of it." in output
    assert running(tmp_path) == []
    assert not (tmp_path / "up").exists()


def test_a_part_that_ignores_the_request_is_killed_after_its_deadline(
    tmp_path: Path, run_python: RunPython
) -> None:
    process = run_python(HEAD + alone("worker", "STUBBORN", ", stop_deadline_s=0.5"), tmp_path)
    assert up(tmp_path)
    process.terminate()
    assert process.wait(10) == 0
    assert running(tmp_path) == []


def test_a_second_request_to_stop_kills_at_once(tmp_path: Path, run_python: RunPython) -> None:
    process = run_python(HEAD + alone("worker", "STUBBORN", ", stop_deadline_s=600"), tmp_path)
    assert up(tmp_path)

    def asked_again() -> bool:
        process.send_signal(signal.SIGINT)
        return process.poll() is not None

    assert wait_until(asked_again, 20, interval_s=2)
    assert process.returncode == 0
    assert running(tmp_path) == []


def test_children_outside_the_process_group_end_too(tmp_path: Path, run_python: RunPython) -> None:
    process = run_python(HEAD + alone("worker", "PARENT"), tmp_path)
    assert up(tmp_path)
    assert wait_until(lambda: len(pids(tmp_path, "worker")) == 2, 10)
    everyone = {facts.pid for facts in descendants(process.pid)}
    process.terminate()
    assert process.wait(20) == 0
    assert len(everyone) == 4
    assert not everyone & {facts.pid for facts in descendants(1)}


def test_kill_9_of_the_front_process_stops_the_rest_in_order(tmp_path: Path, run_python: RunPython) -> None:
    process = run_python(HEAD + PAIR, tmp_path)
    assert up(tmp_path)
    process.kill()
    process.wait(5)
    assert wait_until(lambda: running(tmp_path) == [], 20)


def test_kill_9_of_the_supervisor_leaves_nothing(tmp_path: Path, run_python: RunPython) -> None:
    process = run_python(HEAD + alone("worker", "PARENT"), tmp_path)
    assert up(tmp_path)
    assert wait_until(lambda: len(pids(tmp_path, "worker")) == 2, 10)
    supervisor = descendants(process.pid)[0].pid
    os.kill(supervisor, signal.SIGKILL)
    assert process.wait(20) == 128 + signal.SIGKILL
    assert running(tmp_path) == []


def test_a_command_gives_its_lines_and_a_failing_one_its_last(tmp_path: Path, run_python: RunPython) -> None:
    program = """
def body(supervisor):
    once = "print('one'); print('two')"
    print(supervisor.run(service("setup", folder, once)), flush=True)
    supervisor.run(service("migrate", folder, BROKEN))
sys.exit(guard(lambda: serve(body)))
"""
    output, _ = run_python(HEAD + program, tmp_path).communicate(timeout=30)
    assert "['one', 'two']" in output
    assert "migrate ended while starting (exit code 3): no such table." in output
