"""An event is said exactly once when its transaction commits, and never when it rolls back."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from structlog.contextvars import bound_contextvars, get_contextvars

from segue.kernel import clock
from segue.kernel.events import outbox, tasks
from segue.kernel.events.models import Delivery
from segue.kernel.events.registry import EVENT_TYPES, Event
from segue.kernel.events.tests.conftest import Listen
from segue.kernel.ids import new_id
from segue.kernel.jobs.models import Heartbeat, StepRun
from segue.kernel.testing import deliver_all_events

real_commits = pytest.mark.django_db(transaction=True)


class Happened(Event):
    name = "test.happened"
    what: str = "rain"


class Followed(Event):
    name = "test.followed"


class Undone(Exception):
    """Raised by a handler."""


class Killed(BaseException):
    """Ends a handler as abruptly as SIGKILL: nothing that follows it in the process runs."""


def say(event: Event) -> None:
    with transaction.atomic():
        outbox.publish(event)


def write(event: Happened) -> None:
    Heartbeat.objects.create(part=f"test.{event.what}")


def write_and_fail(event: Happened) -> None:
    write(event)
    raise Undone("not today")


def make_due() -> None:
    Delivery.objects.update(due_at=Now())


def assert_waits(*, since: datetime, seconds: int) -> None:
    """From the one attempt on, which was made between `since` and now."""
    begun_at = Delivery.objects.get().due_at - timedelta(seconds=seconds)
    assert since <= begun_at <= clock.now()


@real_commits
def test_rollback_means_never_said(listen: Listen, hinted: list[str]) -> None:
    listen(Happened, write=write)
    with transaction.atomic():
        outbox.publish(Happened())
        transaction.set_rollback(True)
    assert (Delivery.objects.count(), hinted, outbox.deliver_due()) == (0, [], 0)


@real_commits
def test_commit_means_said_once(listen: Listen, hinted: list[str]) -> None:
    listen(Happened, write=write)
    with transaction.atomic():
        outbox.publish(Happened())
        assert hinted == []
    assert hinted == ["events.deliver_due"]
    assert (outbox.deliver_due(), outbox.deliver_due()) == (1, 0)
    assert Delivery.objects.get().done_at is not None
    assert Heartbeat.objects.get().part == "test.rain"


@real_commits
def test_publishing_outside_a_transaction_is_refused(listen: Listen, hinted: list[str]) -> None:
    listen(Happened, write=write)
    with pytest.raises(outbox.PublishedOutsideTransaction):
        outbox.publish(Happened())
    assert (Delivery.objects.count(), hinted) == (0, [])


@pytest.mark.django_db
def test_event_without_handlers_leaves_no_row(listen: Listen) -> None:
    listen(Happened)
    say(Happened())
    assert Delivery.objects.count() == 0


@pytest.mark.django_db
def test_failing_handler_leaves_no_writes_and_backs_off(listen: Listen) -> None:
    listen(Happened, write=write_and_fail)
    say(Happened())
    began_at = clock.now()
    assert outbox.deliver_due() == 1
    delivery = Delivery.objects.get()
    assert Heartbeat.objects.count() == 0
    assert (delivery.attempts, delivery.done_at, delivery.parked_at) == (1, None, None)
    assert delivery.last_error == "Undone('not today')"
    assert_waits(since=began_at, seconds=2)
    assert outbox.deliver_due() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("attempts", "seconds"), [(1, 4), (5, 64), (8, 512)])
def test_each_failure_doubles_the_wait(listen: Listen, attempts: int, seconds: int) -> None:
    listen(Happened, write=write_and_fail)
    say(Happened())
    Delivery.objects.update(attempts=attempts)
    began_at = clock.now()
    outbox.deliver_due()
    assert_waits(since=began_at, seconds=seconds)


@pytest.mark.django_db
def test_tenth_failure_parks_and_retry_takes_up_again(listen: Listen) -> None:
    listen(Happened, write=write_and_fail)
    say(Happened())
    for _ in range(9):
        assert outbox.deliver_due() == 1
        make_due()
    assert Delivery.objects.get().parked_at is None
    assert outbox.deliver_due() == 1
    make_due()
    parked = Delivery.objects.get()
    assert (parked.attempts, parked.parked_at is not None, outbox.deliver_due()) == (10, True, 0)

    listen(Happened, write=write)
    outbox.retry(parked)
    assert outbox.deliver_due() == 1
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.parked_at, delivery.done_at is not None) == (1, None, True)


@pytest.mark.django_db
def test_retry_of_a_delivery_that_is_not_parked_changes_nothing(listen: Listen) -> None:
    listen(Happened, write=write_and_fail)
    say(Happened())
    outbox.deliver_due()
    outbox.retry(Delivery.objects.get())
    assert Delivery.objects.get().attempts == 1


@real_commits
def test_handler_that_fails_at_commit_holds_nobody_up(listen: Listen) -> None:
    """Foreign keys are checked at commit, when the handler has long returned."""

    def dangle(event: Happened) -> None:
        if event.what == "rain":
            StepRun.objects.create(job_id=new_id(), name="lost", output={}, duration_ms=0)
        else:
            write(event)

    listen(Happened, dangle=dangle)
    say(Happened())
    say(Happened(what="snow"))
    assert outbox.deliver_due() == 2
    failed, done = Delivery.objects.order_by("pk")
    assert (failed.attempts, failed.done_at, StepRun.objects.count()) == (1, None, 0)
    assert "IntegrityError" in failed.last_error
    assert (done.done_at is not None, Heartbeat.objects.get().part) == (True, "test.snow")


@real_commits
def test_handler_that_kills_its_worker_is_counted_and_parked(listen: Listen) -> None:
    runs: list[str] = []

    def die(event: Happened) -> None:
        runs.append(event.what)
        if event.what == "rain":
            raise Killed

    listen(Happened, die=die)
    say(Happened())
    with pytest.raises(Killed):
        outbox.deliver_due()
    say(Happened(what="snow"))
    assert (outbox.deliver_due(), runs) == (1, ["rain", "snow"])

    Delivery.objects.filter(done_at=None).update(attempts=10, due_at=Now())
    assert outbox.deliver_due() == 1
    delivery = Delivery.objects.get(done_at=None)
    assert (delivery.attempts, delivery.parked_at is not None, runs) == (10, True, ["rain", "snow"])
    assert delivery.last_error == "The worker died during each attempt."


@real_commits
def test_delivery_stays_locked_while_its_handler_runs(listen: Listen) -> None:
    is_inside, may_end = threading.Event(), threading.Event()

    def linger(event: Happened) -> None:
        is_inside.set()
        assert may_end.wait(10)

    listen(Happened, linger=linger)
    say(Happened())
    with ThreadPoolExecutor(1) as other:
        first = other.submit(_deliver_and_hang_up)
        assert is_inside.wait(10)
        with transaction.atomic():
            assert not Delivery.objects.select_for_update(skip_locked=True).exists()
        assert outbox.deliver_next() is False
        may_end.set()
        assert first.result(10) == 1
    assert Delivery.objects.get().attempts == 1


@real_commits
def test_two_workers_share_the_work_and_never_a_delivery(listen: Listen) -> None:
    listen(Happened, write=write)  # the name is unique: a second run would fail
    for number in range(20):
        say(Happened(what=f"{number}"))
    with ThreadPoolExecutor(2) as workers:
        shares = [worker.result(30) for worker in [workers.submit(_deliver_and_hang_up) for _ in range(2)]]
    assert sum(shares) == 20
    assert Delivery.objects.filter(last_error="").exclude(done_at=None).count() == 20
    assert Heartbeat.objects.count() == 20


def _deliver_and_hang_up() -> int:
    try:
        return outbox.deliver_due()
    finally:
        connection.close()


@real_commits
def test_row_that_another_worker_looks_at_is_waited_for(listen: Listen) -> None:
    listen(Happened, write=write)
    say(Happened())
    claimed = outbox._claim()
    assert claimed is not None
    with ThreadPoolExecutor(1) as worker:
        with transaction.atomic():
            Delivery.objects.select_for_update().get()
            attempt = worker.submit(_attempt_and_hang_up, claimed)
            deadline = time.monotonic() + 10
            while not attempt.done() and not _is_waited_for() and time.monotonic() < deadline:
                time.sleep(0.01)
        attempt.result(10)
    assert Heartbeat.objects.count() == 1
    assert Delivery.objects.exclude(done_at=None).count() == 1


def _attempt_and_hang_up(claimed: Delivery) -> None:
    try:
        outbox._attempt(claimed)
    finally:
        connection.close()


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])


@real_commits
def test_worker_that_paused_after_its_claim_gives_way(listen: Listen) -> None:
    listen(Happened, write=write)
    say(Happened())
    paused = outbox._claim()
    assert paused is not None
    make_due()
    assert outbox.deliver_next() is True
    outbox._attempt(paused)
    assert (Heartbeat.objects.count(), Delivery.objects.get().attempts) == (1, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"event_name": "test.of_another_version"}, "KeyError('test.of_another_version')"),
        ({"handler": "segue.gone.handlers.react"}, "KeyError('segue.gone.handlers.react')"),
        ({"payload": {"what": "rain", "since": "2031"}}, "Extra inputs are not permitted"),
    ],
)
def test_delivery_of_another_version_waits_and_tells_why(
    listen: Listen, changes: dict[str, object], reason: str
) -> None:
    listen(Happened, write=write)
    say(Happened())
    Delivery.objects.update(**changes)
    assert outbox.deliver_due() == 1
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.done_at, delivery.parked_at) == (1, None, None)
    assert reason in delivery.last_error


def test_event_name_belongs_to_one_type() -> None:
    with pytest.raises(TypeError, match=r"'test\.happened' is taken"):
        type("Impostor", (Event,), {"name": "test.happened", "__module__": __name__})
    assert EVENT_TYPES["test.happened"] is Happened


@pytest.mark.django_db
def test_each_handler_succeeds_or_fails_alone(listen: Listen) -> None:
    listen(Happened, bad=write_and_fail, good=write)
    say(Happened())
    assert outbox.deliver_due() == 2
    assert {row.handler: row.done_at is not None for row in Delivery.objects.all()} == {
        "bad": False,
        "good": True,
    }
    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db
def test_handler_knows_the_request_and_the_event_in_its_logs(listen: Listen) -> None:
    seen: dict[str, object] = {}
    listen(Happened, look=lambda event: seen.update(get_contextvars()))
    with bound_contextvars(request_id="r1"):
        say(Happened())
    outbox.deliver_due()
    assert seen == {"request_id": "r1", "event_id": str(Delivery.objects.get().pk)}


@pytest.mark.django_db
def test_handlers_may_announce_in_turn(listen: Listen) -> None:
    listen(Happened, pass_on=lambda event: outbox.publish(Followed()))
    listen(Followed, write=lambda event: Heartbeat.objects.create(part="test.followed"))
    say(Happened())
    assert (deliver_all_events(), Heartbeat.objects.get().part) == (2, "test.followed")


@pytest.mark.django_db
def test_old_receipts_go_and_everything_else_stays() -> None:
    old = clock.now() - timedelta(days=8)
    for name, fields in {
        "old receipt": {"done_at": old},
        "new receipt": {"done_at": clock.now()},
        "parked": {"parked_at": old},
        "waiting": {"due_at": old},
    }.items():
        Delivery.objects.create(event_name=name, handler="test", payload={}, **fields)
    tasks.remove_old_receipts()
    assert set(Delivery.objects.values_list("event_name", flat=True)) == {"new receipt", "parked", "waiting"}
