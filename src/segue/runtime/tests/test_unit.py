"""Back-off times, and lines put together from what a process writes."""

from pathlib import Path

from segue.runtime.tests.standins import service
from segue.runtime.unit import BackOff, Unit, describe_exit
from segue.runtime.waiting import wait_until


def test_delays_double_up_to_thirty_seconds() -> None:
    backoff = BackOff()
    assert [backoff.next_delay_s(0.5) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_minute_of_running_starts_the_delays_anew() -> None:
    backoff = BackOff()
    assert [backoff.next_delay_s(ran) for ran in (1, 59.9, 60, 1)] == [1, 2, 1, 2]


def test_output_is_read_as_whole_lines_and_the_last_one_needs_no_end(tmp_path: Path) -> None:
    unit = Unit(service("web", tmp_path, r"import os; os.write(1, b'one\n\ntw\xffo\nthree')"))
    unit.start(now=0.0)
    lines: list[str] = []

    def is_done() -> bool:
        lines.extend(unit.read_lines())
        return not unit.is_output_open and unit.take_exit() is not None

    assert wait_until(is_done, 10)
    unit.close()
    assert lines == ["one", "tw\ufffdo", "three"]
    assert unit.last_line == "three"


def test_exits_are_told_by_name() -> None:
    assert [describe_exit(3), describe_exit(-9)] == ["exit code 3", "killed by SIGKILL"]
