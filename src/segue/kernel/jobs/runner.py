"""Run the step that a job stands at, under a lease that a side thread keeps alive."""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import InterfaceError, OperationalError, connection
from structlog.contextvars import bound_contextvars

from segue.kernel.jobs import queue
from segue.kernel.jobs.errors import FailureKind, LeaseLost, StepFailed
from segue.kernel.jobs.models import StepRun
from segue.kernel.jobs.pipeline import Output, pipeline_of
from segue.kernel.jobs.slots import SLOTS

log = structlog.get_logger(__name__)


def run_next_step(*, asked_by: str) -> bool:
    """Run one step of the job whose turn it is; False when there is none that this worker may run now."""
    with SLOTS.taken(asked_by) as claimed:
        if claimed:
            _run(claimed)
        return claimed is not None


def run_step(job_id: uuid.UUID) -> bool:
    """Run one step of this very job; False when there was nothing to take."""
    claimed = queue.claim(job_id)
    if claimed:
        _run(claimed)
    return claimed is not None


def run_to_end(job_id: uuid.UUID) -> None:
    """Run every step that is due, here and now."""
    while run_step(job_id):
        pass


def _run(claimed: queue.Claim) -> None:
    job = claimed.job
    with bound_contextvars(job_id=str(job.pk), step=job.step, request_id=job.request_id):
        try:
            _run_claimed(claimed)
        except LeaseLost:
            log.warning("lease_lost")


def _run_claimed(claimed: queue.Claim) -> None:
    started = time.monotonic()
    try:
        with _crashes_are_transient():
            output = _work(claimed)
            duration_ms = round((time.monotonic() - started) * 1000)
            queue.complete_step(claimed, output, duration_ms=duration_ms)
    except StepFailed as failure:
        log.warning("step_failed", code=failure.code, kind=failure.kind)
        queue.fail_step(claimed, failure)
    else:
        log.info("step_done", duration_ms=duration_ms)


def _work(claimed: queue.Claim) -> Output:
    job = claimed.job
    step = pipeline_of(job.kind).step(job.step)
    done = dict(StepRun.objects.filter(job=job).values_list("name", "output"))
    with _lease_kept(claimed):
        return step.work(job, done)


@contextmanager
def _crashes_are_transient() -> Iterator[None]:
    """A fault in a step's work or in recording it is ours, and may pass."""
    try:
        yield
    except (StepFailed, LeaseLost):
        raise
    except Exception as error:
        log.exception("step_crashed")
        message = "We hit a fault of our own here. Your file is safe: try again."
        raise StepFailed("jobs.crashed", message, FailureKind.TRANSIENT) from error


@contextmanager
def _lease_kept(claimed: queue.Claim) -> Iterator[None]:
    """Renew every third of the lease while the body runs."""
    stop = threading.Event()
    interval = queue.LEASE.total_seconds() / 3

    def keep() -> None:
        try:
            while not stop.wait(interval) and _renewed(claimed):
                pass
        finally:
            connection.close()

    thread = threading.Thread(target=keep, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renewed(claimed: queue.Claim) -> bool:
    """False once the lease is lost; a database that can't be asked just now may still answer in time."""
    try:
        return queue.renew(claimed)
    except (OperationalError, InterfaceError) as error:
        log.warning("lease_not_renewed", reason=str(error).strip())
        connection.close()
        return True
