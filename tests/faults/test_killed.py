"""Whatever is killed in the middle of a job, the job completes by itself and takes effect once."""

import shutil
import uuid
from collections.abc import Iterator

import pytest

from tests.faults.plant import Plant, wait_until

STATE = "SELECT state FROM jobs_job WHERE subject_id = %s"
STEPS = "SELECT s.name FROM jobs_steprun s JOIN jobs_job j ON j.id = s.job_id WHERE j.subject_id = %s ORDER BY s.id"
EFFECTS = "SELECT name FROM pressing_effect WHERE subject_id = %s ORDER BY name"
DELIVERIES = (
    "SELECT count(*) FROM events_delivery WHERE payload->>'subject_id' = %s::text AND done_at IS NOT NULL"
)


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    built = Plant(tmp_path_factory.mktemp("plant"))
    try:
        built.build()
        yield built
    finally:
        built.tear_down()


def assert_completes_once(plant: Plant, subject_id: uuid.UUID) -> None:
    wait_until(lambda: plant.rows(STATE, subject_id) == [("done",)], "the job is done")
    wait_until(lambda: plant.rows(DELIVERIES, subject_id) == [(1,)], "its event is delivered")
    assert plant.rows(STEPS, subject_id) == [("cut",), ("press",), ("pack",)]
    assert plant.rows(EFFECTS, subject_id) == [("announced",), ("cut",), ("pack",), ("press",)]


@pytest.mark.parametrize("place", ["cut.work", "press.record", "press.committed", "pack.committed"])
def test_killed_worker(plant: Plant, place: str) -> None:
    subject_id = plant.press(hold_at=place)
    plant.wait_at(subject_id, place)
    plant.kill("worker")
    plant.open_gate(subject_id, place)
    plant.start("worker")
    assert_completes_once(plant, subject_id)


def test_killed_worker_and_reconciler(plant: Plant) -> None:
    subject_id = plant.press(hold_at="press.work")
    plant.wait_at(subject_id, "press.work")
    for name in ("worker", "reconciler"):
        plant.kill(name)
        plant.start(name)
    plant.open_gate(subject_id, "press.work")
    assert_completes_once(plant, subject_id)


def test_killed_broker_that_comes_back_empty(plant: Plant) -> None:
    """The hint at the next step is lost, as it is sent while the broker is away."""
    subject_id = plant.press(hold_at="cut.committed")
    plant.wait_at(subject_id, "cut.committed")
    plant.kill("valkey")
    plant.open_gate(subject_id, "cut.committed")
    wait_until(
        lambda: b"hint_lost" in (plant.folder / "worker.log").read_bytes(), "the worker misses the broker"
    )
    shutil.rmtree(plant.folder / "valkey" / "appendonlydir")
    plant.start("valkey")
    assert_completes_once(plant, subject_id)
