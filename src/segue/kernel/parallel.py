"""Work on many things at once, a few at a time."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def map_bounded(work: Callable[[T], R], items: Iterable[T], *, at_once: int) -> Iterator[R]:
    """Results as they come, in no order. `items` are asked for only when there is a thread for them; after an error
    none is begun, and what has begun is waited for."""
    running: set[Future[R]] = set()
    with ThreadPoolExecutor(at_once) as pool:
        for item in items:
            if len(running) >= at_once:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
            running.add(pool.submit(work, item))
        yield from (future.result() for future in running)
