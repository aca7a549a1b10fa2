"""What is costly to count is kept for a while."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from segue.kernel.remembered import Remembered


class Counting:
    """Takes `cost_s` of a clock that it moves itself."""

    def __init__(self, cost_s: float) -> None:
        self.cost_s = cost_s
        self.time = 100.0
        self.made = 0

    def make(self) -> int:
        self.time += self.cost_s
        self.made += 1
        return self.made

    def now(self) -> float:
        return self.time


def test_what_is_cheap_is_made_each_time() -> None:
    counting = Counting(cost_s=0.125)
    remembered = Remembered(counting.make, counting.now)
    assert [remembered.get() for _ in range(3)] == [1, 2, 3]


def test_what_is_costly_is_kept_for_twenty_times_as_long_as_it_took() -> None:
    counting = Counting(cost_s=0.5)
    remembered = Remembered(counting.make, counting.now)
    assert remembered.get() == 1
    counting.time += 9.9375
    assert remembered.get() == 1
    counting.time += 0.0625
    assert remembered.get() == 2


def test_what_fails_is_not_kept() -> None:
    counting = Counting(cost_s=0.5)

    def make() -> int:
        if counting.make() == 1:
            raise ValueError("no")
        return counting.made

    remembered = Remembered(make, counting.now)
    with pytest.raises(ValueError, match="no"):
        remembered.get()
    assert [remembered.get(), remembered.get()] == [2, 2]


def test_while_one_makes_it_anew_the_others_have_what_was_known() -> None:
    counting = Counting(cost_s=0.5)
    is_making, may_end = threading.Event(), threading.Event()

    def make() -> int:
        if counting.made:
            is_making.set()
            may_end.wait(30)
        return counting.make()

    remembered = Remembered(make, counting.now)
    assert remembered.get() == 1
    counting.time += 10
    with ThreadPoolExecutor(1) as pool:
        anew = pool.submit(remembered.get)
        assert is_making.wait(30)
        assert remembered.get() == 1
        may_end.set()
        assert anew.result(30) == 2


def test_at_first_all_wait_for_one() -> None:
    counting = Counting(cost_s=0.5)
    start = threading.Barrier(4)
    remembered = Remembered(counting.make, counting.now)

    def get(_: int) -> int:
        start.wait(30)
        return remembered.get()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(get, range(4))) == [1, 1, 1, 1]
