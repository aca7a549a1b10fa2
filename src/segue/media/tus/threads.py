"""Blocking work beside the event loop: disks and the database, in threads of the uploads' own."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
R = TypeVar("R")

MAX_THREADS = 6  # fewer than the web server's database connections: uploads never starve pages
_threads = ThreadPoolExecutor(MAX_THREADS, thread_name_prefix="uploads")


async def in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """A request that is cancelled meanwhile waits until the work is done: its file must not be closed under it."""
    context = contextvars.copy_context()
    job = asyncio.get_running_loop().run_in_executor(
        _threads, lambda: context.run(_with_fresh_connection, lambda: work(*args, **kwargs))
    )
    try:
        return await asyncio.shield(job)
    except asyncio.CancelledError:
        await asyncio.wait([job])
        raise


def _with_fresh_connection(work: Callable[[], R]) -> R:
    """In a thread that no request of Django's tidies up after."""
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()
