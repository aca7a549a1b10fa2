"""Celery's way into the jobs: an early-acknowledged hint with one id."""

from celery import shared_task

from segue.kernel.jobs import queue, runner
from segue.kernel.jobs.heartbeat import record_heartbeat


@shared_task(name=queue.RUN_TASK)
def run_step(job_id: str) -> None:
    """One step for one hint: of the job whose turn it is, which needn't be the one that asked."""
    runner.run_next_step(asked_by=job_id)


@shared_task(name="jobs.record_beat")
def record_beat() -> None:
    """Shows that the clock process, the broker and a worker are all there."""
    record_heartbeat("beat")
