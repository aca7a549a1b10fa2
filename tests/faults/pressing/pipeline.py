"""Cut, press, pack; each step has a gate in its work, in its transaction and right after the commit."""

import uuid
from functools import partial

from django.db import transaction

from segue.kernel.events.outbox import publish
from segue.kernel.events.registry import Event, on
from segue.kernel.jobs.models import Job
from segue.kernel.jobs.pipeline import Output, Outputs, Pipeline, Step, register
from tests.faults.pressing.gates import pass_through
from tests.faults.pressing.models import Effect

KIND = "test.pressing"
STEPS = ("cut", "press", "pack")
PLACES = ("work", "record", "committed")


class RecordPressed(Event):
    name = "test.record_pressed"
    subject_id: uuid.UUID


def work(job: Job, outputs: Outputs) -> Output:
    pass_through(job.subject_id, f"{job.step}.work")
    return {"after": list(outputs)}


def record(job: Job, output: Output) -> None:
    Effect.objects.create(subject_id=job.subject_id, name=job.step)
    if job.step == STEPS[-1]:
        publish(RecordPressed(subject_id=job.subject_id))
    transaction.on_commit(partial(pass_through, job.subject_id, f"{job.step}.committed"))
    pass_through(job.subject_id, f"{job.step}.record")


@on(RecordPressed)
def announce(event: RecordPressed) -> None:
    Effect.objects.create(subject_id=event.subject_id, name="announced")


PRESSING = register(Pipeline(KIND, tuple(Step(name, name, work, record) for name in STEPS)))
