"""A worker keeps its last free place for urgent work, and with three places for other owners."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from django.db import connection

from segue.kernel.ids import new_id
from segue.kernel.jobs import queue, slots
from segue.kernel.jobs.models import Job, JobState
from segue.kernel.jobs.slots import Slots
from segue.kernel.jobs.tests.conftest import KIND, MakePipeline, note_in
from segue.kernel.priority import BEGIN, LATER

pytestmark = pytest.mark.django_db
ANA, BEN = new_id(), new_id()


@pytest.fixture(autouse=True)
def pipeline(make_pipeline: MakePipeline) -> None:
    make_pipeline()


@pytest.fixture(autouse=True)
def asked_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sent: list[str] = []
    monkeypatch.setattr(slots, "send_hint", note_in(sent))
    return sent


def wait(owner_id: uuid.UUID, priority: int = BEGIN) -> uuid.UUID:
    return queue.enqueue(KIND, subject_id=new_id(), owner_id=owner_id, priority=priority).pk


class Worker:
    """Takes places one after the other, and keeps them until they are left."""

    def __init__(self, places: int) -> None:
        self.slots = Slots(places)
        self.held: list[ExitStack] = []

    def hint(self, asked_by: str = "asker") -> uuid.UUID | None:
        place = ExitStack()
        claimed = place.enter_context(self.slots.taken(asked_by))
        if claimed is None:
            place.close()
            return None
        self.held.append(place)
        return claimed.job.pk

    def leave(self, number: int = 0) -> None:
        self.held.pop(number).close()


def test_with_two_places_a_new_upload_never_waits_behind_two_long_encodes(asked_again: list[str]) -> None:
    encodes = {wait(ANA, LATER), wait(ANA, LATER)}
    worker = Worker(2)
    assert worker.hint() in encodes
    assert worker.hint("the second encode") is None
    upload = wait(ANA)
    assert (worker.hint(), asked_again) == (upload, [])
    assert Job.objects.filter(priority=LATER, state=JobState.QUEUED).count() == 1


def test_who_was_refused_the_last_place_is_asked_for_again_once(asked_again: list[str]) -> None:
    first, second = wait(ANA, LATER), wait(ANA, LATER)
    worker = Worker(2)
    assert worker.hint() == first
    assert [worker.hint("one"), worker.hint("two")] == [None, None]
    worker.leave()
    assert asked_again == ["two"]
    assert worker.hint() == second
    worker.leave()
    assert asked_again == ["two"]


def test_a_single_place_is_for_everything() -> None:
    later = wait(ANA, LATER)
    assert Worker(1).hint() == later


def test_two_places_are_both_for_one_owner_when_the_work_is_urgent() -> None:
    uploads = [wait(ANA), wait(ANA)]
    worker = Worker(2)
    assert [worker.hint(), worker.hint()] == uploads


def test_with_three_places_the_last_is_kept_for_another_owner(asked_again: list[str]) -> None:
    uploads = [wait(ANA) for _ in range(3)]
    worker = Worker(3)
    assert [worker.hint(), worker.hint(), worker.hint("ana's third")] == [*uploads[:2], None]
    other = wait(BEN)
    assert worker.hint() == other
    worker.leave()
    assert asked_again == ["ana's third"]
    assert worker.hint() is None, "ana still has one running, and so the last place is not hers"
    worker.leave()
    assert worker.hint() == uploads[2]


def test_a_second_worker_has_places_of_its_own() -> None:
    later = [wait(ANA, LATER), wait(ANA, LATER)]
    assert [Worker(2).hint(), Worker(2).hint()] == later


def break_step(worker: Worker) -> None:
    with worker.slots.taken("asker"):
        raise ZeroDivisionError


def test_a_fault_in_the_step_gives_its_place_back() -> None:
    worker = Worker(2)
    first, second = wait(ANA, LATER), wait(ANA, LATER)
    with pytest.raises(ZeroDivisionError):
        break_step(worker)
    assert Job.objects.get(pk=first).state == JobState.RUNNING
    assert worker.hint() == second


@pytest.mark.django_db(transaction=True)
def test_hints_that_come_at_once_still_leave_one_place_free() -> None:
    for _ in range(4):
        wait(ANA, LATER)
    shared = Slots(3)
    together, answered = threading.Barrier(4), threading.Barrier(4)

    def run() -> bool:
        try:
            together.wait(10)
            with shared.taken("asker") as claimed:
                answered.wait(10)
                return claimed is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        ran = [thread.result(10) for thread in [threads.submit(run) for _ in range(4)]]
    assert sorted(ran) == [False, False, True, True]
